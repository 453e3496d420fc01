/* SPDX-License-Identifier: MIT */
/*
 * The folder that a server of our own lives in. Its owner holds a lock as long as it lives; a
 * folder whose lock is free is one that a killed run left behind.
 */
#ifndef MIGHOOK_DATABASE_SCRATCH_FOLDER_H
#define MIGHOOK_DATABASE_SCRATCH_FOLDER_H

#include "base/error.h"
#include "base/str.h"
#include "database/scratch_user.h"

struct scratch_folder {
	struct str path;
	int lock; /* -1: there is no folder */
};

/* A new folder, ours, 0700, where there is room for a server and the user can reach it: in TMPDIR,
 * else in memory, else in /tmp. */
_must_check_ int scratch_folder_make(struct scratch_folder *ret, struct arena *arena,
	const struct scratch_user *user, struct error *reterr);

/* A new folder for a socket, whose path may not be long. */
_must_check_ int scratch_folder_make_short(
	struct scratch_folder *ret, struct arena *arena, struct error *reterr);

/* Removes it with all that is in it. */
void scratch_folder_remove(struct scratch_folder *folder);

/* Ends and removes what killed runs of this user left behind. */
void scratch_folder_sweep(const struct scratch_user *user);

#endif
