/* SPDX-License-Identifier: MIT */
/* Text from the repository inside Markdown: it cannot end what it stands in, nor call anybody. */
#ifndef MIGHOOK_REPORT_MARKDOWN_TEXT_H
#define MIGHOOK_REPORT_MARKDOWN_TEXT_H

#include "base/str.h"

/* The text as code. */
struct str markdown_code(struct arena *arena, struct str text);

/* A sentence of ours with such text in it: what is no plain English word is code. */
struct str markdown_sentence(struct arena *arena, struct str text);

/* Lines as a block of code in that language, which nothing in them ends. */
struct str markdown_block(struct arena *arena, const char *language, struct str lines);

#endif
