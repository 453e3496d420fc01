/* SPDX-License-Identifier: MIT */
/* What a history table is made of, for those who write into it. */
#ifndef MIGHOOK_DATABASE_HISTORY_TABLE_H
#define MIGHOOK_DATABASE_HISTORY_TABLE_H

#include "database/history.h"

struct history_table_column {
	struct str name;
	bool is_required; /* NOT NULL, and the server has nothing to put there */
	bool is_unique; /* alone: ON CONFLICT can name it */
};

struct history_table {
	bool is_view; /* or something else that is no table */
	struct {
		struct history_table_column *items; /* none: it is not there */
		size_t count, capacity;
	} columns;
};

/* Asks the server. */
_must_check_ int history_table_read(struct history_table *ret, const struct history *history,
	struct connection *connection, struct arena *arena, struct error *reterr);

/* NULL if there is none of that name. */
const struct history_table_column *history_table_column(
	const struct history_table *table, struct str name);

/* The SQL that makes it as its tool does; ptr NULL: nobody knows how it does. */
struct str history_table_definition(struct arena *arena, const struct history *history);

/* As if that had been executed: fills the columns of both. */
_must_check_ int history_table_expect(
	struct history_table *ret, struct history *history, struct arena *arena, struct error *reterr);

#endif
