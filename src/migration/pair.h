/* SPDX-License-Identifier: MIT */
/* Up and down files become migrations. */
#ifndef MIGHOOK_MIGRATION_PAIR_H
#define MIGHOOK_MIGRATION_PAIR_H

#include "migration/set.h"

/* Pairs the files that stand in the judged tree or have come to a protected tip meanwhile; what
 * this line of work has deleted is no migration any more. Fills the set's migrations and what is
 * known of their versions. */
void migrations_pair(struct migration_set *set, struct arena *arena);

#endif
