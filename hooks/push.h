/* SPDX-License-Identifier: MIT */
/* What the hooks around a push have in common: a line for each reference on standard input. */
#ifndef MIGHOOK_HOOKS_PUSH_H
#define MIGHOOK_HOOKS_PUSH_H

#include "hooks/hook.h"

/* Which word of a line says what. */
struct push_columns {
	size_t reference, old, new, count;
};

/* Judges each update, worst exit code first; or -1. `remote`: as git names it to pre-push; ptr
 * NULL: this repository receives. */
int hook_judge_push(struct arena *arena, const struct push_columns *columns, struct str remote,
	struct error *reterr);

#endif
