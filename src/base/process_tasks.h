/* SPDX-License-Identifier: MIT */
/* Programs that run side by side, each with an environment of its own. */
#ifndef MIGHOOK_BASE_PROCESS_TASKS_H
#define MIGHOOK_BASE_PROCESS_TASKS_H

#include "base/process.h"

struct process_task {
	const char *const *arguments; /* the program first; NULL behind the last */
	const char *const *environment; /* NAME=VALUE; NULL behind the last; NULL: as it is */
	struct str output, errors; /* what it printed on either */
	int status; /* its exit status */
};

/* Runs them all, stdin empty, and fills in what came of each. One that is not through at that time
 * (clock_milliseconds) is killed: that, and one that cannot be started or is killed, is an error; a
 * status other than 0 is not. None is left running, even if we are killed meanwhile. */
_must_check_ int process_run_tasks(struct process_task *tasks, size_t count, int64_t deadline,
	struct arena *arena, struct error *reterr);

#endif
