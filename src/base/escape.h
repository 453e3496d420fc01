/* SPDX-License-Identifier: MIT */
/* Text from the repository on its way out: to a terminal, into a shell command. */
#ifndef MIGHOOK_BASE_ESCAPE_H
#define MIGHOOK_BASE_ESCAPE_H

#include "base/str.h"

/* Control bytes, bytes that are no UTF-8, code points that reorder text and the start of "##[",
 * which GitHub's logs take for a command wherever it stands, become \xNN.
 * `keep_tabs` leaves tabs as they are. Always a NUL-terminated copy. */
struct str escape_text(struct arena *arena, struct str text, bool keep_tabs);

/* The same at the end of what was written so far. */
void escape_add(struct text *escaped, struct str text, bool keep_tabs);

/* The same line by line, with tabs as they are; the last line ends in a line feed. */
struct str escape_lines(struct arena *arena, struct str text);

/* One word for a POSIX shell, quoted only if it must be. Always a NUL-terminated copy. */
struct str escape_shell(struct arena *arena, struct str word);

#endif
