/* SPDX-License-Identifier: MIT */
/* The programs of a PostgreSQL server, wherever they were installed. */
#ifndef MIGHOOK_DATABASE_SCRATCH_PROGRAMS_H
#define MIGHOOK_DATABASE_SCRATCH_PROGRAMS_H

#include "base/error.h"
#include "base/str.h"

struct scratch_programs {
	struct str folder; /* holds both */
	struct str postgres, initdb;
	struct str version; /* what `postgres --version` prints */
};

/* Those of PATH, else the newest ones of the usual places; with `major` above 0 the oldest that are
 * not older than it, or the newest if all are. */
_must_check_ int scratch_programs_find(
	struct scratch_programs *ret, struct arena *arena, unsigned major, struct error *reterr);

#endif
