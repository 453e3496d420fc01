/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "database/dump_object.h"

static struct dump_objects objects_of(struct arena *arena, struct str dump)
{
	struct dump_objects objects = {0};
	struct error error;

	if (dump_objects_read(&objects, arena, dump, &error))
		fail_msg("%s", error.message);
	return objects;
}

/* kind|schema|name|line of each, then its SQL. */
static struct str listed(struct arena *arena, const char *dump)
{
	struct dump_objects objects = objects_of(arena, str_from(dump));
	struct text text = {.arena = arena};

	for (size_t i = 0; i < objects.count; i++)
		text_addf(&text, "%.*s|%.*s|%.*s|%zu\n%.*s", STR_ARG(objects.items[i].kind),
			STR_ARG(objects.items[i].schema), STR_ARG(objects.items[i].name), objects.items[i].line,
			STR_ARG(objects.items[i].sql));
	return text_str(&text);
}

/* The SQL of all its objects. */
static struct str sql_of(struct arena *arena, const char *dump)
{
	struct dump_objects objects = objects_of(arena, str_from(dump));
	struct text text = {.arena = arena};

	for (size_t i = 0; i < objects.count; i++)
		text_add(&text, objects.items[i].sql);
	return text_str(&text);
}

#define NAMED(name, type, schema) \
	"--\n-- Name: " name "; Type: " type "; Schema: " schema "; Owner: -\n--\n\n"

static void test_objects_are_told_apart_by_their_comments(void **state)
{
	assert_text(
		listed(*state,
			NAMED("a; Type: b", "TABLE",
				"app") "CREATE TABLE app.\"a; Type: b\" (\n    id integer\n);\n"
					   "ALTER TABLE ONLY app.x REPLICA IDENTITY FULL;\n\n\n" NAMED("x",
						   "FK CONSTRAINT", "-") "ALTER TABLE x ADD CONSTRAINT y CHECK (a);\n"),
		"table|app|a; Type: b|5\nCREATE TABLE app.\"a; Type: b\" (\n    id integer\n);\n"
		"ALTER TABLE ONLY app.x REPLICA IDENTITY FULL;\n"
		"fk constraint||x|15\nALTER TABLE x ADD CONSTRAINT y CHECK (a);\n");
}

/* What looks like such a comment may stand in anybody's text. */
static void test_a_comment_inside_a_statement_is_none(void **state)
{
	static const char *const statements[] = {
		"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $_$\n" NAMED(
			"fake", "TABLE", "public") "\\restrict x\nSELECT 1;\n$_$;\n",
		"COMMENT ON TABLE t IS '\n" NAMED("fake", "TABLE", "public") "CREATE TABLE t ();\n';\n",
		"CREATE FUNCTION f() RETURNS integer\n    BEGIN ATOMIC\n SELECT 1;\n SELECT 2;\nEND;\n",
		"CREATE RULE r AS\n    ON DELETE TO t DO ( SELECT 1;\n SELECT 2;\n);\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(statements); i++) {
		struct str dump = str_format(*state, NAMED("real", "THING", "-") "%s", statements[i]);

		assert_text(
			listed(*state, dump.ptr), str_format(*state, "thing||real|5\n%s", statements[i]).ptr);
	}
}

static void test_what_says_nothing_of_the_schema_goes(void **state)
{
	static const char *const noise[] = {
		"\\restrict abc\n\\unrestrict abc\n",
		"SET statement_timeout = 0;\nSET transaction_timeout = 0;\nSET row_security = off;\n",
		"SELECT pg_catalog.set_config('search_path', '', false);\n",
		"SET default_tablespace = '';\nSET default_table_access_method = heap;\n",
		"SET default_with_oids = false;\n",
		"ALTER TABLE public.t OWNER TO postgres;\nALTER FUNCTION f(a integer) OWNER TO \"x y\";\n",
		"CREATE SCHEMA public;\nCREATE SCHEMA IF NOT EXISTS \"public\";\n",
		"COMMENT ON SCHEMA public IS 'standard public schema';\n",
		"COMMENT ON EXTENSION citext IS 'x';\n",
		"ALTER TABLE ONLY t ALTER COLUMN c SET (pg_attver=27065424);\n",
		"INSERT INTO public.schema_migrations (version) VALUES\n    ('1'),\n    ('2');\n",
		"SET search_path TO \"$user\", public;\nINSERT INTO \"schema_migrations\" VALUES ('1');\n",
		"SELECT pg_catalog.setval('s', 1, true);\nCOPY public.t (a) FROM stdin;\n1;\n\\.\n",
		"-- Dumped from database version 14.9\n"
		"REVOKE USAGE ON SCHEMA public FROM PUBLIC;\nGRANT ALL ON SCHEMA public TO PUBLIC;\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(noise); i++)
		assert_text(sql_of(*state, noise[i]), "");
	/* a server that is not so old has been told to */
	assert_text(
		sql_of(*state,
			"-- Dumped from database version 15.2\nGRANT ALL ON SCHEMA public TO PUBLIC;\n"),
		"GRANT ALL ON SCHEMA public TO PUBLIC;\n");
	assert_text(sql_of(*state, "COMMENT ON SCHEMA public IS 'ours';\n"),
		"COMMENT ON SCHEMA public IS 'ours';\n");
}

/* Each dump and what another version, another run or another cluster writes. */
static void test_canonical_text(void **state)
{
	static const struct {
		const char *dump, *expected;
	} cases[] = {
		{"CREATE TABLE \"public\".\"users\" (\n    \"id\" integer,\n    \"Name\" text DEFAULT "
		 "'\"a\"',\n    \"user\" \"char\"\n);\r\n",
			"CREATE TABLE public.users (\n    id integer,\n    \"Name\" text DEFAULT '\"a\"',\n"
			"    \"user\" \"char\"\n);\n"},
		{"CREATE POLICY p ON t FOR SELECT TO b, \"A\", a USING ((x = 'b, a'));",
			"CREATE POLICY p ON t FOR SELECT TO \"A\", a, b USING ((x = 'b, a'));\n"},
		{"CREATE POLICY p ON t TO b, a;", "CREATE POLICY p ON t TO a, b;\n"},
		{"ALTER TABLE ONLY t ALTER COLUMN c SET (n_distinct=5, pg_attver=1);",
			"ALTER TABLE ONLY t ALTER COLUMN c SET (n_distinct=5);\n"},
		{"CREATE TABLE p.t (\n    id integer CONSTRAINT t_id_not_null NOT NULL,\n    b integer "
		 "CONSTRAINT mine NOT NULL\n);",
			"CREATE TABLE p.t (\n    id integer NOT NULL,\n    b integer CONSTRAINT mine NOT "
			"NULL\n);\n"},
		{"CREATE TABLE p.a_table_with_a_long_name_of_forty_one_bytes (\n    "
		 "another_long_column_name integer CONSTRAINT "
		 "a_table_with_a_long_name_of_f_another_long_column_name_not_null NOT NULL\n);",
			"CREATE TABLE p.a_table_with_a_long_name_of_forty_one_bytes (\n    "
			"another_long_column_name integer NOT NULL\n);\n"},
		{"ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES  TO a;",
			"ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO a;\n"},
		{NAMED("TABLE t", "ACL", "public") "GRANT SELECT ON TABLE t TO b;\n"
										   "REVOKE ALL ON TABLE t FROM x;\n"
										   "GRANT SELECT ON TABLE t TO a;\n",
			"REVOKE ALL ON TABLE t FROM x;\nGRANT SELECT ON TABLE t TO a;\n"
			"GRANT SELECT ON TABLE t TO b;\n"},
		{"CREATE VIEW v AS  \n SELECT '  \n' AS a,   \n  2;",
			"CREATE VIEW v AS\n SELECT '  \n' AS a,\n  2;\n"},
		{"SET default_table_access_method = columnar;\nCREATE TABLE t (\n    a integer\n);\n"
		 "CREATE VIEW v AS SELECT 1;\nSET default_table_access_method = heap;\n"
		 "CREATE TABLE u (\n    a integer\n);\n",
			"SET default_table_access_method = columnar;\nCREATE TABLE t (\n    a integer\n);\n"
			"SET default_table_access_method = heap;\nCREATE VIEW v AS SELECT 1;\n"
			"CREATE TABLE u (\n    a integer\n);\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(sql_of(*state, cases[i].dump), cases[i].expected);
}

/* pg_dump 13 attaches a partition where it creates it. */
static void test_a_partition_is_attached_by_itself(void **state)
{
	assert_text(
		listed(*state,
			NAMED("b", "TABLE", "p") "CREATE TABLE p.b (\n    a integer\n);\n"
									 "ALTER TABLE ONLY p.a ATTACH PARTITION p.b DEFAULT;\n"),
		"table|p|b|5\nCREATE TABLE p.b (\n    a integer\n);\n"
		"table attach|p|b|8\nALTER TABLE ONLY p.a ATTACH PARTITION p.b DEFAULT;\n");
}

static void test_statements_without_comments(void **state)
{
	assert_text(listed(*state,
					"create table Users (id int);\n"
					"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON app.\"T\" (a);\n"
					"CREATE FUNCTION f(IN a int, b timestamp with time zone DEFAULT now(), OUT c "
					"text) RETURNS text AS 'x';\n"
					"COMMENT ON COLUMN app.t.c IS 'x';\nGRANT SELECT ON app.t TO x;\nDO 'x'"),
		"table|public|users|1\ncreate table Users (id int);\n"
		"index|app|i|2\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON app.\"T\" (a);\n"
		"function|public|f(int, timestamp with time zone)|3\n"
		"CREATE FUNCTION f(IN a int, b timestamp with time zone DEFAULT now(), OUT c text) "
		"RETURNS text AS 'x';\n"
		"comment|app|column t.c|4\nCOMMENT ON COLUMN app.t.c IS 'x';\n"
		"acl|app|t|5\nGRANT SELECT ON app.t TO x;\n"
		"statement||DO 'x'|6\nDO 'x';\n");
}

static void test_written_and_read_again(void **state)
{
	const char *dump = "SET lock_timeout = 0;\n" NAMED("t", "TABLE",
		"public") "CREATE TABLE public.t (\n    a "
				  "integer\n);\n" NAMED("e", "EVENT TRIGGER", "-") "CREATE EVENT TRIGGER e;\n";
	struct dump_objects objects = objects_of(*state, str_from(dump));
	struct str written = dump_objects_write(*state, &objects, STR("one\n\ntwo"));
	struct dump_objects again = objects_of(*state, written);

	assert_text(written,
		"-- one\n--\n-- two\n\n"
		"SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"
		"SELECT pg_catalog.set_config('search_path', '', false);\n"
		"SET check_function_bodies = false;\nSET xmloption = content;\n"
		"SET client_min_messages = warning;\n\n" NAMED(
			"t", "TABLE", "public") "CREATE TABLE public.t (\n    a integer\n);\n\n" NAMED("e",
			"EVENT TRIGGER", "-") "CREATE EVENT TRIGGER e;\n");
	assert_text(dump_objects_write(*state, &again, STR("one\n\ntwo")), written.ptr);
	assert_int_equal(again.count, objects.count);
	for (size_t i = 0; i < again.count; i++) {
		assert_true(str_equal(again.items[i].kind, objects.items[i].kind));
		assert_true(str_equal(again.items[i].name, objects.items[i].name));
		assert_int_equal(again.items[i].schema.ptr != NULL, objects.items[i].schema.ptr != NULL);
		assert_true(str_equal(again.items[i].sql, objects.items[i].sql));
	}
}

static void test_an_owner_is_none_of_the_schema(void **state)
{
	static const char *const changes[] = {
		"ALTER TABLE public.owner OWNER TO app_user;\n",
		"ALTER TABLE owner.owner\n    OWNER TO owner;\n",
		"ALTER FUNCTION owner.owner(owner owner) OWNER TO app_user;\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(changes); i++)
		assert_text(sql_of(*state, changes[i]), "");
	assert_text(sql_of(*state, "ALTER TABLE public.owner ADD COLUMN owner text;\n"),
		"ALTER TABLE public.owner ADD COLUMN owner text;\n");
}

/* CR in a constant is data; a file with nothing but CRLF is one that was checked out so. */
static void test_carriage_returns(void **state)
{
	struct str dump = STR("CREATE TABLE t (\n    a text DEFAULT 'a\r\nb'\n);\n");
	struct str plain = STR("CREATE TABLE t (\n    a text DEFAULT 'a\nb'\n);\n");
	struct str crlf = STR("CREATE TABLE t (\r\n    a text DEFAULT 'a\r\nb'\r\n);\r\n");

	assert_text(sql_of(*state, dump.ptr), dump.ptr);
	assert_text(dump_without_noise(*state, dump), dump.ptr);
	assert_text(str_with_lf_ends(*state, dump), dump.ptr);
	assert_text(str_with_lf_ends(*state, crlf), plain.ptr);
	assert_text(str_with_lf_ends(*state, STR("")), "");
	assert_true(dump_file_says(*state, dump, dump));
	assert_true(dump_file_says(*state, crlf, dump));
	assert_true(dump_file_says(*state, crlf, plain));
	assert_false(dump_file_says(*state, dump, plain));
	assert_false(dump_file_says(*state, plain, dump));
}

static void test_no_dump(void **state)
{
	struct dump_objects objects = {.count = 7};
	struct error error;

	assert_int_equal(dump_objects_read(&objects, *state, STR("PGDMP\1\16\0\0"), &error), -1);
	assert_contains(error.message, "no dump in plain SQL");
	assert_contains(error.hint, "pg_dump --schema-only");
	assert_int_equal(objects.count, 7);
	assert_int_equal(objects_of(*state, STR("")).count, 0);
}

/* What is executed keeps what its statements need, and every line its number. */
static void test_without_noise(void **state)
{
	assert_text(
		dump_without_noise(*state,
			STR("\\restrict a\n\nSET transaction_timeout = 0;\n"
				"SET check_function_bodies = false;\n"
				"SELECT pg_catalog.set_config('search_path', '', false);\n"
				"CREATE SCHEMA public;\nCREATE TABLE public.t (\n    a integer -- \\restrict\n);\n"
				"ALTER TABLE public.t\n    OWNER TO x;\n"
				"ALTER TABLE ONLY t ALTER COLUMN c SET (pg_attver=1, n_distinct=5);\n"
				"COMMENT ON TABLE t IS '\n\\restrict a\n';\nCOPY t FROM stdin;\n1\n\\.\n"
				"\\unrestrict a\n")),
		"           \n\n                            \n"
		"SET check_function_bodies = false;\n"
		"SELECT pg_catalog.set_config('search_path', '', false);\n"
		"                     \nCREATE TABLE public.t (\n    a integer -- \\restrict\n);\n"
		"                    \n               \n"
		"ALTER TABLE ONLY t ALTER COLUMN c SET (n_distinct=5);\n"
		"COMMENT ON TABLE t IS '\n\\restrict a\n';\n                  \n \n  \n"
		"             \n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_objects_are_told_apart_by_their_comments),
		with_arena(test_a_comment_inside_a_statement_is_none),
		with_arena(test_what_says_nothing_of_the_schema_goes),
		with_arena(test_canonical_text),
		with_arena(test_a_partition_is_attached_by_itself),
		with_arena(test_statements_without_comments),
		with_arena(test_written_and_read_again),
		with_arena(test_an_owner_is_none_of_the_schema),
		with_arena(test_carriage_returns),
		with_arena(test_no_dump),
		with_arena(test_without_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
