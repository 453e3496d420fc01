/* SPDX-License-Identifier: MIT */
/* Which part of a tree is looked at: some folders and some single files. */
#ifndef MIGHOOK_GIT_SCOPE_H
#define MIGHOOK_GIT_SCOPE_H

#include "base/str.h"

struct scope_item {
	struct str path; /* a file, or a folder with its closing '/' ("" is the whole tree) */
	bool is_folder;
};

/* Sorted, disjoint. */
struct scope {
	struct scope_item *items;
	size_t count, capacity;
	bool (*keep)(struct str path); /* NULL, or says which files of the folders are wanted */
};

void scope_add_folder(struct arena *arena, struct scope *scope, struct str folder);
void scope_add_file(struct arena *arena, struct scope *scope, struct str path);

/* To be called after the last addition: sorts, and drops what another item covers. */
void scope_finish(struct scope *scope);

/* True if the item holds the file. */
bool scope_item_holds(const struct scope_item *item, struct str path);

/* True if the file is in the scope. */
bool scope_holds(const struct scope *scope, struct str path);

#endif
