/* SPDX-License-Identifier: MIT */
/* One side of a comparison: what its dump says of each object, column and constraint, gathered from
 * all statements that speak of it. */
#ifndef MIGHOOK_DATABASE_DUMP_SIDE_H
#define MIGHOOK_DATABASE_DUMP_SIDE_H

#include "database/dump_object.h"

struct dump_entry {
	struct str kind, name, table; /* as struct dump_statement has them */
	size_t rank; /* of the kind */
	bool is_comment;
	struct str sql; /* all statements, or the line of a column */
	struct str compared; /* what is the same on both sides if the object is: a table's without its
							columns */
	struct str_list columns; /* full names, in the order of the table */
	struct str statements; /* of `sql` what is no line of CREATE TABLE */
	size_t sequence; /* of its first statement in the dump */
};

struct dump_side {
	struct dump_entry *items; /* in the order of dump_entry_compare, each once */
	size_t count, capacity;
	const struct dump_entry **by_name; /* all but comments and privileges */
	size_t named_count;
};

struct dump_side dump_side_read(struct arena *arena, const struct dump_objects *objects);

/* By kind as a dump orders them, then by name; comments behind what they are on. */
int dump_entry_compare(const struct dump_entry *left, const struct dump_entry *right);

/* The same entry of another side; NULL: it has none. */
const struct dump_entry *dump_side_same(
	const struct dump_side *side, const struct dump_entry *entry);

/* The column of that full name; NULL: it has none. */
const struct dump_entry *dump_side_column(const struct dump_side *side, struct str name);

/* What the entry goes with: the table of an index, what a comment is on; NULL: nothing, or the side
 * has it not. */
const struct dump_entry *dump_side_owner(
	const struct dump_side *side, const struct dump_entry *entry);

#endif
