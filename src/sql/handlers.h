/* SPDX-License-Identifier: MIT */
/* What the EXCEPTION part of a PL/pgSQL block catches. For the files of this folder only. */
#ifndef MIGHOOK_SQL_HANDLERS_H
#define MIGHOOK_SQL_HANDLERS_H

#include "base/json.h"

/* enum caught of sql.h: the conditions that some handler catches and does not raise again. */
unsigned handlers_caught(const struct json *exceptions);

/* True for a condition of an IF that looks whether something is there. */
bool condition_looks(struct str condition);

#endif
