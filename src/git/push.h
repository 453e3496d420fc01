/* SPDX-License-Identifier: MIT */
/* What a push brings, as the side that receives it sees it. */
#ifndef MIGHOOK_GIT_PUSH_H
#define MIGHOOK_GIT_PUSH_H

#include "git/change.h"

/* A reference that is to be updated. */
struct push_update {
	struct str reference; /* full name on the receiving side */
	struct object_id old; /* the commit it was; none: it is new, or was no commit */
	struct object_id new; /* the commit it is to be; none: it is deleted, or no commit */
	bool lacks_old; /* it has a value that is not in this repository */
};

struct push_updates {
	struct push_update *items;
	size_t count, capacity;
};

/* A commit that the receiving side does not have. */
struct pushed_commit {
	struct object_id id;
	struct object_ids parents;
	size_t visit; /* the last walk that came by */
};

struct push {
	struct repository *repository;
	struct str given; /* the remote as the user named it; ptr NULL: this repository receives */
	struct str remote; /* the same; empty if that is a URL or a path */
	struct {
		struct pushed_commit *items; /* by id */
		size_t count, capacity;
	} commits;
	size_t visits;
};

/* Which word of a line says what. */
struct push_columns {
	size_t reference, old, new, count;
};

/* Reads the lines that git hands to a hook (githooks(5)); nothing else is asked of the old values
 * than whether they are here. */
_must_check_ int push_updates_read(struct push_updates *ret, struct repository *repository,
	struct str lines, const struct push_columns *columns, struct error *reterr);

/* Finds the commits that are new to the receiving side: those that none of its references (of a
 * remote: no reference of any remote, as last seen) and no old value leads to. `given` names the
 * remote; ptr NULL: this repository receives. */
_must_check_ int push_open(struct push *ret, struct repository *repository, struct str given,
	const struct push_updates *updates, struct error *reterr);

/* The newest commits the receiving side has of one that is pushed: itself, none, or several. */
_must_check_ int push_bases(struct push *push, const struct object_id *commit,
	struct object_ids *ret, struct error *reterr);

/*
 * The change one update makes. `names` are the protected branches (design: `protected`); none of
 * them: the usual ones of the receiving side, never a branch that is only here. A protected branch
 * is compared with its old value, so that also what a forced push drops counts; any other with the
 * newest commits the receiving side has of it. The policy is the protected branch's.
 */
_must_check_ int change_set_from_push(struct change_set *ret, struct arena *arena,
	struct push *push, const struct push_update *update, const struct str_list *names,
	struct error *reterr);

#endif
