/* SPDX-License-Identifier: MIT */
/* Folders with all that is in them, copied and removed. No symbolic link is followed: others may
 * write where they lie. */
#ifndef MIGHOOK_DATABASE_SCRATCH_TREE_H
#define MIGHOOK_DATABASE_SCRATCH_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/str.h"
#include "database/scratch_user.h"

struct scratch_tree_size {
	uint64_t files, bytes;
};

/* Copies files and folders of an open folder into another one, for their owner alone; that is
 * `owner`, or we are (NULL). Adds what there was to the size. False leaves the reason in errno. */
_must_check_ bool scratch_tree_copy(
	int from, int to, const struct scratch_user *owner, struct scratch_tree_size *size);

/* Removes the folder `name` of an open folder (or of AT_FDCWD), as far as we may. */
void scratch_tree_remove(int above, const char *name);

#endif
