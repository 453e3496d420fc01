/* SPDX-License-Identifier: MIT */
/* The dump of a set's schema, read as SQL, and where it differs from what the migrations build. */
#ifndef MIGHOOK_LINT_SET_SNAPSHOT_H
#define MIGHOOK_LINT_SET_SNAPSHOT_H

#include "lint/set_sql.h"
#include "schema/compare.h"

struct set_snapshot {
	bool is_judged; /* else nothing else is filled: no dump in SQL, or nothing that concerns it */
	const struct migration_file *file; /* the dump; of no set */
	const struct sql *sql;
	bool is_empty; /* it creates nothing: no dump, or one of nothing */
	struct differences differences; /* left: the migrations; right: the dump */
};

/* Reads the dump of the judged tree and compares it with the set's catalog. */
_must_check_ int set_snapshot_read(struct set_snapshot *ret, const struct change_set *changes,
	const struct migration_set *set, const struct set_sql *set_sql, struct error *reterr);

/* True if there is a dump to be compared with: then the set's catalog is needed. */
bool set_snapshot_is_judged(const struct change_set *changes, const struct migration_set *set);

#endif
