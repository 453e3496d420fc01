/* SPDX-License-Identifier: MIT */
/* What lets a statement run a second time: a guard of its own, or something before it. */
#ifndef MIGHOOK_RULES_GUARDS_H
#define MIGHOOK_RULES_GUARDS_H

#include "lint/rule.h"

/* The facts of a file that make room for later ones. */
struct guards {
	const struct sql *sql;
	struct {
		const struct fact **items; /* DROP of anything; DELETE and TRUNCATE */
		size_t count, capacity;
	} removals;
	struct {
		const struct fact **items; /* CREATE TEMPORARY */
		size_t count, capacity;
	} temporaries;
};

struct guards guards_read(struct arena *arena, const struct sql *sql);

/* True if the statement stands in a DO block that looks first, or catches what it finds. */
bool guards_hold_block(const struct guards *guards, const struct fact *fact);

/* True if the table is temporary: nobody finds it there the next time. */
bool guards_temporary(const struct guards *guards, struct object_name table);

/* True if what the fact creates, or what holds it, was dropped before; and of an INSERT, if rows
 * of its table were deleted before. */
bool guards_make_room(const struct guards *guards, const struct fact *fact);

/* True if the file itself has made before what the fact drops. */
bool guards_have_made(const struct guards *guards, const struct fact *fact);

#endif
