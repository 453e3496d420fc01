/* SPDX-License-Identifier: MIT */
/* What a squash does to a runner's history table (requirements S0-15, C-16): the rows of the
 * squashed migrations go into TABLE_archive, which is only ever added to, and the baseline's row
 * comes in their place. */
#ifndef MIGHOOK_DATABASE_SQUASH_ROWS_H
#define MIGHOOK_DATABASE_SQUASH_ROWS_H

#include "database/history.h"
#include "database/plan.h"
#include "migration/set.h"

struct squash_names {
	const struct name *items;
	size_t count;
};

struct squash_rows {
	const struct migration_set *set;
	const struct migration_file *baseline;
	struct str content; /* of its file */
	struct str date; /* of the squash, YYYY-MM-DD */
	struct str id; /* the value of SQUASH_HASH: names the rows in the archive */
	struct squash_names replaced; /* migrations that must be applied, */
	struct squash_names earlier; /* and those that squashes among them have replaced */
	bool are_gone; /* their files are: a row that a file has is none of theirs */
};

/* Adds the steps for one history, which the caller has locked or puts into the plan's lock. Where
 * the squash is its state already there are none. What is not applied, or is a view, is an error,
 * and so is a table that is not there. */
_must_check_ int squash_rows_plan(struct plan *plan, struct arena *arena,
	const struct squash_rows *squash, struct history *history, struct connection *connection,
	struct error *reterr);

/* The same for a table that nobody has looked at, as its tool makes it: what its statements cannot
 * do twice they leave. A table of which nobody knows how it is made is an error. */
_must_check_ int squash_rows_plan_unseen(struct plan *plan, struct arena *arena,
	const struct squash_rows *squash, struct history *history, struct error *reterr);

/* True if these are the statements that the baseline's row has of a squash. */
bool squash_rows_is_mark(struct str statements);

#endif
