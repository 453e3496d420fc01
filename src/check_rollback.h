/* SPDX-License-Identifier: MIT */
/* How migrations of the judged tree are taken back: the start of `rollback` and `new --down-from`.
 */
#ifndef MIGHOOK_CHECK_ROLLBACK_H
#define MIGHOOK_CHECK_ROLLBACK_H

#include "check_schema.h"
#include "schema/inverse.h"

struct rollback {
	const struct migration_set *set;
	const struct migration_file *up;
	const struct migration_file *down; /* that somebody wrote; NULL: there is none */
	struct inverse inverse;
	struct str history_row; /* SQL for the runner's own table; ptr NULL: it has none */
	struct inverse_record record; /* the team's own; table.name ptr NULL: none is in force */
	bool is_unread; /* the set is not PostgreSQL's, or the file no SQL */
};

struct rollbacks {
	struct rollback *items; /* the newest first */
	size_t count, capacity;
};

/* Of the migration that is called so: a path, a version, or the name without its ending. More or
 * fewer than one is an error. */
_must_check_ int check_rollback_of(
	struct check *check, struct str name, struct rollbacks *ret, struct error *reterr);

/* Of those of the index that have one of these paths. */
_must_check_ int check_rollback_paths(struct check *check, const struct str_list *paths,
	struct rollbacks *ret, struct error *reterr);

/* Of all that base...head adds. */
_must_check_ int check_rollback_range(struct check *check, struct str base, struct str head,
	struct rollbacks *ret, struct error *reterr);

#endif
