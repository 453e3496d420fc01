/* SPDX-License-Identifier: MIT */
/* The folder of a cache, which others may read and write at the same time. For cache.c alone. */
#ifndef MIGHOOK_GIT_CACHE_FOLDER_H
#define MIGHOOK_GIT_CACHE_FOLDER_H

#include "base/str.h"

/* See cache.h for what they do. */
struct str_list cache_folder_keys(struct str common, struct arena *arena);
bool cache_folder_read(struct str common, struct arena *arena, struct str key, struct str *ret);
void cache_folder_write(struct str common, struct str key, struct str bytes);
void cache_folder_remove(struct str common, struct str key);
void cache_folder_rename(struct str common, struct str from, struct str to);
bool cache_folder_delete(struct str common);

#endif
