/* SPDX-License-Identifier: MIT */
/* Other keys, names and checksums for rows of history tables: steps of a plan that keeps what was
 * there, in an archive table and as SQL that takes each step back. */
#ifndef MIGHOOK_DATABASE_REPAIR_ROWS_H
#define MIGHOOK_DATABASE_REPAIR_ROWS_H

#include "database/history.h"
#include "database/plan.h"
#include "migration/name.h"

/* What becomes of the row of one migration, and of older rows of the same. */
struct row_change {
	const char *action; /* of the step */
	const struct history *history;
	const struct history_row *row;
	struct str key, name, checksum; /* new ones; ptr NULL: stays */
	struct str version, path, reason; /* of the step */
};

struct row_changes {
	struct row_change *items;
	size_t count, capacity;
};

/* The key that the row would have if it were the one of this migration. */
struct str row_key_for(struct arena *arena, const struct history *history,
	const struct history_row *row, const struct name *name);

/* The name likewise, written as the row's is: with version and ending or without. ptr NULL: the row
 * has none, or it stays. */
struct str row_name_for(
	struct arena *arena, const struct history_row *row, const struct name *name);

/* Plans them: first what keeps the rows of each table, under the id, in TABLE_archive, which is
 * only ever added to and which squashes share. Keys that are wanted twice, or are there already,
 * are the caller's to refuse. The connection is asked for the columns of the tables. */
_must_check_ int row_changes_plan(const struct row_changes *changes, struct str id,
	struct connection *connection, struct arena *arena, struct plan *plan, struct error *reterr);

#endif
