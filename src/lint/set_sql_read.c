/* SPDX-License-Identifier: MIT */
/* Which files are read for a set, and whether their SQL is PostgreSQL's. */
#include "base/vec.h"
#include "lint/set_sql.h"
#include "lint/sql_jobs.h"
#include "migration/script_memory.h"

/* A set is another database's if more than half of at least so many files do not parse. */
enum { DIALECT_SAMPLE = 5, DIALECT_MOST = 50 };

static void add_texts(struct set_sql *set_sql, struct arena *arena, const struct sql_jobs *jobs)
{
	vec_expect(arena, &set_sql->texts, jobs->count);
	for (size_t i = 0; i < jobs->count; i++)
		*vec_push(arena, &set_sql->texts) = jobs->items[i].sql;
}

static bool is_other_provider(const struct migration_set *set)
{
	const char *lock_file = set->spec->runner->lock_file;

	for (size_t i = 0; lock_file && i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (!file->script || !str_equal(str_basename(file->path), str_from(lock_file)))
			continue;
		return str_find(file->script->content, STR("provider"), 0) < file->script->content.len &&
			str_find(file->script->content, STR("\"postgres"), 0) == file->script->content.len &&
			str_find(file->script->content, STR("\"cockroach"), 0) == file->script->content.len;
	}
	return false;
}

static bool has_errors(const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (set_sql->texts.items[i]->errors.count)
			return true;
	return false;
}

/* The file with its content, which may not have been wanted before; `ret->script` NULL: it is none
 * that is executed as SQL. */
static int load(struct migration_file *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, const struct migration_file *file, struct error *reterr)
{
	*ret = *file;
	if (!role_is_sql(file->name.role) || file->script || !file->head ||
		(file->head->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
		return 0;
	return script_of_entry(
		&ret->script, arena, changes, set->spec, file->name.role, file->head, reterr);
}

/* A blob that was not fetched, or is a pointer to what is kept elsewhere, is as good as none: a
 * merged migration must not stop the change that is judged, nor wait for a network. */
static int load_up(struct up_text *text, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, bool is_partial, struct error *reterr)
{
	struct migration_file *file = arena_new(arena, struct migration_file);
	struct error error;
	bool is_here = true;

	if (is_partial && text->file->head &&
		repository_has(changes->repository, &text->file->head->id, &is_here, reterr))
		return -1;
	if (is_here && load(file, arena, changes, set, text->file, &error)) {
		if (repository_has(changes->repository, &text->file->head->id, &is_here, reterr))
			return -1;
		if (is_here) {
			*reterr = error;
			return -1;
		}
	}
	text->is_missing = !is_here ||
		(file->script && str_starts(file->script->content, STR("version https://git-lfs")));
	if (!text->is_missing)
		text->file = file;
	return 0;
}

int set_sql_read_up(struct up_text *texts, size_t count, struct arena *arena,
	const struct change_set *changes, const struct migration_set *set, struct error *reterr)
{
	bool is_partial = repository_is_partial(changes->repository);
	struct sql_jobs jobs = {.memory = changes->sql_memory};
	size_t *places = arena_array(arena, size_t, count);

	for (size_t i = 0; i < count; i++) {
		if (texts[i].sql)
			continue;
		if (load_up(&texts[i], arena, changes, set, is_partial, reterr))
			return -1;
		if (texts[i].file->script && !texts[i].is_missing)
			sql_jobs_add_up(&jobs, arena, set, texts[i].file);
		places[i] = jobs.count;
	}
	sql_jobs_run(&jobs, arena);
	for (size_t i = 0, done = 0; i < count; i++)
		if (!texts[i].sql && places[i] > done)
			texts[i].sql = jobs.items[done++].sql;
	return 0;
}

/* Only asked when something did not parse: how many files of the set do not? */
static int ask_other_files(struct set_sql *set_sql, struct arena *arena,
	const struct change_set *changes, bool *ret, struct error *reterr)
{
	const struct migration_set *set = set_sql->set;
	struct sql_jobs jobs = {.memory = changes->sql_memory};
	size_t refused = 0;

	for (size_t i = 0; i < set->files.count && jobs.count < DIALECT_MOST; i++) {
		struct migration_file *file = arena_new(arena, struct migration_file);

		if (load(file, arena, changes, set, set->files.items[i], reterr))
			return -1;
		if (!file->script || !role_is_sql(file->name.role))
			continue;
		sql_jobs_add(&jobs, arena, file, (struct section){0, file->script->content.len, true},
			/* is_down= */ false, WRAPPED_NOT);
	}
	sql_jobs_run(&jobs, arena);
	for (size_t i = 0; i < jobs.count; i++)
		refused += jobs.items[i].sql->errors.count > 0;
	*ret = jobs.count >= DIALECT_SAMPLE && refused * 2 > jobs.count;
	return 0;
}

/* True if a judged migration drops something. */
static bool drops(const struct set_sql *set_sql)
{
	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		if (sql->drops && sql->file->is_judged && !sql->is_down)
			return true;
	}
	return false;
}

static int find_deprecations(struct set_sql *set_sql, struct arena *arena,
	const struct change_set *changes, struct error *reterr)
{
	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		if (!sql->is_down)
			deprecations_read(&set_sql->deprecations, arena, sql->file, sql->from, sql->to);
	}
	return deprecations_date(&set_sql->deprecations, arena, changes, set_sql->set, reterr);
}

/* The files that were not read yet: merged ones, that nobody judges. */
static int read_history(struct set_sql *set_sql, struct arena *arena,
	const struct change_set *changes, struct error *reterr)
{
	const struct migration_set *set = set_sql->set;
	struct sql_jobs jobs = {.memory = changes->sql_memory};

	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = arena_new(arena, struct migration_file);

		if (set->files.items[i]->script || set->files.items[i]->name.role == ROLE_DOWN)
			continue;
		if (load(file, arena, changes, set, set->files.items[i], reterr))
			return -1;
		if (file->script)
			sql_jobs_add_file(&jobs, arena, set, file);
	}
	sql_jobs_run(&jobs, arena);
	add_texts(set_sql, arena, &jobs);
	return 0;
}

void set_sql_await(const struct set_sql *set_sql, size_t text)
{
	if (set_sql->reading)
		sql_jobs_await(set_sql->reading, text);
}

void set_sql_begin(struct set_sql *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, struct sql_jobs *ahead)
{
	struct sql_jobs jobs = {.memory = changes->sql_memory};

	*ret = (struct set_sql){.set = set};
	if (set->spec->dialect == DIALECT_OTHER)
		ret->other_dialect = "dialect: other";
	else if (set->spec->dialect == DIALECT_UNKNOWN && is_other_provider(set))
		ret->other_dialect = "the provider in its lock file";
	if (ret->other_dialect)
		return;
	if (ahead) {
		sql_jobs_allow(ahead);
		ret->reading = ahead;
		add_texts(ret, arena, ahead);
		return;
	}
	for (size_t i = 0; i < set->files.count; i++)
		if (set->files.items[i]->script && role_is_sql(set->files.items[i]->name.role))
			sql_jobs_add_file(&jobs, arena, set, set->files.items[i]);
	sql_jobs_run(&jobs, arena);
	add_texts(ret, arena, &jobs);
}

int set_sql_finish(struct set_sql *set_sql, struct arena *arena, const struct change_set *changes,
	bool wants_deprecations, struct error *reterr)
{
	const struct migration_set *set = set_sql->set;
	bool is_other = false;

	if (set_sql->reading)
		sql_jobs_end(set_sql->reading, arena);
	set_sql->reading = NULL;
	if (set->spec->dialect == DIALECT_UNKNOWN && !set->spec->outside && has_errors(set_sql)) {
		if (ask_other_files(set_sql, arena, changes, &is_other, reterr))
			return -1;
		if (is_other) {
			set_sql->other_dialect = "more than half of its files are not PostgreSQL's";
			set_sql->texts.count = 0;
			set_sql->catalog = NULL;
		}
	}
	wants_deprecations = wants_deprecations && !set->spec->outside && drops(set_sql);
	if (wants_deprecations &&
		(read_history(set_sql, arena, changes, reterr) ||
			find_deprecations(set_sql, arena, changes, reterr)))
		return -1;
	set_sql_list(set_sql, arena);
	return 0;
}

int set_sql_read(struct set_sql *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, bool wants_deprecations, struct error *reterr)
{
	set_sql_begin(ret, arena, changes, set, NULL);
	return set_sql_finish(ret, arena, changes, wants_deprecations, reterr);
}
