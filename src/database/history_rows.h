/* SPDX-License-Identifier: MIT */
/* Histories whose rows do not come over SQL: whose they are, and which column says what. */
#ifndef MIGHOOK_DATABASE_HISTORY_ROWS_H
#define MIGHOOK_DATABASE_HISTORY_ROWS_H

#include "database/json_rows.h"
#include "database/ledger.h"

/* Fills a history with the rows of its table. */
_must_check_ int history_take_rows(struct history *history, struct arena *arena,
	const struct json_rows *rows, struct error *reterr);

/* These rows are all that was applied, whichever tables they are from: they take the place of the
 * ledger's histories. `relation` is their table, a view of several, or a file. */
_must_check_ int ledger_take_rows(
	struct ledger *ledger, const struct json_rows *rows, struct str relation, struct error *reterr);

/* A history of a view of several: each of them becomes a history of its own, the runner's first.
 * To be called between reading and matching. */
void ledger_split_sources(struct ledger *ledger);

#endif
