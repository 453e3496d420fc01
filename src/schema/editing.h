/* SPDX-License-Identifier: MIT */
/* An object that a statement has edited, on its way back. For the files of this folder only. */
#ifndef MIGHOOK_SCHEMA_EDITING_H
#define MIGHOOK_SCHEMA_EDITING_H

#include "schema/inverting.h"

struct editing {
	struct inverting *inverting;
	struct arena *arena;
	struct catalog_entry *entry;
	const struct object_state *before, *after;
	struct str target; /* as ALTER names it, called as before */
	struct str owner; /* the table of a part, as SQL */
};

/* Adds a statement, as inverse_add. */
void edit_add(struct editing *editing, enum inverse_mark mark, const char *reason, struct str sql);

/* True if the two states do not say the same there. */
bool edit_differs(const struct editing *editing, enum attribute_key key);

/* Columns have a file of their own. */
void edit_column(struct editing *editing);

#endif
