/* SPDX-License-Identifier: MIT */
/*
 * The Prisma schema of a set, and what the change breaks in it: what was merged (design section
 * 4.3, the choice of merged_find_offences), is there before the change, on the protected tip and in
 * every parent of a merge, and not after the change.
 */
#ifndef MIGHOOK_LINT_SET_PRISMA_H
#define MIGHOOK_LINT_SET_PRISMA_H

#include "migration/prisma_diff.h"
#include "migration/set.h"

struct set_prisma {
	bool is_judged; /* else nothing else is filled: no such snapshot, or not the author's change */
	bool is_gone; /* what was merged has a schema, and the judged tree has none */
	struct prisma_schema head;
	struct str
		unreadable; /* why what was merged cannot be compared; ptr NULL: it can, or is none */
	struct prisma_breaks breaks; /* none if one of the schemas has a mistake */
};

/* Reads the schema in the trees that count. */
_must_check_ int set_prisma_read(struct set_prisma *ret, const struct change_set *changes,
	const struct migration_set *set, struct error *reterr);

#endif
