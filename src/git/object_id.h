/* SPDX-License-Identifier: MIT */
/* Names of git objects and the entries of trees. */
#ifndef MIGHOOK_GIT_OBJECT_ID_H
#define MIGHOOK_GIT_OBJECT_ID_H

#include <stdint.h>

#include "base/str.h"

/* A SHA-1 (20 bytes, the rest zero) or a SHA-256. All zero: no object. */
struct object_id {
	unsigned char bytes[32];
};

bool object_id_equal(const struct object_id *a, const struct object_id *b);
bool object_id_is_none(const struct object_id *id);

/* The first `digits` hex digits; 40 is the whole SHA-1. */
struct str object_id_hex(struct arena *arena, const struct object_id *id, size_t digits);

/* Reads 40 or 64 hex digits; false if that is not what `hex` is. */
bool object_id_parse(struct str hex, struct object_id *ret);

/* File types and modes as git writes them (git-fast-import(1), "filemodify"). */
enum {
	MODE_TYPE = 0170000,
	MODE_FOLDER = 0040000,
	MODE_FILE = 0100644,
	MODE_EXECUTABLE = 0100755,
	MODE_SYMLINK = 0120000,
	MODE_SUBMODULE = 0160000,
};

/* A file of a tree. */
struct entry {
	struct str path; /* from the repository's top, '/' between folders, any byte but NUL */
	struct object_id id;
	uint32_t mode; /* 0: there is no such file */
	struct str content; /* ptr NULL: to be read by id; else the file is on disk only */
};

/* Sorted by path; no path twice. */
struct entries {
	struct entry *items;
	size_t count, capacity;
};

/* The entry with that path; NULL if there is none. */
const struct entry *entries_find(const struct entries *entries, struct str path);

/* The same for paths asked in ascending order: `*position`, 0 at first, remembers where to go on.
 */
const struct entry *entries_next(const struct entries *entries, size_t *position, struct str path);

/* True for files with the same bytes and the same mode; NULL is a file that is not there. */
bool entry_equal(const struct entry *a, const struct entry *b);

/* True if both are there with the same bytes and type: a mode-only change is none. */
bool entry_same_content(const struct entry *a, const struct entry *b);

#endif
