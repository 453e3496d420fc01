/* SPDX-License-Identifier: MIT */
/*
 * What takes a migration back: for each of its statements, the last one first, the SQL that leads
 * from the catalog behind it to the catalog before it. What cannot be taken back is said.
 */
#ifndef MIGHOOK_SCHEMA_INVERSE_H
#define MIGHOOK_SCHEMA_INVERSE_H

#include "schema/catalog.h"

/* How good a statement is, the worst last. */
enum inverse_mark {
	INVERSE_COMPLETE,
	INVERSE_MAY_FAIL, /* if rows were written since that do not fit */
	INVERSE_DATA_LOSS,
	INVERSE_NONE, /* all or a part of it is not taken back */
};

struct inverse_statement {
	struct str sql; /* without the ';'; ptr NULL: there is nothing to run */
	enum inverse_mark mark;
	struct str reason; /* of the mark; ptr NULL: none */
	size_t line; /* of the statement that it takes back */
	bool outside; /* it refuses to run in a transaction */
};

struct inverse {
	struct {
		struct inverse_statement *items; /* in the order in which they are to be run */
		size_t count, capacity;
	} statements;
	bool has_none, loses_data;
	bool outside; /* one of them refuses to run in a transaction */
	bool removes_record; /* the row of struct inverse_record */
	struct str_list later; /* paths of migrations that change the same objects afterwards */
};

/* Where a team's migrations write down that they ran; table.name ptr NULL: nowhere. */
struct inverse_record {
	struct object_name table;
	struct str column, name; /* the row of this migration: column = name */
};

/* The inverse of a text that was replayed into the catalog. Adds to `ret`, which may be that of a
 * later migration. */
void catalog_inverse(struct inverse *ret, struct arena *arena, const struct catalog *catalog,
	const struct sql *sql, const struct inverse_record *record);

/* "no inverse", "data loss", "may fail"; NULL: complete. */
const char *inverse_mark_name(enum inverse_mark mark);

#endif
