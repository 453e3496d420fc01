/* SPDX-License-Identifier: MIT */
/* The statements that make one schema into the other: what somebody changed outside the migrations,
 * as a migration (requirements S0-31). */
#ifndef MIGHOOK_DATABASE_DRIFT_SQL_H
#define MIGHOOK_DATABASE_DRIFT_SQL_H

#include "database/dump_compare.h"

/* SQL that makes the left side into the right one: what has to go first, from the end of the dump
 * back, then what comes, in its order. What cannot be done without knowing the rows, or what
 * depends on it, is left as a comment with both sides; `ret_by_hand` counts those. A comment before
 * a statement says that it loses data, or fails on rows. */
struct str drift_sql(struct arena *arena, const struct drift_objects *objects, size_t *ret_by_hand);

/* What makes a column's line of CREATE TABLE into another; ptr NULL: that has to be done by hand.
 */
struct str drift_column_sql(
	struct arena *arena, const struct drift_object *column, struct str name);

/* What adds the right side's column; `ret_rest` are statements about it that come when all else is
 * there: a default may speak of a sequence which is the column's. */
struct str drift_new_column_sql(
	struct arena *arena, const struct drift_object *column, struct str *ret_rest);

/* What makes the labels of a CREATE TYPE ... AS ENUM into others; ptr NULL: by hand. */
struct str drift_enum_sql(struct arena *arena, const struct drift_object *type);

/* What takes back the privileges that the left side alone has, and gives those of the right one,
 * each statement once. */
struct str drift_privilege_sql(struct arena *arena, const struct drift_object *privilege);

#endif
