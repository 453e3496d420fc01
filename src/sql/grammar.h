/* SPDX-License-Identifier: MIT */
/* Syntax that versions after the linked grammar's brought (PostgreSQL release notes 16 to 18). */
#ifndef MIGHOOK_SQL_GRAMMAR_H
#define MIGHOOK_SQL_GRAMMAR_H

#include "base/str.h"

/* The major version that has the syntax which a refused statement uses; 0: none is known. `name`
 * says what it is. `error`: offset in the statement where the parser stopped. */
unsigned grammar_find_later(struct str statement, size_t error, const char **name);

#endif
