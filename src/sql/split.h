/* SPDX-License-Identifier: MIT */
/* Cuts SQL into statements without parsing it, for texts that do not parse as a whole. */
#ifndef MIGHOOK_SQL_SPLIT_H
#define MIGHOOK_SQL_SPLIT_H

#include "base/str.h"

/* A part of the text: a statement with its ';', or what is meant for psql. */
struct piece {
	size_t from, to;
	bool is_command; /* \word ... */
};

struct pieces {
	struct piece *items;
	size_t count, capacity;
};

/*
 * The statements and psql commands of the text. A ';' inside the body of BEGIN ATOMIC ... END ends
 * no statement, as in psql. What psql and not the server reads is blanked in it, which is written
 * to: commands, and the lines that COPY ... FROM STDIN takes.
 */
struct pieces split_sql(struct arena *arena, char *bytes, size_t len);

/* Where a statement ends that started at or behind `from`, at least so many bytes from there; the
 * end of the text if none does before it. False if there is something for psql on the way. */
bool split_part(struct str sql, size_t from, size_t least, size_t *ret);

/*
 * Puts names and strings of the same length for what a client would replace before the server sees
 * it: :name, :'name', :"name", $NAME, ${NAME}. `found` gets the offsets where that was done.
 */
struct offsets {
	struct piece *items;
	size_t count, capacity;
};

void split_replace_variables(
	struct arena *arena, char *bytes, size_t from, size_t to, struct offsets *found);

#endif
