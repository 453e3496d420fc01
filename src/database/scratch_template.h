/* SPDX-License-Identifier: MIT */
/*
 * Data directories that initdb has made, kept for the next run in the user's cache. Nothing of it
 * is needed: without a cache, or with one that others may write to, initdb runs each time.
 */
#ifndef MIGHOOK_DATABASE_SCRATCH_TEMPLATE_H
#define MIGHOOK_DATABASE_SCRATCH_TEMPLATE_H

#include "database/scratch_programs.h"
#include "database/scratch_user.h"

/* What a kept data directory is found by: the programs, the machine and initdb's flags. */
struct str scratch_template_key(
	struct arena *arena, const struct scratch_programs *programs, struct str flags);

/* Makes "data" in an open folder of a copy of the kept one, for that user. False: there is none
 * that can be used, and no "data". */
_must_check_ bool scratch_template_take(
	struct arena *arena, struct str key, int folder, const struct scratch_user *user);

/* Keeps a copy of an open folder's "data", in place of an older one, and removes what is of no use
 * any more. Two may do it at once. */
void scratch_template_keep(struct arena *arena, struct str key, int folder);

#endif
