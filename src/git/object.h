/* SPDX-License-Identifier: MIT */
/* Commits and trees as git stores them (gitformat in git-cat-file(1), --batch). */
#ifndef MIGHOOK_GIT_OBJECT_H
#define MIGHOOK_GIT_OBJECT_H

#include "base/error.h"
#include "git/object_id.h"

enum object_type { OBJECT_COMMIT = 1, OBJECT_TREE, OBJECT_BLOB, OBJECT_TAG };

struct object {
	enum object_type type;
	struct str bytes;
};

struct object_ids {
	struct object_id *items;
	size_t count, capacity;
};

struct commit_object {
	struct object_id tree;
	struct object_ids parents;
	struct str subject; /* first line of the message, a view of the bytes */
	int64_t time; /* when it was committed, in seconds since 1970 */
};

/* Reads a commit. `digits` is the number of hex digits of an id. */
_must_check_ int commit_parse(struct commit_object *ret, struct arena *arena, struct str bytes,
	size_t digits, struct error *reterr);

/* The object a tag points to; none (all zero) if the tag cannot be read. */
struct object_id tag_target(struct str bytes, size_t digits);

/* The mode that git shows (its canon_mode): files of old trees have other permissions. */
uint32_t canonical_mode(uint32_t mode);

/* One name in a tree. */
struct tree_item {
	struct str name; /* a view of the tree's bytes */
	uint32_t mode; /* as git shows it: MODE_FILE, MODE_EXECUTABLE, ... */
	struct object_id id;
};

/* Cuts the next item off `*rest`; false at the end. A damaged tree is an error. */
_must_check_ int tree_next(
	struct str *rest, size_t digits, struct tree_item *ret, bool *ret_found, struct error *reterr);

/* A tree that is read beside another one: both are in one order. */
struct tree_cursor {
	struct str rest;
	struct tree_item item;
	bool is_found; /* false: all has been read */
};

/* Goes on to the item of the same name and kind; NULL if the tree has none. */
_must_check_ int tree_cursor_find(struct tree_cursor *cursor, size_t digits,
	const struct tree_item *item, const struct tree_item **ret, struct error *reterr);

#endif
