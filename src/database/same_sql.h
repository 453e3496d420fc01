/* SPDX-License-Identifier: MIT */
/* The common case of comparing what was executed with a file, at the price of reading it once. */
#ifndef MIGHOOK_DATABASE_SAME_SQL_H
#define MIGHOOK_DATABASE_SAME_SQL_H

#include "base/str.h"

/* True if the texts have the same tokens and comments, and differ by no more than semicolons and
 * blanks beside them. False: they may be the same all the same. */
bool sql_is_same_but_separators(struct str a, struct str b);

#endif
