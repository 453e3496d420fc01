/* SPDX-License-Identifier: MIT */
/* What git knows of rows without a file, and of files that are not what was applied. */
#ifndef MIGHOOK_DATABASE_LEDGER_EXPLAIN_H
#define MIGHOOK_DATABASE_LEDGER_EXPLAIN_H

#include "database/ledger.h"
#include "git/file_history.h"

/* A commit that touched the file of a row. */
struct trace {
	const struct history_row *row;
	const struct migration_set *set;
	const struct file_event *event;
	bool is_elsewhere; /* HEAD does not lead to the commit */
};

/* Those of the rows that are asked for, the newest first, HEAD's before others. */
struct traces {
	struct trace *items;
	size_t count, capacity;
};

/* Finds the traces of the orphans and edited migrations among the items, or of the one row
 * `only`, which may be NULL. */
_must_check_ int ledger_trace(const struct ledger *ledger, const struct history_row *only,
	struct traces *ret, struct error *reterr);

/* Adds to the reason of orphans why there is no file, and to that of edited migrations since when.
 * `connection`, which may be NULL, has the statements of rows that were not read yet. */
_must_check_ int ledger_explain_by_git(
	struct ledger *ledger, struct connection *connection, struct error *reterr);

/* What was applied: the file of that content in git, else what the table keeps of its statements.
 * ptr NULL: nobody has it. `ret_from` says where it is from. */
_must_check_ int ledger_recover(struct ledger *ledger, const struct ledger_item *item,
	struct connection *connection, struct str *ret, struct str *ret_from, struct error *reterr);

#endif
