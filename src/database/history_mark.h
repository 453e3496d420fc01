/* SPDX-License-Identifier: MIT */
/* The row by which a tool knows that a migration was applied, as SQL: what the adapter tells of its
 * columns, filled with what is known of the file. */
#ifndef MIGHOOK_DATABASE_HISTORY_MARK_H
#define MIGHOOK_DATABASE_HISTORY_MARK_H

#include "database/history_table.h"
#include "database/plan.h"
#include "migration/set.h"

/* A table that is to be written. */
struct mark_target {
	const struct migration_set *set;
	struct history *history;
	struct history_table table;
};

/* A migration that is to be marked. */
struct mark_source {
	const struct migration_file *file;
	struct str content;
	struct str statement; /* all that the row says was executed; ptr NULL: the content */
	size_t older_rows; /* that the table has of it, and that do not count */
};

/* The column that tells this migration's rows from others; ptr NULL: it has none. */
struct str mark_column(
	const struct mark_target *target, struct arena *arena, const struct migration_file *file);

/* How the server counts them: "SELECT count(*) FROM table WHERE ...". */
struct str mark_count_sql(
	const struct mark_target *target, struct arena *arena, const struct migration_file *file);

/* A step that inserts the row unless it is there. A column that must be filled, and nobody knows
 * with what, is an error. */
_must_check_ int mark_insert(struct plan_step *ret, struct arena *arena,
	const struct mark_target *target, const struct mark_source *source, struct error *reterr);

/* Of a table that keeps the last version alone: a step that raises it from `row`, NULL if there is
 * none, to the file's. */
struct plan_step mark_latest(struct arena *arena, const struct mark_target *target,
	const struct migration_file *file, const struct history_row *row);

#endif
