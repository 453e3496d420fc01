/* SPDX-License-Identifier: MIT */
#include "check_database_twice.h"

#include "base/vec.h"
#include "check_database_rerun.h"

#define ONCE STR("executed once")
#define TWICE STR("executed twice")

static const struct rerun_words second = {
	.when = "executed for the second time",
	.missing = "the first time has taken it away: IF EXISTS, or a DO block that looks first",
};

static struct arena *arena_of(const struct rerun *rerun)
{
	return rerun->drift->database.check->arena;
}

/* Names of tables, and how many rows each has. A table without a page has none. */
static int count_rows(
	struct rerun *rerun, struct arena *arena, struct rows *ret, struct error *reterr)
{
	struct text sql = {.arena = arena};
	struct rows tables;

	*ret = (struct rows){.count = 0};
	if (rerun_reset(rerun, reterr) ||
		connection_query(rerun->connection, arena, "cannot read the tables",
			STR("SELECT pg_catalog.format('%I.%I', nspname, relname), "
				"pg_catalog.quote_literal(pg_catalog.format('%I.%I', nspname, relname)) "
				"FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON "
				"pg_namespace.oid = relnamespace WHERE relkind = 'r' AND relpersistence <> 't' AND "
				"nspname !~ '^pg_' AND nspname <> 'information_schema' AND "
				"pg_catalog.pg_relation_size(pg_class.oid) > 0 ORDER BY 1"),
			NULL, &tables, reterr))
		return -1;
	for (size_t i = 0; i < tables.count; i++)
		text_addf(&sql, "%sSELECT %.*s, count(*) FROM ONLY %.*s", i ? " UNION ALL " : "",
			STR_ARG(rows_value(&tables, i, 1)), STR_ARG(rows_value(&tables, i, 0)));
	return tables.count ? connection_query(rerun->connection, arena, "cannot count the rows",
							  text_str(&sql), NULL, ret, reterr)
						: 0;
}

static struct str count_of(const struct rows *rows, struct str table)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_equal(rows_value(rows, i, 0), table))
			return rows_value(rows, i, 1);
	return STR("0");
}

static void add_table(struct rerun *rerun, struct str table, const struct rows *once,
	const struct rows *twice, struct drift_objects *ret)
{
	struct arena *arena = arena_of(rerun);
	struct str left = count_of(once, table), right = count_of(twice, table);

	if (str_equal(left, right))
		return;
	*vec_push(arena, ret) = (struct drift_object){
		.kind = STR("rows"),
		.name = str_copy(arena, table),
		.table = str_copy(arena, table),
		.change = DRIFT_CHANGED,
		.left = str_format(arena, "%.*s rows", STR_ARG(left)),
		.right = str_format(arena, "%.*s rows", STR_ARG(right)),
	};
}

/* True if there is a difference. */
static bool compare_rows(
	struct rerun *rerun, struct str path, const struct rows *once, const struct rows *twice)
{
	struct drift_objects objects = {.items = NULL};

	for (size_t i = 0; i < twice->count; i++)
		add_table(rerun, rows_value(twice, i, 0), once, twice, &objects);
	for (size_t i = 0; i < once->count; i++)
		if (str_equal(count_of(twice, rows_value(once, i, 0)), STR("0")))
			add_table(rerun, rows_value(once, i, 0), once, twice, &objects);
	rerun_report(rerun, path, ONCE, TWICE, &objects);
	return objects.count > 0;
}

/* False as `ret_done`: it fails already the first time. */
static int try_one(struct rerun *rerun, size_t number, bool *ret_done, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct str path = rerun->files.items[number]->path;
	struct rows once, twice;
	bool done, is_untouched, is_broken = false;

	if (rerun_execute(rerun, number, rerun_first_time, ret_done, reterr))
		return -1;
	if (!*ret_done)
		return 0;
	rerun->set->tried++;
	if (rerun_look(rerun, &rerun->before, reterr) || count_rows(rerun, &scratch, &once, reterr) ||
		rerun_execute(rerun, number, second, &done, reterr) ||
		rerun_is_untouched(rerun, &rerun->before, &is_untouched, reterr))
		return -1;
	if (!is_untouched &&
		(rerun_look(rerun, &rerun->after, reterr) ||
			rerun_compare(rerun, path, ONCE, TWICE, &is_broken, reterr)))
		return -1;
	if (count_rows(rerun, &scratch, &twice, reterr))
		return -1;
	/* the migrations behind it must not fail because of rows that are there twice */
	is_broken |= compare_rows(rerun, path, &once, &twice);
	return is_broken ? rerun_begin(rerun, number + 1, ret_done, reterr) : 0;
}

int check_twice(struct database_drift *drift, struct set_drift *set, struct error *reterr)
{
	_cleanup_(rerun_close) struct rerun rerun = {.drift = drift, .set = set};
	bool done;

	rerun.files = migration_set_in_order(set->set, arena_of(&rerun));
	set->migrations = rerun.files.count;
	if (rerun_begin(&rerun, 0, &done, reterr))
		return -1;
	for (size_t i = 0; i < rerun.files.count && done; i++)
		if (try_one(&rerun, i, &done, reterr))
			return -1;
	return rerun_finish(&rerun, reterr);
}
