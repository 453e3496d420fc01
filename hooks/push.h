/* SPDX-License-Identifier: MIT */
/* What the hooks around a push have in common: a line for each reference on standard input. */
#ifndef MIGHOOK_HOOKS_PUSH_H
#define MIGHOOK_HOOKS_PUSH_H

#include "hooks/hook.h"

/* Reads standard input to its end, for git dies of a pipe that nobody drains, and judges each
 * update, worst exit code first; or -1. `remote`: as git names it to pre-push; ptr
 * NULL: this repository receives. */
int hook_judge_push(struct arena *arena, const struct push_columns *columns, struct str remote,
	struct error *reterr);

#endif
