/* SPDX-License-Identifier: MIT */
/* Two dumps object by object, and what has become of each. */
#ifndef MIGHOOK_DATABASE_DUMP_COMPARE_H
#define MIGHOOK_DATABASE_DUMP_COMPARE_H

#include "database/dump_object.h"

enum drift_change {
	DRIFT_ADDED, /* on the right side alone */
	DRIFT_REMOVED, /* on the left side alone */
	DRIFT_CHANGED,
	DRIFT_ORDER_ONLY, /* the same columns in another order */
	DRIFT_COMMENT_ONLY, /* COMMENT ON */
	DRIFT_CHANGE_COUNT,
};

extern const char *const drift_changes[DRIFT_CHANGE_COUNT]; /* "added", ..., "comment-only" */

/* An object that is not the same on both sides. */
struct drift_object {
	struct str kind; /* "table", "column", "constraint", "policy", ... in words of PostgreSQL's */
	struct str name; /* full, as SQL: public.users, public.users.email (column), f(integer) */
	struct str table; /* that it belongs to, as SQL; ptr NULL: none */
	enum drift_change change;
	size_t left_position, right_position; /* of its first statement in the dump; 0: not there */
	struct str left, right; /* its SQL, or the column's line; ptr NULL: not there */
};

struct drift_objects {
	struct drift_object *items; /* by kind as a dump orders them, then by name */
	size_t count, capacity;
};

/* Compares them: a table that differs in some columns is told column by column, a new or lost table
 * as one object with all that belongs to it. */
struct drift_objects dump_compare(
	struct arena *arena, const struct dump_objects *left, const struct dump_objects *right);

#endif
