/* SPDX-License-Identifier: MIT */
#include "lint/sql_jobs.h"

#include "base/vec.h"
#include "migration/wrapping.h"

void sql_jobs_add(struct sql_jobs *jobs, struct arena *arena, const struct migration_file *file,
	struct section section, bool is_down, enum wrapping wrapping)
{
	struct sql_memory *memory = jobs->memory;
	/* while others read what is there, the list stays as it is: there is room */
	struct sql_job *job = jobs->parallel ? &jobs->items[jobs->count++] : vec_push(arena, jobs);
	const struct sql *known = memory ? sql_memory_find(memory, file->script->content, section.from,
										   section.to, is_down, wrapping)
									 : NULL;

	job->is_known = known != NULL;
	job->sql = known ? sql_of_file(arena, known, file)
					 : sql_unread(memory ? sql_memory_arena(memory, 0) : arena, file, section.from,
						   section.to, is_down, wrapping);
}

static void add_section(struct sql_jobs *jobs, struct arena *arena, const struct migration_set *set,
	const struct migration_file *file, struct section section, bool is_down)
{
	if (section.exists)
		sql_jobs_add(jobs, arena, file, section, is_down, wrapping_of(arena, set, file, section));
}

void sql_jobs_add_up(struct sql_jobs *jobs, struct arena *arena, const struct migration_set *set,
	const struct migration_file *file)
{
	struct section whole = {0, file->script->content.len, true};

	if (file->name.role == ROLE_BOTH)
		add_section(jobs, arena, set, file, file->script->sections.up, false);
	else if (file->name.role == ROLE_UP || file->name.role == ROLE_REPEATABLE)
		add_section(jobs, arena, set, file, whole, false);
}

void sql_jobs_add_file(struct sql_jobs *jobs, struct arena *arena, const struct migration_set *set,
	const struct migration_file *file)
{
	struct section whole = {0, file->script->content.len, true};

	sql_jobs_add_up(jobs, arena, set, file);
	if (file->name.role == ROLE_BOTH)
		add_section(jobs, arena, set, file, file->script->sections.down, true);
	else if (file->name.role == ROLE_DOWN)
		add_section(jobs, arena, set, file, whole, true);
}

static void read_job(size_t worker, size_t item, void *context)
{
	struct sql_jobs *jobs = context;
	const struct sql_job *job = &jobs->items[item];

	if (job->is_known)
		return;
	arena_reset(&jobs->scratches[worker]);
	sql_read_text(job->sql,
		jobs->memory ? sql_memory_arena(jobs->memory, worker) : &jobs->arenas[worker],
		&jobs->scratches[worker]);
}

/* What was read stays as it is; what is judged is a copy. */
static void keep_results(struct arena *arena, struct sql_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++) {
		struct sql_job *job = &jobs->items[i];

		if (job->is_known)
			continue;
		sql_memory_keep(jobs->memory, job->sql);
		job->sql = sql_of_file(arena, job->sql, job->sql->file);
	}
}

static void collect(struct sql_jobs *jobs, struct arena *arena)
{
	for (size_t i = 0; i < jobs->workers; i++) {
		arena_adopt(arena, &jobs->arenas[i]);
		arena_release(&jobs->scratches[i]);
	}
	if (jobs->memory)
		keep_results(arena, jobs);
}

void sql_jobs_run(struct sql_jobs *jobs, struct arena *arena)
{
	size_t unknown = 0;

	for (size_t i = 0; i < jobs->count; i++)
		unknown += !jobs->items[i].is_known;
	jobs->workers = parallel_workers(unknown);
	if (unknown)
		parallel_run(jobs->workers, jobs->count, read_job, jobs);
	collect(jobs, arena);
}

void sql_jobs_begin(struct sql_jobs *jobs, struct arena *arena, size_t workers, size_t most)
{
	/* none moves while it is read */
	vec_expect(arena, jobs, most);
	jobs->workers = workers;
	jobs->parallel = parallel_begin(arena, workers, most, read_job, jobs);
}

void sql_jobs_allow(struct sql_jobs *jobs)
{
	if (jobs->parallel)
		parallel_allow(jobs->parallel, jobs->count);
}

void sql_jobs_await(const struct sql_jobs *jobs, size_t number)
{
	if (jobs->parallel)
		parallel_await(jobs->parallel, number);
}

void sql_jobs_end(struct sql_jobs *jobs, struct arena *arena)
{
	if (!jobs->parallel)
		return;
	sql_jobs_allow(jobs);
	parallel_end(jobs->parallel);
	jobs->parallel = NULL;
	collect(jobs, arena);
}
