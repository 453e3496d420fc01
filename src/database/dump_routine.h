/* SPDX-License-Identifier: MIT */
/* What tells functions of one name apart. */
#ifndef MIGHOOK_DATABASE_DUMP_ROUTINE_H
#define MIGHOOK_DATABASE_DUMP_ROUTINE_H

#include "base/str.h"

/* The types of the arguments that are given: "integer, text" of "IN a integer, b text DEFAULT 'x',
 * OUT c text". */
struct str dump_argument_types(struct arena *arena, struct str arguments);

#endif
