/* SPDX-License-Identifier: MIT */
/* Types of the columns behind a Prisma schema's fields. */
#ifndef MIGHOOK_MIGRATION_PRISMA_TYPE_H
#define MIGHOOK_MIGRATION_PRISMA_TYPE_H

#include "migration/prisma_schema.h"

/* True if a column that had the one type holds all it held after it has got the other: the type is
 * the same, or a wider one of its kind (varchar and numeric of more digits, text). */
bool prisma_type_fits(struct arena *arena, const struct prisma_schema *schema_before,
	const struct prisma_field *before, const struct prisma_schema *schema_after,
	const struct prisma_field *after);

#endif
