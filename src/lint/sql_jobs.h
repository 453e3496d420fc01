/* SPDX-License-Identifier: MIT */
/* The texts of a set whose SQL is to be read, each by whichever processor is free. */
#ifndef MIGHOOK_LINT_SQL_JOBS_H
#define MIGHOOK_LINT_SQL_JOBS_H

#include "base/parallel.h"
#include "lint/sql_memory.h"
#include "migration/set.h"

struct sql_job {
	struct sql *sql;
	bool is_known; /* it was read before, for another commit */
};

struct sql_jobs {
	struct sql_memory *memory; /* NULL: of this change alone */
	struct sql_job *items;
	size_t count, capacity;
	size_t workers;
	struct parallel *parallel; /* while others are at work and nobody has waited for all; or NULL */
	struct arena arenas[MOST_WORKERS], scratches[MOST_WORKERS];
};

/* A part of a file whose script was read. */
void sql_jobs_add(struct sql_jobs *jobs, struct arena *arena, const struct migration_file *file,
	struct section section, bool is_down, enum wrapping wrapping);

/* What a file executes forward, and both ways, up before down. */
void sql_jobs_add_up(struct sql_jobs *jobs, struct arena *arena, const struct migration_set *set,
	const struct migration_file *file);
void sql_jobs_add_file(struct sql_jobs *jobs, struct arena *arena, const struct migration_set *set,
	const struct migration_file *file);

/* Reads them all. */
void sql_jobs_run(struct sql_jobs *jobs, struct arena *arena);

/* Has others read them, at most so many, beside what the caller does; those added are read as far
 * as they are allowed. To be ended by the caller, who may do so twice. */
void sql_jobs_begin(struct sql_jobs *jobs, struct arena *arena, size_t workers, size_t most);
void sql_jobs_end(struct sql_jobs *jobs, struct arena *arena);

/* Both have nothing to do where it has ended, or never begun. */
void sql_jobs_allow(struct sql_jobs *jobs);
void sql_jobs_await(const struct sql_jobs *jobs, size_t number);

#endif
