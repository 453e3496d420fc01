/* SPDX-License-Identifier: MIT */
/* Texts of the help: paragraphs divided by empty lines; one that begins with a blank is an example
 * and stays as it is. Words between backticks are literal and stay together. */
#ifndef MIGHOOK_BASE_PARAGRAPH_H
#define MIGHOOK_BASE_PARAGRAPH_H

#include <stdio.h>

#include "base/str.h"

enum { PARAGRAPH_COLUMNS = 80 };

/* Cuts the first paragraph off `*rest`, without the line end behind it; false at the end. */
bool paragraph_next(struct str *rest, struct str *ret);

bool paragraph_is_example(struct str paragraph);

/* Cuts the next word, or backticks and what touches them, off `*rest`; false at the end. */
bool paragraph_next_word(struct str *rest, struct str *ret);

/* A line of a table as a sentence: with a capital letter, unless it starts with a name, and a full
 * stop. */
struct str paragraph_sentence(struct arena *arena, struct str line);

/* Writes paragraphs in lines of PARAGRAPH_COLUMNS. The first line starts at `column`, the others
 * are indented by `indent`. */
void paragraph_write(FILE *out, struct str text, size_t column, size_t indent);

#endif
