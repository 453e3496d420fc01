/* SPDX-License-Identifier: MIT */
/* The order in which a runner would bring an empty database to where the set leads. */
#ifndef MIGHOOK_MIGRATION_ORDER_H
#define MIGHOOK_MIGRATION_ORDER_H

#include "migration/set.h"

struct ordered_files {
	const struct migration_file **items;
	size_t count;
};

/* Up files of the judged tree: by version, then by name; what is repeated comes last. What a
 * baseline stands for is left out (Flyway's B). */
struct ordered_files migration_set_in_order(const struct migration_set *set, struct arena *arena);

/* Negative, 0, positive as one up file of a set runs before another. */
int migration_order(
	const struct set_spec *spec, const struct migration_file *a, const struct migration_file *b);

#endif
