/* SPDX-License-Identifier: MIT */
/* What a process that knows a password keeps from the others of its machine. */
#ifndef MIGHOOK_BASE_PRIVACY_H
#define MIGHOOK_BASE_PRIVACY_H

#include "base/str.h"

/* From now on there is no core file of this process, and only root looks into its memory, its
 * environment and its files (ptrace(2), proc(5)). */
void privacy_protect_memory(void);

/* The value of a variable; ptr NULL: it is not set. Neither the processes that we start nor who
 * looks at the environment of this one sees it any more. */
struct str privacy_take_variable(struct arena *arena, const char *name);

#endif
