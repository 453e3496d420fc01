/* SPDX-License-Identifier: MIT */
/* Where pg_dump is. */
#ifndef MIGHOOK_DATABASE_DUMP_PROGRAM_H
#define MIGHOOK_DATABASE_DUMP_PROGRAM_H

#include "base/error.h"
#include "base/str.h"

/* The pg_dump with the lowest major version that is not below the server's: in folders that are
 * named after a version, on PATH, in the usual places. None there is an error. */
_must_check_ int dump_program_find(
	struct str *ret, struct arena *arena, unsigned server_major, struct error *reterr);

#endif
