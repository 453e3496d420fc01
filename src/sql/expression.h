/* SPDX-License-Identifier: MIT */
/* What an expression says, of those that a catalog keeps as text. */
#ifndef MIGHOOK_SQL_EXPRESSION_H
#define MIGHOOK_SQL_EXPRESSION_H

#include "base/str.h"

/* Columns that cannot be NULL where the expression is true. `ret_is_all`: it asks for nothing
 * else. */
struct str_list expression_not_null_columns(
	struct arena *arena, struct str expression, bool *ret_is_all);

#endif
