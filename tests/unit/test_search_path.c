/* SPDX-License-Identifier: MIT */
/* Names are looked up as the statement would that ran at a step. */
#include "unit/fixture.h"

#include "schema/replay.h"

static struct sql *replay(struct arena *arena, struct catalog *catalog, const char *text)
{
	struct migration_file *file = arena_new(arena, struct migration_file);
	struct script *script = arena_new(arena, struct script);
	struct sql *sql;

	script->content = str_from(text);
	file->path = STR("migrations/1.sql");
	file->script = script;
	sql = sql_read(arena, arena, file, 0, script->content.len, false, WRAPPED_NOT);
	assert_int_equal(sql->errors.count, 0);
	catalog_replay(catalog, sql);
	return sql;
}

/* What the name means right after the statement of that number. */
static struct str meant(
	struct arena *arena, const struct sql *sql, size_t statement, const char *name)
{
	unsigned step = sql->statements.items[statement].step;
	const struct catalog_entry *entry = catalog_relation(
		sql->catalog, (struct object_name){{NULL, 0}, str_from(name)}, step);

	return entry ? catalog_name(arena, entry, step) : STR("nothing");
}

static void test_relation__on_the_path_of_then(void **state)
{
	struct catalog *catalog = catalog_new(*state);
	const struct sql *first, *second;

	first = replay(*state, catalog,
		"CREATE TABLE t (a int); CREATE TABLE app.t (a int); SET search_path = app, public;"
		"CREATE TABLE own (a int); SELECT set_config('search_path', '', false); SELECT 1;");
	second = replay(*state, catalog, "SELECT 1; SET search_path TO app;");
	assert_ptr_equal(first->catalog, catalog);
	assert_text(meant(*state, first, 0, "t"), "public.t");
	assert_text(meant(*state, first, 1, "t"), "public.t");
	assert_text(meant(*state, first, 2, "t"), "app.t");
	assert_text(meant(*state, first, 3, "own"), "app.own");
	assert_text(meant(*state, first, 4, "t"), "nothing");
	assert_text(meant(*state, first, 5, "t"), "nothing");
	/* another file is another session */
	assert_text(meant(*state, second, 0, "t"), "public.t");
	assert_text(meant(*state, second, 0, "own"), "nothing");
	assert_text(meant(*state, second, 1, "t"), "app.t");
}

static void test_relation__temporary_ones_first(void **state)
{
	struct catalog *catalog = catalog_new(*state);
	const struct sql *first, *second;

	first = replay(*state, catalog,
		"CREATE TABLE t (a int); CREATE TEMP TABLE t (b int); ALTER TABLE t ADD COLUMN c int;"
		"DROP TABLE t; ALTER TABLE t ADD COLUMN d int;");
	second = replay(*state, catalog, "SELECT 1;");
	assert_text(meant(*state, first, 0, "t"), "public.t");
	assert_text(meant(*state, first, 2, "t"), "pg_temp.t");
	assert_text(meant(*state, first, 4, "t"), "public.t");
	assert_text(meant(*state, second, 0, "t"), "public.t");
	assert_int_equal(catalog->misses.count, 0);
}

static void test_misses(void **state)
{
	static const char *const missing[] = {
		"ALTER TABLE gone ADD COLUMN IF NOT EXISTS a int;",
		"CREATE INDEX IF NOT EXISTS i ON gone (a);",
		"CREATE VIEW v AS SELECT 1 FROM gone;",
		"INSERT INTO gone (a) VALUES (1) ON CONFLICT DO NOTHING;",
		"CREATE TABLE t (a gone);",
		"CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t EXECUTE FUNCTION gone();",
		"GRANT SELECT ON gone TO someone;",
	};
	static const char *const fine[] = {
		"ALTER TABLE IF EXISTS gone ADD COLUMN a int;",
		"DROP TABLE IF EXISTS gone;",
		("CREATE TABLE t (a int, b numeric(3, 2)[], c double precision, d text COLLATE \"C\"); "
		 "UPDATE t SET a = 1;"),
		"DO $$ BEGIN INSERT INTO gone VALUES (1); EXCEPTION WHEN undefined_table THEN END $$;",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(missing); i++) {
		struct catalog *catalog = catalog_new(*state);

		(void)replay(*state, catalog, missing[i]);
		if (!catalog->misses.count)
			fail_msg("no miss: %s", missing[i]);
		assert_text(catalog->misses.items[0].name.name, "gone");
	}
	for (size_t i = 0; i < ARRAY_LENGTH(fine); i++) {
		struct catalog *catalog = catalog_new(*state);

		(void)replay(*state, catalog, fine[i]);
		if (catalog->misses.count)
			fail_msg("%.*s missed: %s", STR_ARG(catalog->misses.items[0].name.name), fine[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_relation__on_the_path_of_then),
		with_arena(test_relation__temporary_ones_first),
		with_arena(test_misses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
