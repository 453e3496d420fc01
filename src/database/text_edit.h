/* SPDX-License-Identifier: MIT */
/* A text with other words in some places, and what in it came from where. */
#ifndef MIGHOOK_DATABASE_TEXT_EDIT_H
#define MIGHOOK_DATABASE_TEXT_EDIT_H

#include "base/str.h"

/* The bytes [from, to) were replaced by [put_from, put_to). */
struct text_edit {
	size_t from, to;
	size_t put_from, put_to;
};

struct edited_text {
	struct str text; /* after all edits */
	struct {
		struct text_edit *items; /* in order */
		size_t count, capacity;
	} edits;
};

/* The offset in the text before the edits; of what was put in, that of what it stands for. */
size_t edited_text_origin(const struct edited_text *edited, size_t offset);

#endif
