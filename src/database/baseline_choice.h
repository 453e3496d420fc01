/* SPDX-License-Identifier: MIT */
/* Which migrations --upto and --only mean. */
#ifndef MIGHOOK_DATABASE_BASELINE_CHOICE_H
#define MIGHOOK_DATABASE_BASELINE_CHOICE_H

#include "database/baseline.h"

/* Migrations of a set in the order in which its runner executes them. */
struct baseline_choice {
	const struct ledger_item **items;
	bool *chosen;
	size_t count;
};

/* One for each target. A migration that nobody knows is an error. */
_must_check_ int baseline_choose(
	struct baseline_choice **ret, const struct baseline *baseline, struct error *reterr);

#endif
