/* SPDX-License-Identifier: MIT */
/* Every rule over every subject; then what is allowed goes, and the rest is sorted. */
#ifndef MIGHOOK_LINT_RUN_H
#define MIGHOOK_LINT_RUN_H

#include "lint/demand.h"
#include "lint/set_prisma.h"
#include "lint/set_snapshot.h"

struct sql_ahead;

struct lint {
	struct arena *arena;
	const struct rule *const *rules;
	size_t rule_count;
	const struct policy *policy;
	const struct grandfathers *trusted; /* see grandfather.h */
	const struct str_list *only, *skip; /* rule ids; only: empty means all */
	struct demands_list demands; /* filled by lint_demand */
	struct set_sql *sql; /* one for each set, filled by lint_read */
	struct set_prisma *prisma; /* the same; not filled if no rule in force reads it */
	struct set_snapshot *snapshots; /* the same */
	const struct change_set *changes;
	const struct migration_sets *sets;
	bool wants_sql; /* the SQL is read even if no rule asks for it */
	struct sql_ahead *ahead; /* what others are reading while the sets are loaded; NULL: nothing */
	int64_t now;
};

/* Adds the parts of a tree outside the sets that the rules in force look at for changes. */
void lint_scope(const struct lint *lint, struct arena *arena, struct scope *scope);

/* True if the SQL of a set is read. */
bool lint_reads_sql(const struct lint *lint, const struct set_spec *spec);

/* Reads what the rules in force want: the SQL of the sets, the files outside them. */
_must_check_ int lint_read(struct lint *lint, struct error *reterr);

/* To be asked when the rules have run: -1 if what they were told of the history does not hold. */
_must_check_ int lint_verify(const struct lint *lint, struct error *reterr);

/* Number of parts of the judged SQL that no rule could read: opaque ones, and statements that the
 * parser refuses. */
size_t lint_unread(const struct lint *lint);

/* The findings; no secret is in them. */
struct diagnostics lint_run(const struct lint *lint);

#endif
