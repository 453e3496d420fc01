/* SPDX-License-Identifier: MIT */
/* What the two rules about merged migrations say alike. */
#ifndef MIGHOOK_RULES_MERGED_MIGRATION_H
#define MIGHOOK_RULES_MERGED_MIGRATION_H

#include "lint/rule.h"

/* Where it was merged: "it is on origin/main", or where there is no other copy why it counts. */
struct str merged_where(struct arena *arena, const struct migration_file *file);

/* True in a set whose migrations may change until they are applied, where a database has told which
 * are: applied-migration-modified judges those. */
bool merged_is_allowed(const struct migration_set *set);

/* Hints at the command that brings the merged file back. */
void merged_hint(
	struct diagnostics *out, struct diagnostic *diagnostic, const struct migration_file *file);

#endif
