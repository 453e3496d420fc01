/* SPDX-License-Identifier: MIT */
/* Two texts side by side, as `git diff` and diff -u print them. */
#ifndef MIGHOOK_GIT_UNIFIED_DIFF_H
#define MIGHOOK_GIT_UNIFIED_DIFF_H

#include "base/error.h"
#include "base/str.h"

/* "--- LEFT\n+++ RIGHT\n@@ ..." with three lines around each change; empty if
 * the texts are the same. */
_must_check_ int unified_diff(struct str *ret, struct arena *arena, struct str left_name,
	struct str left, struct str right_name, struct str right, struct error *reterr);

#endif
