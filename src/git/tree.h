/* SPDX-License-Identifier: MIT */
/* A tree of files, wherever it is kept: a commit, the index, nowhere. */
#ifndef MIGHOOK_GIT_TREE_H
#define MIGHOOK_GIT_TREE_H

#include "git/repository.h"
#include "git/scope.h"

struct tree;

/* A tree without files: what is there before the first commit. A tree and all that is read of it
 * live in the arena given here. */
struct tree *tree_empty(struct repository *repository, struct arena *arena);

/* The tree of a commit; of none: an empty one. */
_must_check_ int tree_of_commit(struct tree **ret, struct repository *repository,
	struct arena *arena, const struct object_id *commit, struct error *reterr);

/* What `git commit` would write now. */
_must_check_ int tree_of_index(
	struct tree **ret, struct repository *repository, struct arena *arena, struct error *reterr);

/* `below` with the files of `above` in place of its own of the same path. */
struct tree *tree_overlaid(struct tree *below, const struct entries *above);

/* The files in the scope. */
_must_check_ int tree_entries(
	const struct tree *tree, const struct scope *scope, struct entries *ret, struct error *reterr);

/* The files in the scope but for folders known to be the same in `other`: a quick way to find
 * what one tree has and the other has not. */
_must_check_ int tree_entries_unlike(const struct tree *tree, const struct tree *other,
	const struct scope *scope, struct entries *ret, struct error *reterr);

/* The files of both in the scope but for folders known to be the same in either: where they differ,
 * they differ in these. */
_must_check_ int tree_entries_differing(const struct tree *a, const struct tree *b,
	const struct scope *scope, struct entries *ret_a, struct entries *ret_b, struct error *reterr);

/* The files in the scope. `known` are those of `other`: what folders hold that are known to be the
 * same in both is taken from there and not read. */
_must_check_ int tree_entries_like(const struct tree *tree, const struct tree *other,
	const struct entries *known, const struct scope *scope, struct entries *ret,
	struct error *reterr);

/* One file; mode 0 if there is none. */
_must_check_ int tree_entry(
	const struct tree *tree, struct str path, struct entry *ret, struct error *reterr);

/* The id of a folder, "" for the top; `*ret_known` false where there is none, or none that is known
 * without listing files. */
_must_check_ int tree_folder(const struct tree *tree, struct str folder, struct object_id *ret,
	bool *ret_known, struct error *reterr);

/* True if the two are one tree: the same commit's, or of commits with the same files. */
bool tree_is(const struct tree *a, const struct tree *b);

/* True if the two are known, without listing them, to hold the same files in the scope. */
_must_check_ int tree_same(const struct tree *a, const struct tree *b, const struct scope *scope,
	bool *ret, struct error *reterr);

/* A file's bytes. */
_must_check_ int tree_content(
	const struct tree *tree, const struct entry *entry, struct str *ret, struct error *reterr);

#endif
