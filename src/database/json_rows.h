/* SPDX-License-Identifier: MIT */
/* Rows of a table as PostgREST writes them: [{"column": value, ...}, ...]. */
#ifndef MIGHOOK_DATABASE_JSON_ROWS_H
#define MIGHOOK_DATABASE_JSON_ROWS_H

#include "base/error.h"
#include "base/str.h"

/* The values of a row, by the column's place in `names`; ptr NULL: null. */
struct json_row {
	struct str *values;
	size_t count; /* columns that a later row was the first to have are absent */
};

struct json_rows {
	struct str_list names; /* all that some row has */
	struct {
		struct json_row *items;
		size_t count, capacity;
	} rows;
};

/* Adds the rows of a text. What is no array of objects is an error; `what` says where it is from.
 * Arrays of strings become one text, divided by "\n;\n"; other values that are no scalars are null.
 */
_must_check_ int json_rows_add(struct json_rows *rows, struct arena *arena, struct str text,
	const char *what, struct error *reterr);

/* ptr NULL: null, or the row has no such column. */
struct str json_rows_value(const struct json_rows *rows, size_t row, struct str name);

#endif
