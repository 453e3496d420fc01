/* SPDX-License-Identifier: MIT */
/* What migrations find before the first of them runs: roles, schemas and objects of the platform
 * (templates/preludes/NAME.sql, or a file of the team's). */
#ifndef MIGHOOK_DATABASE_PRELUDE_H
#define MIGHOOK_DATABASE_PRELUDE_H

#include "base/str.h"

/* The text of a built-in prelude; ptr NULL: there is none of that name. */
struct str prelude_builtin(struct str name);

#endif
