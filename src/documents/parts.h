/* SPDX-License-Identifier: MIT */
/* The parts of documents that are made of the program's tables. */
#ifndef MIGHOOK_DOCUMENTS_PARTS_H
#define MIGHOOK_DOCUMENTS_PARTS_H

#include <stdio.h>

#include "base/str.h"

/* What a line `@name@` of a template stands for. */
struct part {
	const char *name;
	void (*write)(FILE *out, struct arena *arena);
};

/* Each ends with a row without a name. */
extern const struct part manual_parts[]; /* mighook(1) */
extern const struct part policy_parts[]; /* mighook-policy(5) */
extern const struct part rule_parts[]; /* mighook-rules(7) */
extern const struct part bash_parts[], zsh_parts[], fish_parts[]; /* completions */

#endif
