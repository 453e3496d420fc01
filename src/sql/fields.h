/* SPDX-License-Identifier: MIT */
/* Fields of PL/pgSQL's row variables, which the parser knows only with a database. */
#ifndef MIGHOOK_SQL_FIELDS_H
#define MIGHOOK_SQL_FIELDS_H

#include "base/str.h"

/*
 * Without a database the parser takes a variable of a row type for a scalar, and refuses what
 * assigns to `variable.field`. `message` is what it says. Blanks the field wherever it stands in
 * `text`, whose length and lines stay; false if the message says something else.
 */
bool fields_blank(char *text, size_t len, struct str message);

#endif
