/* SPDX-License-Identifier: MIT */
/* What a history table says was applied, whoever keeps it: an adapter tells which column says what
 * (migration/history_adapter.h), the rows come over SQL, REST or from a file. */
#ifndef MIGHOOK_DATABASE_HISTORY_H
#define MIGHOOK_DATABASE_HISTORY_H

#include "database/connection.h"
#include "migration/history_spec.h"
#include "migration/name.h"

enum history_state {
	ROW_APPLIED,
	ROW_FAILED,
	ROW_ROLLED_BACK,
	ROW_BASELINE, /* applied, and so is what comes before it */
};

struct squash;

/* A migration as the table knows it; ptr NULL where it has no such column, or no value in it. */
struct history_row {
	struct str version; /* as the adapter's key has it */
	struct str key; /* the same as the table has it: with a folder and an ending, perhaps, */
	enum history_column key_column; /* and where: HISTORY_VERSION or HISTORY_NAME */
	struct str name;
	struct str applied_at; /* YYYY-MM-DDTHH:MM:SSZ, or as it was written if it is no time */
	struct str applied_by;
	struct str checksum; /* hex digits, or a number */
	struct str statements; /* those of an array divided by "\n;\n" */
	struct str kind;
	struct str source; /* of the histories that a view unites */
	struct str note; /* what there is to say of its state; ptr NULL: nothing */
	int64_t milliseconds; /* that it took; -1: nobody knows */
	enum history_state state;
	size_t order; /* of the rows as they came */
	bool matched; /* some set has its migration */
	const struct squash *squash; /* what has replaced its migration; NULL: nothing */
};

/* One table, of one kind. */
struct history {
	const struct history_adapter *adapter;
	struct str title; /* in reports */
	struct str table; /* as the policy or the tool names it */
	struct str source; /* the part of the table that has this in its column; ptr NULL: all */
	struct str columns[HISTORY_COLUMN_COUNT]; /* that it really has; ptr NULL: none */
	struct str own_columns[HISTORY_COLUMN_COUNT]; /* that the policy names; ptr NULL: none */
	const struct str_list *only; /* versions that are asked about; NULL: all rows are read */
	bool exists; /* no such table: nothing was applied */
	bool is_array; /* HISTORY_STATEMENTS is one */
	struct {
		struct history_row *items; /* the last of each migration */
		size_t count, capacity;
	} rows;
};

/* The tables of a set: those the policy lists, the runner's own first; else the runner's own.
 * None: its runner keeps nothing, and the policy names nothing. A mistake in the policy is an
 * error. */
struct histories {
	struct history *items;
	size_t count, capacity;
};

/* One that is described already. */
struct history history_described(const struct history_spec *spec);

_must_check_ int histories_of(
	struct histories *ret, struct arena *arena, const struct set_spec *spec, struct error *reterr);

/* Reads what was applied, without the statements. A table that is not there has applied nothing. */
_must_check_ int history_read(struct history *history, struct connection *connection,
	struct arena *arena, struct error *reterr);

/* Reads the statements of the rows marked by `wanted`, one for each row; those of others stay. */
_must_check_ int history_read_statements(struct history *history, struct connection *connection,
	struct arena *arena, const bool *wanted, struct error *reterr);

/* Adds a row of these values, one for each kind of column; ptr NULL: none. */
void history_add_row(struct history *history, struct arena *arena, const struct str *values);

/* Of several rows for one migration the last one counts, or where no column tells which is the last
 * the one that says most; call it when all were added. They are in the order of their versions
 * then. */
void history_finish(struct history *history);

/* How much a row says: of several for one migration one that has applied it counts. */
int history_state_rank(enum history_state state);

/* The row of a migration that is called so in the table; NULL if there is none. */
struct history_row *history_row_of(const struct history *history, struct str version);

/* The row of the migration of that name; NULL if there is none. Of a table that keeps the last
 * version alone: the one row, if it covers the migration. */
struct history_row *history_row_for(
	const struct history *history, struct arena *arena, const struct name *name);

/* False if the row that was found for the migration is a later one's and merely covers it. */
bool history_row_is(
	const struct history *history, const struct history_row *row, const struct name *name);

/* Which of these names of columns says what: fills `columns`. Neither a version nor a name among
 * them is an error. */
_must_check_ int history_choose_columns(struct history *history, struct arena *arena,
	const struct str_list *names, struct error *reterr);

#endif
