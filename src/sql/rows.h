/* SPDX-License-Identifier: MIT */
/* Which rows a WHERE leaves. For the files of this folder only. */
#ifndef MIGHOOK_SQL_ROWS_H
#define MIGHOOK_SQL_ROWS_H

#include "sql/builder.h"

/* FACT_ALL_ROWS, FACT_BACKFILL, FACT_SELECTIVE, FACT_LIMITED for an UPDATE of `targets` (NIL: a
 * DELETE). `joined`: its FROM or USING. */
unsigned rows_flags(
	const Node *where, const List *targets, const WithClause *with, const List *joined);

/* True for a condition that holds for every row: true, 1 = 1. */
bool rows_is_true(const Node *condition);

/* True for INSERT ... SELECT ... WHERE NOT EXISTS (...). */
bool rows_are_looked_for_first(const SelectStmt *select);

#endif
