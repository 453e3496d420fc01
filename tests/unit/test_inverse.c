/* SPDX-License-Identifier: MIT */
/* Inverses of SQL texts: what is run, and what is said of it. That a server agrees is held by
 * tests/database/rollback.bats. */
#include "unit/fixture.h"

#include "schema/inverse.h"
#include "schema/replay.h"

static struct sql *read_sql(struct arena *arena, const char *text)
{
	struct migration_file *file = arena_new(arena, struct migration_file);
	struct script *script = arena_new(arena, struct script);
	struct arena scratch = {NULL};
	struct sql *sql;

	script->content = str_from(text);
	file->script = script;
	file->path = str_from(text);
	sql = sql_read(arena, &scratch, file, 0, script->content.len, false, WRAPPED_NOT);
	arena_release(&scratch);
	return sql;
}

static struct inverse inverse_of(struct arena *arena, const char *before, const char *up,
	const char *after, const struct inverse_record *record)
{
	struct catalog *catalog = catalog_new(arena);
	struct sql *sql = read_sql(arena, up);
	struct inverse inverse = {.has_none = false};

	catalog_replay(catalog, read_sql(arena, before));
	catalog_replay(catalog, sql);
	catalog_replay(catalog, read_sql(arena, after));
	catalog_inverse(&inverse, arena, catalog, sql, record);
	return inverse;
}

/* "SQL; [mark: reason] SQL" */
static struct str shown(struct arena *arena, const struct inverse *inverse)
{
	struct text out = {.arena = arena};

	for (size_t i = 0; i < inverse->statements.count; i++) {
		const struct inverse_statement *statement = &inverse->statements.items[i];

		text_add(&out, i ? STR("; ") : STR(""));
		if (statement->mark)
			text_addf(&out, "[%s: %.*s]%s", inverse_mark_name(statement->mark),
				STR_ARG(statement->reason), statement->sql.ptr ? " " : "");
		text_add(&out, statement->sql.ptr ? statement->sql : STR(""));
	}
	return text_str(&out);
}

static const struct {
	const char *before, *up, *expected;
} cases[] = {
	{"", "CREATE TABLE t (a int)",
		"[data loss: rows written since are lost] DROP TABLE IF EXISTS public.t"},
	{"", "CREATE TEMPORARY TABLE t (a int)", ""},
	{"CREATE TABLE t (a int)", "CREATE TABLE IF NOT EXISTS t (a int, b int)", ""},
	{"CREATE TABLE \"T\" (a int)", "ALTER TABLE \"T\" ADD \"B\" int",
		"[data loss: values written since are lost] "
		"ALTER TABLE IF EXISTS public.\"T\" DROP COLUMN IF EXISTS \"B\""},
	{"CREATE TABLE t (a varchar(9) DEFAULT 'x' NOT NULL)", "ALTER TABLE t DROP a",
		"[data loss: it comes back empty] ALTER TABLE public.t ADD COLUMN IF NOT EXISTS a "
		"character varying(9) DEFAULT 'x' NOT NULL"},
	{"CREATE TABLE t (a int NOT NULL)", "ALTER TABLE t DROP a",
		"[data loss: it comes back empty, which fails where there are rows: it was NOT NULL] ALTER "
		"TABLE public.t ADD COLUMN IF NOT EXISTS a integer NOT NULL"},
	{"CREATE TABLE t (a int DEFAULT 1 + 1)", "DROP TABLE t",
		"[data loss: it comes back empty] CREATE TABLE IF NOT EXISTS public.t (\n"
		"\ta integer DEFAULT (1 + 1)\n)"},
	{"CREATE TABLE t (a timestamptz DEFAULT (now() AT TIME ZONE 'UTC'), b text DEFAULT "
	 "'x'::character varying)",
		"DROP TABLE t",
		"[data loss: it comes back empty] CREATE TABLE IF NOT EXISTS public.t (\n"
		"\ta timestamp with time zone DEFAULT (now() AT TIME ZONE 'UTC'),\n"
		"\tb text DEFAULT 'x'::character varying\n)"},
	{"CREATE TABLE t (a int)", "ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME TO u",
		"ALTER TABLE public.u RENAME TO t; ALTER TABLE public.t RENAME COLUMN b TO a"},
	{"CREATE TABLE t (a int)", "ALTER TABLE t ALTER a SET NOT NULL",
		"ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL"},
	{"CREATE TABLE t (a int NOT NULL)", "ALTER TABLE t ALTER a DROP NOT NULL",
		"[may fail: it fails while there are NULLs] ALTER TABLE public.t ALTER COLUMN a SET NOT "
		"NULL"},
	{"CREATE TABLE t (a int)", "ALTER TABLE t ADD PRIMARY KEY (a)",
		"ALTER TABLE IF EXISTS public.t DROP CONSTRAINT IF EXISTS t_pkey; ALTER TABLE public.t "
		"ALTER COLUMN a DROP NOT NULL"},
	{"CREATE TABLE t (a int)", "ALTER TABLE t ALTER a TYPE uuid USING NULL",
		"[data loss: what does not fit the old type is lost, or makes it fail] ALTER TABLE "
		"public.t ALTER COLUMN a TYPE integer USING a::text::integer"},
	{"CREATE TABLE t (a int)", "CREATE INDEX CONCURRENTLY i ON t (a)",
		"DROP INDEX CONCURRENTLY IF EXISTS public.i"},
	{"CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a) WHERE a > 1", "DROP INDEX i",
		"[may fail: it fails if rows were written that it forbids] CREATE UNIQUE INDEX IF NOT "
		"EXISTS i ON public.t (a) WHERE a > 1"},
	{"CREATE VIEW v AS SELECT 1 AS a", "CREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b",
		"DROP VIEW IF EXISTS public.v; CREATE OR REPLACE VIEW public.v AS\nSELECT 1 AS a"},
	{"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT ''$$'''",
		"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
		"CREATE OR REPLACE FUNCTION public.f()\n\tRETURNS integer\n\tLANGUAGE sql\n"
		"AS $body$SELECT '$$'$body$"},
	{"CREATE TYPE e AS ENUM ('a')", "ALTER TYPE e ADD VALUE 'b'",
		"[no inverse: a label of an enum cannot be dropped: the type would have to be made anew]"},
	{"CREATE TYPE e AS ENUM ('a')", "ALTER TYPE e RENAME VALUE 'a' TO 'it''s'",
		"ALTER TYPE public.e RENAME VALUE 'it''s' TO 'a'"},
	{"CREATE TABLE t (a int)", "UPDATE t SET a = 1",
		"[no inverse: what rows of t held before is lost]"},
	{"CREATE TABLE t (a int)", "ALTER TABLE t ADD b int; UPDATE t SET b = 1",
		"[data loss: values written since are lost] ALTER TABLE IF EXISTS public.t DROP COLUMN IF "
		"EXISTS b"},
	{"", "SELECT set_config('search_path', '', false); SET lock_timeout = 1; ANALYZE", ""},
	{"", "SELECT cron.schedule('x')", "[no inverse: what cron.schedule() has done is not known]"},
	{"", "CREATE EXTENSION IF NOT EXISTS x",
		"[no inverse: the extension x may have been there before; drop it by hand if it was not]"},
	{"", "CREATE EXTENSION x", "DROP EXTENSION IF EXISTS x"},
	{"", "ALTER TABLE u ADD a int",
		"[data loss: values written since are lost] ALTER TABLE IF EXISTS public.u DROP COLUMN IF "
		"EXISTS a"},
	{"", "DROP TABLE u", ""},
	{"", "ALTER TABLE u ADD a int; DROP TABLE u",
		"[no inverse: what the table public.u was is not known]; [data loss: values written since "
		"are lost] ALTER TABLE IF EXISTS public.u DROP COLUMN IF EXISTS a"},
	{"", "CREATE TABL t (a int)", "[no inverse: a statement could not be read]"},
	{"CREATE FUNCTION f(a vector) RETURNS int LANGUAGE sql AS 'SELECT 1'",
		"DROP FUNCTION f(public.vector)",
		"CREATE OR REPLACE FUNCTION public.f(a vector)\n\tRETURNS integer\n\tLANGUAGE sql\n"
		"AS $$SELECT 1$$"},
	{"CREATE TABLE ct (id serial); CREATE SEQUENCE t_id_seq", "DROP SEQUENCE t_id_seq CASCADE",
		"[data loss: it counts anew] CREATE SEQUENCE IF NOT EXISTS public.t_id_seq"},
	{"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t",
		"ALTER TABLE t DROP a CASCADE",
		"[data loss: it comes back empty] ALTER TABLE public.t ADD COLUMN IF NOT EXISTS a integer; "
		"CREATE OR REPLACE VIEW public.v AS\nSELECT a FROM t"},
};

static void test_statements(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct arena arena = {NULL};
		struct inverse inverse = inverse_of(&arena, cases[i].before, cases[i].up, "", NULL);

		assert_string_equal(shown(&arena, &inverse).ptr, cases[i].expected);
		arena_release(&arena);
	}
}

static void test_totals(void **state)
{
	struct arena arena = {NULL};
	struct inverse inverse = inverse_of(&arena, "CREATE TABLE t (a int)",
		"CREATE INDEX CONCURRENTLY i ON t (a);\nALTER TABLE t ADD b int;\nUPDATE t SET a = 1", "",
		NULL);

	(void)state;
	assert_true(inverse.has_none && inverse.loses_data && inverse.outside);
	assert_int_equal(inverse.statements.items[0].line, 3);
	assert_int_equal(inverse.statements.items[2].line, 1);
	assert_true(inverse.statements.items[2].outside);
	inverse = inverse_of(&arena, "", "CREATE TYPE t AS ENUM ()", "", NULL);
	assert_false(inverse.has_none || inverse.loses_data || inverse.outside);
	arena_release(&arena);
}

static void test_record(void **state)
{
	static const struct inverse_record record = {
		.table = {{NULL, 0}, {"history", 7}}, .column = {"name", 4}, .name = {"it's", 4}};
	struct arena arena = {NULL};
	struct inverse inverse = inverse_of(
		&arena, "", "INSERT INTO history VALUES (1); CREATE TYPE t AS ENUM ('a')", "", &record);

	(void)state;
	/* last, in whatever place the migration has it */
	assert_string_equal(shown(&arena, &inverse).ptr,
		"DROP TYPE IF EXISTS public.t; DELETE FROM history\nWHERE name = 'it''s'");
	assert_true(inverse.removes_record);
	arena_release(&arena);
}

static void test_later(void **state)
{
	struct arena arena = {NULL};
	struct inverse inverse = inverse_of(&arena, "CREATE TABLE u (a int)", "CREATE TABLE t (a int)",
		"ALTER TABLE t ADD b int; ALTER TABLE u ADD b int", NULL);

	(void)state;
	assert_int_equal(inverse.later.count, 1);
	inverse = inverse_of(&arena, "CREATE TABLE u (a int)", "CREATE TABLE t (a int)",
		"ALTER TABLE u ADD b int", NULL);
	assert_int_equal(inverse.later.count, 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_totals),
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
