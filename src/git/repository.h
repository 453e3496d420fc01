/* SPDX-License-Identifier: MIT */
/* A git repository, opened the way git itself would see it. */
#ifndef MIGHOOK_GIT_REPOSITORY_H
#define MIGHOOK_GIT_REPOSITORY_H

#include "git/backend.h"
#include "git/cache.h"

struct repository;

enum repository_trust {
	REPOSITORY_CHECK_OWNER, /* as git: of this user, or listed in safe.directory */
	REPOSITORY_OPENED_BY_GIT, /* git ran us inside it, so it has checked already */
};

/* Opens the repository that GIT_DIR names or that holds the current folder, with the object
 * folders that GIT_OBJECT_DIRECTORY and GIT_ALTERNATE_OBJECT_DIRECTORIES add. What libgit2 cannot
 * read is read through the git program. Not being in a repository is ERROR_NO_REPOSITORY. To be
 * closed by the caller. */
_must_check_ int repository_open(struct repository **ret, struct arena *arena,
	enum repository_trust trust, struct error *reterr);

/* The same through the git program alone, for a repository that has `feature`. */
_must_check_ int repository_open_with_git(
	struct repository **ret, struct arena *arena, const char *feature, struct error *reterr);

/* NULL is allowed. */
void repository_close(struct repository **repository);

/* Who reads it, "libgit2" or "git", and if it is git the feature that makes it so. */
const char *repository_reader(const struct repository *repository, const char **ret_feature);

bool repository_is_bare(const struct repository *repository);

/* True if the history was cut off (a shallow clone). */
bool repository_is_shallow(const struct repository *repository);

/* True if objects may be missing until git fetches them (a partial clone). */
bool repository_is_partial(struct repository *repository);

/* Absolute paths without closing '/'; the worktree's ptr is NULL in a bare repository. */
struct str repository_worktree(const struct repository *repository);
struct str repository_directory(const struct repository *repository);
struct str repository_common_directory(const struct repository *repository);

/* Makes the worktree's top the current folder, for programs that are to see paths as git does. */
_must_check_ int repository_enter_worktree(
	const struct repository *repository, struct error *reterr);

/* What is kept of what was computed. */
struct cache *repository_cache(struct repository *repository);

/* Trees that were read are kept (git/tree_memory.h). Forgets them if they are many: to be called
 * between two commits, when nobody holds one. */
void repository_trim_trees(struct repository *repository);

/* The path of the index: GIT_INDEX_FILE, a relative one taken from the worktree's top as git does
 * (githooks(5)), else the repository's own. `ret_must_exist`: it was named and is not the
 * repository's own, so that its absence is an error. */
struct str repository_index_path(const struct repository *repository, bool *ret_must_exist);

/* The repository's arena: what lives as long as the run. */
struct arena *repository_arena(const struct repository *repository);

/* Number of hex digits of an object id: 40, or 64 with SHA-256. */
size_t repository_digits(const struct repository *repository);

/* An object of that type, in the arena, or a tree that is kept. One that is missing is an error. */
_must_check_ int repository_object(struct repository *repository, const struct object_id *id,
	enum object_type type, struct arena *arena, struct str *ret, struct error *reterr);

/* A commit, in the arena. */
_must_check_ int repository_commit_object(struct repository *repository, const struct object_id *id,
	struct arena *arena, struct commit_object *ret, struct error *reterr);

/* The commit a revision names (gitrevisions(7)); the error has the fetch command that may help. */
_must_check_ int repository_commit(struct repository *repository, struct str revision,
	struct object_id *ret, struct error *reterr);

/* The commit that a full reference name or an object id leads to; not found if there is no such
 * reference or if it leads to something else. */
_must_check_ int repository_reference(struct repository *repository, struct str name,
	struct object_id *ret, bool *ret_found, struct error *reterr);
_must_check_ int repository_peel(struct repository *repository, const struct object_id *id,
	struct object_id *ret, bool *ret_found, struct error *reterr);

/* The commits that all references with that beginning lead to. */
_must_check_ int repository_references(
	struct repository *repository, struct str prefix, struct references *ret, struct error *reterr);

/* The commit HEAD points to; none (all zero) if no commit has been made yet. */
_must_check_ int repository_head(
	struct repository *repository, struct object_id *ret, struct error *reterr);

/* The full name of the branch HEAD is; ptr NULL if HEAD is a commit. */
_must_check_ int repository_head_branch(
	struct repository *repository, struct str *ret, struct error *reterr);

/* The best common ancestor of a commit and any of the others; none (all zero) if the histories are
 * unrelated. Where a shallow clone cannot tell: an error with the fetch command. */
_must_check_ int repository_merge_base(struct repository *repository, const struct object_id *a,
	const struct object_ids *others, struct object_id *ret, struct error *reterr);

/* The commits that lead to any of `tips` and to none of `known`, in no order. */
_must_check_ int repository_unknown(struct repository *repository, const struct object_ids *tips,
	const struct object_ids *known, struct object_ids *ret, struct error *reterr);

/* True if the object is here. */
_must_check_ int repository_has(
	struct repository *repository, const struct object_id *id, bool *ret, struct error *reterr);

/* The commits that lead to `tip`, oldest first. */
_must_check_ int repository_history(struct repository *repository, const struct object_id *tip,
	bool first_parent, struct object_ids *ret, struct error *reterr);

/* The id of a blob of these bytes; `keep`: the repository has it from now on. */
_must_check_ int repository_blob(struct repository *repository, struct str bytes, bool keep,
	struct object_id *ret, struct error *reterr);

/* The id that a file of the worktree would get if it were added now (filters applied). */
_must_check_ int repository_hash_file(
	struct repository *repository, struct str path, struct object_id *ret, struct error *reterr);

/* Sets the hint of an error to the command that brings the history this clone lacks. Always -1. */
int repository_hint_history(struct repository *repository, struct error *reterr);

/* Remembers that the index is read through git, and why. */
void repository_note_index(struct repository *repository, const char *feature);

#endif
