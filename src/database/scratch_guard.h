/* SPDX-License-Identifier: MIT */
/*
 * A process that outlives us, whatever ends us: it starts the programs of a server of our own, and
 * when we close our end of its socket or have gone, ends them and removes their folders. It has a
 * session of its own, so that no key that is pressed reaches it. Should it be killed too, what it
 * started gets a signal of the kernel's.
 */
#ifndef MIGHOOK_DATABASE_SCRATCH_GUARD_H
#define MIGHOOK_DATABASE_SCRATCH_GUARD_H

#include <stdint.h>
#include <sys/types.h>

#include "database/scratch_folder.h"

enum { GUARD_FOLDERS = 2, GUARD_PROGRAMS = 2 };

struct guard_program {
	char *const *arguments; /* NULL at the end; the first one is the program's path */
	int end_signal;
};

struct guard_orders {
	struct guard_program programs[GUARD_PROGRAMS];
	char *const *environment;
	struct scratch_folder folders[GUARD_FOLDERS]; /* the first one is where programs run */
	struct scratch_user user;
	int log; /* what they print */
};

struct guard {
	pid_t process; /* 0: there is none */
	int socket;
};

/* Starts it. The folders are its to remove from then on. To be ended by the caller. */
_must_check_ int guard_start(
	struct guard *ret, const struct guard_orders *orders, struct error *reterr);

/* Has it start one of the programs, which must be the only one that runs. */
_must_check_ int guard_run(const struct guard *guard, size_t program, struct error *reterr);

/* Waits for the end of the program that it started. `*ret_status` is what it exited with, or 128
 * and the signal, or 255 if the guard has gone; -1: it still runs after so many milliseconds. */
void guard_wait(const struct guard *guard, int64_t milliseconds, int *ret_status);

/* Has it end and remove everything, and waits for that. */
void guard_end(struct guard *guard);

#endif
