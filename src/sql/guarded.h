/* SPDX-License-Identifier: MIT */
/* A statement with the guard that it lacks: IF [NOT] EXISTS, OR REPLACE. */
#ifndef MIGHOOK_SQL_GUARDED_H
#define MIGHOOK_SQL_GUARDED_H

#include "base/str.h"

/* The statement, which has no ';', with every guard that a server of that major version knows for
 * it. What it says besides is proved to be the same: the parser sees no difference but the guard.
 * ptr NULL: there is nothing to add. */
struct str statement_guarded(struct arena *arena, struct str statement, unsigned postgres);

#endif
