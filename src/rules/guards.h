/* SPDX-License-Identifier: MIT */
/* What lets a statement run a second time: a guard of its own, or something before it. */
#ifndef MIGHOOK_RULES_GUARDS_H
#define MIGHOOK_RULES_GUARDS_H

#include "lint/rule.h"

/* Where a file's facts are looked up. */
struct guards {
	const struct sql *sql;
	const struct mentions *mentions; /* of its set */
};

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
