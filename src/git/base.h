/* SPDX-License-Identifier: MIT */
/* What counts as merged: the protected branches and where a line of work left them. */
#ifndef MIGHOOK_GIT_BASE_H
#define MIGHOOK_GIT_BASE_H

#include "git/tree.h"

/* A branch whose migrations count as merged, as one line of work sees it. */
struct protected_branch {
	struct str name; /* as the user would write it */
	struct tree *tip; /* what it holds now */
	struct tree *base; /* what it held where the work left it */
	struct object_id base_commit; /* none: unrelated histories, or nothing committed */
	bool is_current; /* HEAD itself stands for it: there is no other copy of it */
};

struct protected_branches {
	struct protected_branch *items;
	size_t count, capacity;
};

/* The branches `names` (design: `protected` of the policy), or where it is empty the first of
 * origin/HEAD, origin/main, origin/master, main, master that exists, or else HEAD, as seen from
 * the commit `head`. Nothing counts as merged while `head` is none. A name that does not exist is
 * an error with the fetch command. */
_must_check_ int protected_branches_of(struct repository *repository, struct arena *arena,
	const struct str_list *names, const struct object_id *head, struct protected_branches *ret,
	struct error *reterr);

/* One branch, given as a commit. */
_must_check_ int protected_branch_add(struct repository *repository, struct arena *arena,
	struct str name, const struct object_id *tip, const struct object_id *head,
	struct protected_branches *branches, struct error *reterr);

#endif
