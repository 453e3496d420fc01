/* SPDX-License-Identifier: MIT */
/* CREATE TABLE as its columns, its constraints and the rest. */
#ifndef MIGHOOK_DATABASE_DUMP_TABLE_H
#define MIGHOOK_DATABASE_DUMP_TABLE_H

#include "base/str.h"

struct dump_table_part {
	bool is_column; /* else a constraint */
	struct str name; /* as SQL, its own alone */
	struct str sql; /* its line, without the comma */
};

struct dump_table {
	struct dump_table_part *items; /* in the order of the table */
	size_t count, capacity;
	struct str rest; /* the statement without them: parameters, partition key, parents */
};

/* Reads a statement that creates a table; what has no name stays in the rest. */
struct dump_table dump_table_read(struct arena *arena, struct str sql);

#endif
