/* SPDX-License-Identifier: MIT */
/* Mending what is staged, through the same pipeline that judges it. */
#ifndef MIGHOOK_CHECK_FIX_H
#define MIGHOOK_CHECK_FIX_H

#include "check.h"
#include "fix/fixes.h"

enum fix_mode { FIX_DRY_RUN, FIX_FOR_GOOD };

/* Mends the findings about the staged changes in index and worktree, or with FIX_DRY_RUN only says
 * how. `ret_remaining` is what a check would say then. */
_must_check_ int check_fix(struct check *check, enum fix_mode mode, struct fixes *ret,
	struct check_result *ret_remaining, struct error *reterr);

#endif
