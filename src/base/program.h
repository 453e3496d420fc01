/* SPDX-License-Identifier: MIT */
/* The other program: commands on a database are in mighook-db, for this one holds no network code.
 */
#ifndef MIGHOOK_BASE_PROGRAM_H
#define MIGHOOK_BASE_PROGRAM_H

#include "base/error.h"
#include "base/str.h"

/* Puts the value of --db-url into a variable of the environment, whose name stands in its place
 * from then on: arguments can be read by everybody on the machine. */
void program_hide_url(struct arena *arena, int argc, char **argv);

/* Where mighook-db is: beside this program, in its libexec, or with the mighook on PATH; ptr NULL:
 * nowhere. */
struct str program_find(struct arena *arena);

/* Becomes mighook-db with this command line. Returns only if that fails: -1. */
_must_check_ int program_become(
	struct arena *arena, const char *command, const char *const *argv, struct error *reterr);

#endif
