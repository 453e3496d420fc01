/* SPDX-License-Identifier: MIT */
/* Whether a runner wraps a certain file: most let a file say that it must not be. */
#ifndef MIGHOOK_MIGRATION_WRAPPING_H
#define MIGHOOK_MIGRATION_WRAPPING_H

#include "migration/set.h"

/* How that section of a file of the set is executed. */
enum wrapping wrapping_of(struct arena *arena, const struct migration_set *set,
	const struct migration_file *file, struct section section);

/* The other file of the set that may say so of this one; NULL: there is none. */
const struct migration_file *wrapping_file(
	struct arena *arena, const struct migration_set *set, const struct migration_file *file);

#endif
