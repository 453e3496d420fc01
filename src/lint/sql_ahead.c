/* SPDX-License-Identifier: MIT */
#include "lint/sql_ahead.h"

#include "base/vec.h"

struct ahead_set {
	const struct migration_set *set;
	struct sql_jobs jobs;
};

struct sql_ahead {
	struct script_listener listener;
	const struct lint *lint;
	struct change_set *changes;
	struct arena *arena;
	const struct migration_set *last; /* whose script was heard of last; NULL: none was */
	struct ahead_set *reading; /* the same set; NULL: it is not read ahead */
	struct {
		struct ahead_set **items;
		size_t count, capacity;
	} sets;
};

/* Scripts between two times that the readers are told of them. */
enum { TOLD_AT_ONCE = 16 };

static void end_reading(struct sql_ahead *ahead)
{
	if (ahead->reading)
		sql_jobs_end(&ahead->reading->jobs, ahead->arena);
	ahead->reading = NULL;
}

/* A set begins when the one before it is loaded. */
static void begin_set(struct sql_ahead *ahead, const struct migration_set *set)
{
	size_t workers = parallel_workers(set->files.count);

	end_reading(ahead);
	ahead->last = set;
	if (workers == 1 || set->spec->dialect == DIALECT_OTHER ||
		!lint_reads_sql(ahead->lint, set->spec))
		return;
	ahead->reading = arena_new(ahead->arena, struct ahead_set);
	ahead->reading->set = set;
	*vec_push(ahead->arena, &ahead->sets) = ahead->reading;
	/* a file goes forward and back */
	sql_jobs_begin(&ahead->reading->jobs, ahead->arena, workers, 2 * set->files.count);
}

static void hear(struct script_listener *listener, const struct migration_set *set,
	const struct migration_file *file)
{
	struct sql_ahead *ahead = (struct sql_ahead *)listener;

	if (ahead->last != set)
		begin_set(ahead, set);
	if (!ahead->reading || !role_is_sql(file->name.role))
		return;
	sql_jobs_add_file(&ahead->reading->jobs, ahead->arena, set, file);
	if (ahead->reading->jobs.count % TOLD_AT_ONCE == 0)
		sql_jobs_allow(&ahead->reading->jobs);
}

struct sql_ahead *sql_ahead_begin(const struct lint *lint, struct change_set *changes)
{
	struct sql_ahead *ahead = arena_new(changes->arena, struct sql_ahead);

	*ahead = (struct sql_ahead){
		.listener.hear = hear, .lint = lint, .changes = changes, .arena = changes->arena};
	if (changes->whole && !changes->sql_memory)
		changes->listener = &ahead->listener;
	return ahead;
}

void sql_ahead_end(struct sql_ahead **ahead)
{
	end_reading(*ahead);
	(*ahead)->changes->listener = NULL;
}

struct sql_jobs *sql_ahead_jobs(struct sql_ahead *ahead, const struct migration_set *set)
{
	for (size_t i = 0; ahead && i < ahead->sets.count; i++)
		if (ahead->sets.items[i]->set == set)
			return &ahead->sets.items[i]->jobs;
	return NULL;
}
