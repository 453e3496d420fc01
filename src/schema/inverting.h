/* SPDX-License-Identifier: MIT */
/* What the parts of an inverse share. For the files of this folder only. */
#ifndef MIGHOOK_SCHEMA_INVERTING_H
#define MIGHOOK_SCHEMA_INVERTING_H

#include "schema/define.h"
#include "schema/inverse.h"

/* An object that a step has touched. */
struct touched {
	struct catalog_entry *entry;
	const struct object_state *before, *after; /* NULL: it was not there */
};

struct inverting {
	struct arena *arena;
	const struct catalog *catalog;
	const struct sql *sql;
	const struct inverse_record *record;
	struct inverse *out;
	const struct statement *statement; /* that is taken back now */
	size_t line;
	unsigned first_step; /* of the whole migration */
	bool is_recorded; /* it writes down that it ran */
	struct {
		struct touched *items; /* in the order of the changes */
		size_t count, capacity;
	} touched; /* by the statement */
};

/* Adds a statement; a reason of NULL is none. */
void inverse_add(
	struct inverting *inverting, enum inverse_mark mark, const char *reason, struct str sql);

/* Adds all of a definition; its last statement but comments carries the mark. A gap in it is
 * INVERSE_NONE. */
void inverse_add_definition(struct inverting *inverting, enum inverse_mark mark, const char *reason,
	const struct definition *definition);

/* A definition to be written as of the end of the statement, or as of before it. */
struct definition inverse_definition(const struct inverting *inverting, bool before);

/* True if the migration itself has made it: before it there was none. */
bool inverse_is_own(const struct inverting *inverting, const struct catalog_entry *entry);

/* What the statement has edited, and what it has dropped. */
void inverse_edit(struct inverting *inverting, const struct touched *touched);
void inverse_recreate(struct inverting *inverting);

/* What the statement does besides what the catalog tells. */
void inverse_facts(struct inverting *inverting);

#endif
