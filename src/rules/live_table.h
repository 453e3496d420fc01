/* SPDX-License-Identifier: MIT */
/* What the rules on changes of tables in use share: which these are, names and recipes in hints. */
#ifndef MIGHOOK_RULES_LIVE_TABLE_H
#define MIGHOOK_RULES_LIVE_TABLE_H

#include "lint/known.h"
#include "lint/rule.h"

/* True if the fact is about a part of a table that was there before: it may hold rows. */
bool is_on_live_table(
	const struct subject *subject, const struct sql *sql, const struct fact *fact);

/* The table, or the column of it, as a message shows it. */
struct str shown_table(const struct subject *subject, struct object_name table);
struct str shown_column(const struct subject *subject, struct object_name table, struct str column);

/* The name that PostgreSQL gives what has none: "table_column_suffix", cut to fit. */
struct str made_name(const struct subject *subject, struct object_name table,
	const struct str_list *columns, const char *suffix);

/* The name of a constraint, or the one PostgreSQL gives it. */
struct str constraint_name(const struct subject *subject, const struct fact *constraint);

/* "a, b" as SQL. */
struct str columns_sql(const struct subject *subject, const struct str_list *columns);

/* True if CONCURRENTLY can be run in a migration: most tools that wrap a file let it opt out. */
bool can_run_apart(const struct subject *subject, const struct sql *sql);

/* Where CONCURRENTLY can be run: ", in a migration of its own, below ..."; empty: right here. */
struct str runs_apart(
	const struct subject *subject, const struct sql *sql, const struct statement *statement);

/* DROP INDEX and CREATE INDEX, CONCURRENTLY. `tail` is what follows the name, from ON. */
struct str index_recipe(
	const struct subject *subject, struct object_name name, bool is_unique, struct str tail);

/* Two statements that take effect together, or not at all. */
bool run_together(const struct statement *a, const struct statement *b);

#endif
