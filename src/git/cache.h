/* SPDX-License-Identifier: MIT */
/*
 * What was computed of a repository's objects, for the next time: files in the folder `mighook` of
 * the common git folder. It may be deleted at any time, and what goes wrong with it is as if
 * nothing had been kept. A bare repository and one in quarantine have none.
 */
#ifndef MIGHOOK_GIT_CACHE_H
#define MIGHOOK_GIT_CACHE_H

#include "base/str.h"

struct cache;

/* The cache in a common git folder; ptr NULL: nothing is kept. */
struct cache *cache_open(struct arena *arena, struct str common);

/* From now on nothing is kept, nor found: for a run over what nobody works on now. */
void cache_disable(struct cache *cache);

/* The keys there are, in no order. */
struct str_list cache_keys(struct cache *cache, struct arena *arena);

/* What was written under the key, a copy in the arena; false if there is nothing. */
bool cache_read(struct cache *cache, struct arena *arena, struct str key, struct str *ret);

/* Keeps the bytes under the key, a file name; of all only those written last are kept. */
void cache_write(struct cache *cache, struct str key, struct str bytes);

/* Gives what is kept under a key another one. */
void cache_rename(struct cache *cache, struct str from, struct str to);

/* Deletes the folder in the common git folder with all that is kept; false if there is none. */
bool cache_delete(struct str common);

/* Takes out what turned out to be damaged. */
void cache_remove(struct cache *cache, struct str key);

#endif
