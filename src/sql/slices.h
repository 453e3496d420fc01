/* SPDX-License-Identifier: MIT */
/* Parts of the text that was parsed, found by its tokens: what the parser took apart is kept as it
 * was written. For the files of this folder only. */
#ifndef MIGHOOK_SQL_SLICES_H
#define MIGHOOK_SQL_SLICES_H

#include "sql/builder.h"

/* A slice ends at the latest at a ')' that is not opened in it. */

/* The text of a slice, with no blanks or comments around it; it lives as long as the facts. ptr
 * NULL: there is none. */
struct str slice_text(const struct builder *builder, struct slice slice);

/* The same, without parentheses around the whole. */
struct str slice_expression(const struct builder *builder, struct slice slice);

/* From a location of the parser's to the end of the statement. */
struct slice slice_from(const struct builder *builder, int location);

/* What stands behind the first such word (or the one byte) outside parentheses; empty if there is
 * none. */
struct slice slice_behind(const struct builder *builder, struct slice slice, const char *word);

/* What stands before it; all if there is none. */
struct slice slice_before(const struct builder *builder, struct slice slice, const char *word);

/* What stands before the last one; all if there is none. */
struct slice slice_before_last(const struct builder *builder, struct slice slice, const char *word);

/* What stands behind the first pair of such words; empty if there is none. */
struct slice slice_behind_pair(
	const struct builder *builder, struct slice slice, const char *first, const char *second);

/* The inside of the first parentheses; empty if there are none. */
struct slice slice_parentheses(const struct builder *builder, struct slice slice);

/* What stands behind the first parentheses; empty if there are none. */
struct slice slice_behind_parentheses(const struct builder *builder, struct slice slice);

/* Cuts what stands before the next ',' outside parentheses off `*rest`; false at the end. */
bool slice_next(const struct builder *builder, struct slice *rest, struct slice *ret);

/* What stands behind a name with dots in it, and the parentheses around it. */
struct slice slice_behind_name(const struct builder *builder, struct slice slice);

/* True if the slice starts with the word, or the one byte. */
bool slice_starts(const struct builder *builder, struct slice slice, const char *word);

#endif
