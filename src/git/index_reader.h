/* SPDX-License-Identifier: MIT */
/*
 * git's index (gitformat-index(5), versions 2 to 4 with SHA-1), read from a map of the file.
 * Written for repositories with many files: an entry costs a comparison, not an allocation, and
 * like git the reader does not hash the whole file to verify its checksum.
 */
#ifndef MIGHOOK_GIT_INDEX_READER_H
#define MIGHOOK_GIT_INDEX_READER_H

#include "base/error.h"
#include "git/object_id.h"
#include "git/scope.h"

struct index;

/* Maps the file for the rest of the run. A malformed or unmerged index is an error. One that is
 * split, sparse or otherwise beyond this reader is none: `*ret_beyond` names the feature. */
_must_check_ int index_open(struct index **ret, struct arena *arena, struct str path,
	const char **ret_beyond, struct error *reterr);

/* The index of a repository that has none yet. */
struct index *index_empty(struct arena *arena);

/* The entries in the scope, as `git commit` would write them: none that is merely intended. */
_must_check_ int index_entries(const struct index *index, const struct scope *scope,
	struct arena *arena, struct entries *ret, struct error *reterr);

/* The tree that the folder's entries make, if the index has it cached and valid. */
bool index_folder_id(const struct index *index, struct str folder, struct object_id *ret);

#endif
