/* SPDX-License-Identifier: MIT */
/* Writes mdoc(7): texts of the tables, marked up as base/paragraph.h says. */
#ifndef MIGHOOK_DOCUMENTS_MDOC_H
#define MIGHOOK_DOCUMENTS_MDOC_H

#include <stdio.h>

#include "base/str.h"

struct mdoc {
	FILE *out;
	struct arena *arena;
	struct str_list arguments; /* words in upper case that are arguments in the text */
	size_t column; /* of the text line that is being written; 0: none is */
};

/* Adds the words of an argument as a usage writes it: "A...B" is also A and B. */
void mdoc_add_argument(struct mdoc *mdoc, struct str name);

/* A line with a macro, whose arguments are written as they are. */
void mdoc_macro(struct mdoc *mdoc, const char *format, ...) _printf_(2, 3);

/* The text as one argument of a macro, quoted where that is needed. */
struct str mdoc_argument(struct arena *arena, struct str text);

/* Paragraphs. */
void mdoc_text(struct mdoc *mdoc, struct str text);

/* A row of a table as a sentence. */
void mdoc_sentence(struct mdoc *mdoc, struct str text);

/* Lines that stay as they are. */
void mdoc_literal(struct mdoc *mdoc, struct str text);

/* What stands behind a command's or an option's name, as arguments of a macro: "[--all | PATH...]"
 * becomes "Oo Fl -all | Ar PATH ... Oc". */
struct str mdoc_usage(struct arena *arena, struct str usage);

#endif
