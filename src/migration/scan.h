/* SPDX-License-Identifier: MIT */
/* The comments of an SQL text and where its statements end: enough to read headers, sections and
 * suppressions, blind to what the statements say. PostgreSQL's lexical rules (manual, 4.1). */
#ifndef MIGHOOK_MIGRATION_SCAN_H
#define MIGHOOK_MIGRATION_SCAN_H

#include <stdint.h>

#include "base/str.h"

struct comment {
	size_t offset, end; /* with its delimiters */
	struct str text; /* one line of it, without delimiters, a leading '*' and blanks */
	size_t text_offset;
	bool starts_line; /* nothing but blanks (and a byte order mark) before it on its line */
};

struct scan {
	struct {
		struct comment *items; /* a block comment gives one for each of its lines */
		size_t count, capacity;
	} comments;
	struct {
		size_t *items; /* offset behind the ';' of each statement, in order */
		size_t count, capacity;
	} statement_ends;
	size_t first_sql; /* offset of the first byte that is neither blank nor comment */
};

/* Scans the bytes [from, to) of `text`; offsets are those of `text`. A byte order mark is a blank.
 * A quote that is never closed reaches to the end. */
struct scan scan_sql(struct arena *arena, struct str text, size_t from, size_t to);

/* Offset of the first byte of [from, to) that is neither blank nor comment; `to` if there is none.
 */
size_t scan_first_sql(struct str text, size_t from, size_t to);

/* The text without comments, blanks between tokens as one space: equal for texts that say the same
 * to the server. */
struct str scan_significant(struct arena *arena, struct str text);

/* CR and LF: either ends a line comment. */
bool is_line_end(char byte);

/* 1-based line and column (in bytes) of an offset. */
struct position {
	uint32_t line, column;
};

struct position position_at(struct str text, size_t offset);

/* The same, from the position of an earlier offset on. */
struct position position_after(
	struct str text, size_t earlier, struct position position, size_t offset);

#endif
