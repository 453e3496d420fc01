/* SPDX-License-Identifier: MIT */
/* The other program: commands on a database are in mighook-db, for this one holds no network code.
 */
#ifndef MIGHOOK_BASE_PROGRAM_H
#define MIGHOOK_BASE_PROGRAM_H

#include "base/error.h"
#include "base/str.h"

/* Takes what may hold a password out of the memory that the arguments came in, which everybody on
 * the machine can read, or out of the environment where program_become put it: the elements of
 * `argv` are copies then. */
void program_hide_secrets(struct arena *arena, int argc, char **argv);

/* Where mighook-db is: beside this program, in its libexec, or with the mighook on PATH; ptr NULL:
 * nowhere. */
struct str program_find(struct arena *arena);

/* Becomes mighook-db with this command line. Returns only if that fails: -1. */
_must_check_ int program_become(
	struct arena *arena, const char *command, const char *const *argv, struct error *reterr);

#endif
