/* SPDX-License-Identifier: MIT */
/* What is in the tables of a database, as far as two of them are to be compared: how many rows, and
 * a digest of them in no order; of a sequence where it stands. */
#ifndef MIGHOOK_DATABASE_TABLE_ROWS_H
#define MIGHOOK_DATABASE_TABLE_ROWS_H

#include "database/connection.h"
#include "database/dump_object.h"

struct table_rows {
	struct str table; /* as SQL, with its schema */
	struct str count; /* of a sequence its last value */
	struct str digest;
	bool is_sequence;
	bool is_view; /* a materialized one; count and digest are empty until it is filled */
};

struct all_rows {
	struct table_rows *items; /* by name */
	size_t count, capacity;
};

/* Reads them of all tables, materialized views and sequences but the system's. */
_must_check_ int all_rows_read(
	struct all_rows *ret, struct arena *arena, struct connection *connection, struct error *reterr);

/* REFRESH MATERIALIZED VIEW for those that are filled, in the order of a dump's objects: one may
 * read another, and no dump of a schema says it. Empty if there are none. */
_must_check_ int views_refresh_sql(struct str *ret, struct arena *arena,
	struct connection *connection, const struct dump_objects *objects, struct error *reterr);

/* NULL if there is none of that name. */
const struct table_rows *all_rows_find(const struct all_rows *rows, struct str table);

/* The columns of a table, each with a digest of its values: what differs between two databases that
 * had the same done to them depends on the moment, or on chance. */
struct column_rows {
	struct str column; /* as SQL */
	struct str digest;
};

struct table_columns {
	struct column_rows *items;
	size_t count, capacity;
};

_must_check_ int table_columns_read(struct table_columns *ret, struct arena *arena,
	struct connection *connection, struct str table, struct error *reterr);

/* A digest of the rows with only these columns. */
_must_check_ int table_digest_read(struct str *ret, struct arena *arena,
	struct connection *connection, struct str table, const struct str_list *columns,
	struct error *reterr);

#endif
