/* SPDX-License-Identifier: MIT */
/* What a change of a Prisma schema takes away from tables that are there: names that code or data
 * rely on. Tables and columns are compared, so that a model may be renamed above its table. */
#ifndef MIGHOOK_MIGRATION_PRISMA_DIFF_H
#define MIGHOOK_MIGRATION_PRISMA_DIFF_H

#include "migration/prisma_schema.h"

enum prisma_break_kind {
	PRISMA_BLOCK_REMOVED,
	PRISMA_BLOCK_RENAMED, /* its table: another @@map, or none any more; another @@schema */
	PRISMA_FIELD_REMOVED, /* or a value of an enum */
	PRISMA_FIELD_RENAMED, /* its column */
	PRISMA_TYPE_CHANGED,
	PRISMA_MADE_REQUIRED,
	PRISMA_JOIN_TABLE_REMOVED, /* of two lists that point to each other */
};

struct prisma_break {
	enum prisma_break_kind kind;
	const struct prisma_block *before;
	const struct prisma_block *after; /* NULL: gone */
	const struct prisma_field *field_before; /* NULL: it is about the block */
	const struct prisma_field *field_after; /* NULL: gone */
	struct str join_table; /* ptr NULL: it is about none */
};

struct prisma_breaks {
	struct prisma_break *items;
	size_t count, capacity;
};

/* The breaks from one schema to another, in the order of the earlier one. Neither may have a
 * mistake. */
struct prisma_breaks prisma_compare(
	struct arena *arena, const struct prisma_schema *before, const struct prisma_schema *after);

/* True if the two say the same of the same thing, though they may start from other schemas. */
bool prisma_break_equal(const struct prisma_break *a, const struct prisma_break *b);

#endif
