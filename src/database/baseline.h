/* SPDX-License-Identifier: MIT */
/* Which migrations are to be marked as applied, and how: the plan of `mighook baseline`. */
#ifndef MIGHOOK_DATABASE_BASELINE_H
#define MIGHOOK_DATABASE_BASELINE_H

#include "database/history_mark.h"
#include "database/ledger.h"

struct baseline_options {
	struct str upto; /* the last version; ptr NULL: all */
	struct str_list only; /* versions or names; none: all */
	struct str source; /* adapter or table; ptr NULL: the first of each set */
	bool init; /* a table that is not there is to be made */
};

struct baseline {
	struct arena *arena;
	struct ledger *ledger;
	const struct baseline_options *options;
	struct {
		struct mark_target *items; /* one for each set that has the source */
		size_t count, capacity;
	} targets;
	struct plan plan;
	size_t inserted, present; /* migrations: that the plan marks, that are marked already */
	size_t left; /* that are left alone, as something is wrong with them */
};

/* Finds the tables, before anything is read from them. No such source is an error. */
_must_check_ int baseline_start(struct baseline *ret, struct arena *arena, struct ledger *ledger,
	const struct baseline_options *options, struct error *reterr);

/* What of them history_writes_lock takes. */
const struct history **baseline_histories(const struct baseline *baseline);

/* Makes the plan of a ledger that was matched. */
_must_check_ int baseline_plan(
	struct baseline *baseline, struct connection *connection, struct error *reterr);

#endif
