/* SPDX-License-Identifier: MIT */
/*
 * What a migration announces to go, in a comment of its up part:
 *     -- deprecates: NAME[, NAME]
 * A NAME is table, table.column, schema.table.column, and so on, written as in SQL.
 */
#ifndef MIGHOOK_LINT_DEPRECATION_H
#define MIGHOOK_LINT_DEPRECATION_H

#include "migration/set.h"
#include "sql/object.h"

enum { MOST_NAME_PARTS = 3 };

struct deprecation {
	const struct migration_file *file;
	struct str parts[MOST_NAME_PARTS]; /* folded as SQL folds names */
	size_t part_count;
	bool is_merged; /* others could read it */
	/* When it was made, in seconds since 1970: the date in the version, else the commit that
	 * brought the file. `undated`: why that cannot be told; ptr NULL: it can. */
	int64_t time;
	struct str undated;
};

struct deprecations {
	struct deprecation *items;
	size_t count, capacity;
};

/* Adds what the comments in [from, to) of a file announce. */
void deprecations_read(struct deprecations *deprecations, struct arena *arena,
	const struct migration_file *file, size_t from, size_t to);

/* Finds their times. A history that cannot be read is no error, but leaves them undated. */
_must_check_ int deprecations_date(struct deprecations *deprecations, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, struct error *reterr);

/* True if it names the object, or the table that the object is a column of. `table`: ptr NULL for
 * what belongs to none. */
bool deprecation_names(
	const struct deprecation *deprecation, struct object_name table, struct object_name object);

#endif
