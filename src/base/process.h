/* SPDX-License-Identifier: MIT */
/* Other programs: git, where git alone knows the answer, and an editor. */
#ifndef MIGHOOK_BASE_PROCESS_H
#define MIGHOOK_BASE_PROCESS_H

#include <stdio.h>
#include <sys/types.h>

#include "base/clock.h"
#include "base/str.h"

/* Takes the numbers of the standard files that who started us has closed: else the next files that
 * are opened get them, and are read and written in their place. To use them fails as before. */
void process_open_standard_files(void);

/* Memory that is freed stays with us for the next object that git unpacks: giving it back to the
 * system and taking it again costs more than all that is read in it. */
void process_keep_freed_memory(void);

/* What becomes of a program's complaints; those that are joined are part of its output. */
enum process_errors { PROCESS_SHOWS_ERRORS, PROCESS_HIDES_ERRORS, PROCESS_JOINS_ERRORS };

/* Runs a program found on PATH, stdin empty, environment as it is, and waits for it.
 * `ret_output` is what it printed, `ret_status` its exit status. It is an error if it cannot be
 * started or is killed; a status other than 0 is not. */
_must_check_ int process_run(const char *const *arguments, enum process_errors errors,
	struct arena *arena, struct str *ret_output, int *ret_status, struct error *reterr);

/* Waits for it; it is an error if it is killed. `name` stands in the message. */
_must_check_ int process_wait(pid_t child, const char *name, int *ret_status, struct error *reterr);

/* Runs a program on the terminal, or whatever else standard input, output and errors are here, and
 * waits for it: an editor. */
_must_check_ int process_run_here(
	const char *const *arguments, int *ret_status, struct error *reterr);

/* Where a program of PATH is; ptr NULL if no folder of it has one. */
struct str process_find(struct arena *arena, struct str name);

/* The file of the running program, resolved; ptr NULL if the system does not tell. */
struct str process_own_file(struct arena *arena);

/* A program that answers line by line. Writing to one that has ended fails, without a signal. */
struct process {
	pid_t child; /* 0: not running */
	FILE *input, *output; /* what it reads, what it writes */
};

/* Starts a program found on PATH; to be closed by the caller. */
_must_check_ int process_start(
	struct process *ret, const char *const *arguments, struct error *reterr);

/* Hands it all that it is to read. False if it reads no more. */
_must_check_ bool process_give(struct process *process, struct str input);

/* Takes all that it prints and ends it. False if it has not come to an end at that time, in
 * clock_milliseconds: then it is killed. */
_must_check_ bool process_take(
	struct process *process, int64_t deadline, struct arena *arena, struct str *ret_output);

/* Ends it: it sees the end of its input. Returns its exit status; 0 if it is not running. */
int process_close(struct process *process);

#endif
