/* SPDX-License-Identifier: MIT */
/* Changes of a text, each at a place of the text as it was. */
#ifndef MIGHOOK_FIX_EDITS_H
#define MIGHOOK_FIX_EDITS_H

#include "base/str.h"

/* Bytes [from, to) become `text`. */
struct edit {
	size_t from, to;
	struct str text;
};

struct edits {
	struct edit *items; /* sorted, none overlaps another */
	size_t count, capacity;
};

/* Adds a change; line feeds in it mean the text's own line ends. False, and nothing is added, where
 * another one changes the same bytes. What is inserted at one place stays in the order in which it
 * was added. */
bool edits_add(struct edits *edits, struct arena *arena, struct edit edit);

/* Adds all of them, or none and false. */
bool edits_add_all(struct edits *edits, struct arena *arena, const struct edits *more);

/* The text with all of them. */
struct str edits_apply(const struct edits *edits, struct arena *arena, struct str text);

#endif
