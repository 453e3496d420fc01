/* SPDX-License-Identifier: MIT */
/* Where a set's own migrations keep what was applied, besides their runner. */
#ifndef MIGHOOK_CHECK_HISTORY_H
#define MIGHOOK_CHECK_HISTORY_H

#include "lint/set_sql.h"

struct set_history {
	struct str_list tables; /* that they create or write, none of them the runner's */
	bool is_manual; /* most migrations write such a table themselves */
};

/* Reads it out of the SQL of a set all of whose migrations are judged. */
struct set_history check_history(
	struct arena *arena, const struct set_spec *spec, const struct set_sql *set_sql);

#endif
