/* SPDX-License-Identifier: MIT */
/* What a repository is asked, whoever answers: libgit2, or the git program where libgit2 cannot
 * read the format. */
#ifndef MIGHOOK_GIT_BACKEND_H
#define MIGHOOK_GIT_BACKEND_H

#include "git/object.h"

struct reference {
	struct str name; /* full: refs/heads/main */
	struct object_id target; /* a commit or a tag */
};

struct references {
	struct reference *items;
	size_t count, capacity;
};

/* Where the repository is. */
struct places {
	struct str directory; /* .git, or the one of a linked worktree; without closing '/' */
	struct str common; /* the same of the main worktree */
	struct str worktree; /* its top; ptr NULL: bare */
	size_t digits; /* hex digits of an object id */
};

/* The first argument is what `open` gave. All return 0 or -1 with the error set. */
struct backend {
	const char *name;

	void (*close)(void *state);

	/* An object; `*ret_found` false if the repository has none of that id. */
	int (*object)(void *state, const struct object_id *id, struct arena *arena, struct object *ret,
		bool *ret_found, struct error *reterr);

	/* What a full reference name points to in the end; symbolic ones are followed. */
	int (*reference)(
		void *state, struct str name, struct object_id *ret, bool *ret_found, struct error *reterr);

	/* The full name of the branch that HEAD is; ptr NULL if it is a commit. */
	int (*head_branch)(void *state, struct arena *arena, struct str *ret, struct error *reterr);

	/* All references that start with `prefix`. */
	int (*references)(void *state, struct str prefix, struct arena *arena, struct references *ret,
		struct error *reterr);

	/* The object that a revision names (gitrevisions(7)). */
	int (*revision)(void *state, struct str revision, struct object_id *ret, bool *ret_found,
		struct error *reterr);

	/* The best common ancestor of the first commit and any of the others. */
	int (*merge_base)(void *state, const struct object_ids *commits, struct object_id *ret,
		bool *ret_found, struct error *reterr);

	/* The commits that lead to `tip`, oldest first. */
	int (*history)(void *state, const struct object_id *tip, bool first_parent, struct arena *arena,
		struct object_ids *ret, struct error *reterr);

	/* The commits that lead to any of `tips` and to none of `known`. */
	int (*unknown)(void *state, const struct object_ids *tips, const struct object_ids *known,
		struct arena *arena, struct object_ids *ret, struct error *reterr);

	/* The id of a blob of these bytes; `keep`: the repository has it from now on. */
	int (*blob)(
		void *state, struct str bytes, bool keep, struct object_id *ret, struct error *reterr);

	/* The id a file of the worktree would get if it were added now (filters applied). */
	int (*hash_file)(void *state, struct str path, struct object_id *ret, struct error *reterr);
};

/* Opens with libgit2. `*ret_beyond` is set, and the result still 0, where the format is beyond it:
 * it names the feature, for a reader. `checks_owner`: as git does (safe.directory). */
_must_check_ int backend_open_libgit2(const struct backend **ret, void **ret_state,
	struct places *ret_places, struct arena *arena, bool checks_owner, const char **ret_beyond,
	struct error *reterr);

/* Opens with the git program. */
_must_check_ int backend_open_cli(const struct backend **ret, void **ret_state,
	struct places *ret_places, struct arena *arena, struct error *reterr);

#endif
