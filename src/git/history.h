/* SPDX-License-Identifier: MIT */
/* The commits of a history, oldest first. */
#ifndef MIGHOOK_GIT_HISTORY_H
#define MIGHOOK_GIT_HISTORY_H

#include "git/tree.h"

struct commit {
	struct object_id id;
	struct str subject; /* first line of the message */
	int64_t time; /* when it was committed, in seconds since 1970 */
};

struct commits {
	struct commit *items;
	size_t count, capacity;
};

enum history_line { HISTORY_FIRST_PARENT, HISTORY_ALL_COMMITS };

/* The commits that lead to `revision`. A history cut off by a shallow clone is an error. */
_must_check_ int history_of(struct repository *repository, struct str revision,
	enum history_line line, struct commits *ret, struct error *reterr);

/* The first of the commits, a first-parent line, that has the file; it is taken for one that stays
 * once it is there. NULL if the last has it not. */
_must_check_ int history_introduced(struct repository *repository, struct arena *arena,
	const struct commits *commits, struct str path, const struct commit **ret,
	struct error *reterr);

#endif
