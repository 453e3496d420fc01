/* SPDX-License-Identifier: MIT */
/* The row in which a runner keeps that it has applied a migration. */
#ifndef MIGHOOK_MIGRATION_HISTORY_ROW_H
#define MIGHOOK_MIGRATION_HISTORY_ROW_H

#include "migration/history_adapter.h"
#include "migration/set.h"

/* What of a migration stands in the table; ptr NULL: it has no version. */
struct str history_key_text(struct arena *arena, enum history_key key, const struct name *name);

/* The SQL that makes the runner take the migration for not applied; ptr NULL: it keeps no rows, or
 * the policy's table has columns that nobody named. `previous` is the one before it in the order of
 * the set, NULL if it is the first. */
struct str history_row_removal(const struct set_spec *spec, struct arena *arena,
	const struct name *name, const struct name *previous);

#endif
