/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/dump.h"

/* The statements between the two that every result has around it. */
static struct str clean(struct arena *arena, const char *dump)
{
	struct str begin = STR("-- bodies may name what is created further down\n"
						   "SET check_function_bodies = false;\n\n");
	struct str end = STR("\nRESET check_function_bodies;\n");
	struct error error;
	struct str sql;

	if (dump_as_migration(&sql, arena, str_from(dump), STR("d.sql"), &error))
		fail_msg("%s", error.message);
	assert_true(str_starts(sql, begin) && str_ends(sql, end));
	return str_slice(sql, begin.len, sql.len - end.len);
}

static void test_what_a_runner_cannot_execute_goes(void **state)
{
	static const struct {
		const char *dump, *expected;
	} cases[] = {
		{"--\n-- PostgreSQL database dump\n--\n\n\\restrict dEf\n\n-- Dumped by\n\n"
		 "SET statement_timeout = 0;\nSET lock_timeout = 0;\nSET transaction_timeout = 0;\n"
		 "SELECT pg_catalog.set_config('search_path', '', false);\n"
		 "SET check_function_bodies = false;\nSET row_security = off;\n\n"
		 "--\n-- Name: t; Type: TABLE\n--\n\nCREATE TABLE public.t (\n    id bigint\n);\n\n\n"
		 "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict dEf\n\n",
			"--\n-- Name: t; Type: TABLE\n--\nCREATE TABLE public.t (\n    id bigint\n);\n"},
		{"CREATE SCHEMA public;\nCOMMENT ON SCHEMA public IS 'standard public schema';\n"
		 "CREATE SCHEMA \"public\";\nCREATE SCHEMA app;\n",
			"CREATE SCHEMA app;\n"},
		{"SET default_tablespace = fast;\nCREATE TABLE a ();\nSET default_tablespace = '';\n",
			"SET default_tablespace = fast;\n\nCREATE TABLE a ();\n"},
		{"a;\r\nb\r\nc;\r\n", "a;\n\nb\nc;\n"},
		{"a;\nlast", "a;\n\nlast\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(clean(*state, cases[i].dump), cases[i].expected);
}

/* What looks the same within a body or a string is text of somebody's. */
static void test_what_is_inside_a_statement_stays(void **state)
{
	static const char *const statements[] = {
		"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $_$\n\\restrict x\n"
		"SET lock_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', "
		"false);\n\n\n$_$;\n",
		"COMMENT ON TABLE t IS '\nCREATE SCHEMA public;\n';\n",
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n",
		"ALTER FUNCTION f() SET search_path = '';\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(statements); i++)
		assert_text(clean(*state, statements[i]), statements[i]);
}

static void test_what_is_no_dump_of_a_schema(void **state)
{
	const struct {
		struct str dump;
		const char *message;
	} cases[] = {
		{STR("PGDMP\1\16\0\0"), "no dump in plain SQL"},
		{STR(""), "no statement"},
		{STR("-- nothing\n\\restrict x\nSET lock_timeout = 0;\n"), "no statement"},
		{STR("CREATE TABLE t (a int);\nCOPY public.t (a) FROM stdin;\n1\n\\.\n"), "it holds rows"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str sql = STR("kept");
		struct error error;

		assert_int_equal(
			dump_as_migration(&sql, *state, cases[i].dump, STR("\x1b[31m.sql"), &error), -1);
		assert_contains(error.message, cases[i].message);
		assert_contains(error.hint, "pg_dump --schema-only");
		assert_lacks(error.message, "\x1b");
		assert_str(sql, "kept");
	}
}

static void test_creates(void **state)
{
	struct str sql = STR("-- x\nCREATE TABLE public.schema_migrations (\n    version text\n);\n"
						 "SELECT 'CREATE TABLE a.b (';\nCREATE TABLE \"S\".t ();\n");

	assert_true(dump_creates(*state, sql, STR("schema_migrations")));
	assert_true(dump_creates(*state, sql, STR("public.schema_migrations")));
	assert_false(dump_creates(*state, sql, STR("other.schema_migrations")));
	assert_false(dump_creates(*state, sql, STR("a.b")));
	assert_false(dump_creates(*state, sql, STR("migrations")));
	assert_true(dump_creates(*state, sql, STR("t")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_what_a_runner_cannot_execute_goes),
		with_arena(test_what_is_inside_a_statement_stays),
		with_arena(test_what_is_no_dump_of_a_schema),
		with_arena(test_creates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
