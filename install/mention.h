/* SPDX-License-Identifier: MIT */
/* Whether a hook script or the configuration of a hook manager runs mighook. It is read as text:
 * the word outside comments counts. */
#ifndef MIGHOOK_INSTALL_MENTION_H
#define MIGHOOK_INSTALL_MENTION_H

#include "base/str.h"

enum mention {
	MENTION_NONE,
	MENTION_BY_PATH, /* as a command that PATH must have */
	MENTION_OTHER, /* with a folder, through another program, or as data */
};

/* `section` is the key of a YAML mapping, at the start of a line, whose lines alone count; ptr NULL
 * counts all. */
enum mention mention_of_program(struct str text, struct str section);

#endif
