/* SPDX-License-Identifier: MIT */
/* Two versions of a text, line by line; and three of them as one. */
#ifndef MIGHOOK_GIT_LINE_DIFF_H
#define MIGHOOK_GIT_LINE_DIFF_H

#include "base/error.h"
#include "base/str.h"

struct diff_line {
	char origin; /* ' ', '+', '-' */
	struct str text; /* without its line feed */
	bool has_line_feed;
};

/* Lines that differ, and those around them. */
struct diff_hunk {
	int old_start, old_count, new_start, new_count;
	struct diff_line *items;
	size_t count, capacity;
};

struct line_diff {
	struct diff_hunk *items;
	size_t count, capacity;
};

/* How to get from one to the other; bytes that are no text are compared all the same. */
_must_check_ int line_diff(struct line_diff *ret, struct arena *arena, struct str before,
	struct str after, struct error *reterr);

/* What both sides make of `base`. `*ret_merged` is false where they touch the same lines, or lines
 * that stand side by side. */
_must_check_ int line_merge(struct str *ret, bool *ret_merged, struct arena *arena, struct str base,
	struct str ours, struct str theirs, struct error *reterr);

#endif
