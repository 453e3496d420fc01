/* SPDX-License-Identifier: MIT */
/* The tables in which it is kept what of a set was applied, as the policy or its runner has it. */
#ifndef MIGHOOK_MIGRATION_HISTORY_SPEC_H
#define MIGHOOK_MIGRATION_HISTORY_SPEC_H

#include "migration/history_adapter.h"
#include "migration/spec.h"

struct history_spec {
	const struct history_adapter *adapter;
	struct str table; /* as the policy, else the tool, names it; empty: nobody does */
	struct str columns[HISTORY_COLUMN_COUNT]; /* that the policy names; ptr NULL: none */
};

struct history_specs {
	struct history_spec *items;
	size_t count, capacity;
};

/* Those that the policy lists, in its order but the runner's own first; else the runner's own.
 * None: its runner keeps nothing, and the policy names nothing. */
struct history_specs history_specs_of(struct arena *arena, const struct set_spec *spec);

/* The column of that kind; ptr NULL if there is none, or if nobody but the database knows. */
struct str history_spec_column(const struct history_spec *history, enum history_column column);

#endif
