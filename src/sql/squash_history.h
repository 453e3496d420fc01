/* SPDX-License-Identifier: MIT */
/* What a squash does to a runner's history table, as SQL (requirements S0-15, C-16). */
#ifndef MIGHOOK_SQL_SQUASH_HISTORY_H
#define MIGHOOK_SQL_SQUASH_HISTORY_H

#include "base/str.h"

/* A column of the baseline's row, and the SQL of its value. */
struct squash_value {
	struct str column, value;
};

struct squash_history {
	struct str schema, table; /* names, not quoted; schema: ptr NULL for none */
	struct str_list columns; /* all that the table has */
	struct str key_column; /* the one that tells one migration from another */
	struct str_list keys; /* what the squashed migrations have in it */
	struct str baseline_key;
	struct squash_value *values; /* of the baseline's row besides its key */
	size_t value_count;
	struct str squash_id; /* the value of SQUASH_HASH: names the rows in the archive */
};

/*
 * The statements, from BEGIN to COMMIT. In TABLE_archive, which is only ever added to, the rows of
 * the squashed migrations are kept with squash_id and archived_at; the baseline's row comes in
 * their place. Where one of them was not applied all of it fails. It may be run again.
 */
struct str squash_history_sql(struct arena *arena, const struct squash_history *history);

#endif
