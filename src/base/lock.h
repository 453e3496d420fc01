/* SPDX-License-Identifier: MIT */
/* One process at a time: a lock that ends with its holder, whatever becomes of that. */
#ifndef MIGHOOK_BASE_LOCK_H
#define MIGHOOK_BASE_LOCK_H

#include "base/str.h"

/* Waits for the lock of a folder; nothing is written there. Returns a descriptor for lock_release,
 * or -1 where the file system has no locks. */
int lock_folder(struct str folder);

void lock_release(const int *lock);

#endif
