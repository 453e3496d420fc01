/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "database/dump_compare.h"

static struct dump_objects objects_of(struct arena *arena, const char *dump)
{
	struct dump_objects objects = {0};
	struct error error;

	if (dump_objects_read(&objects, arena, str_from(dump), &error))
		fail_msg("%s", error.message);
	return objects;
}

static struct drift_objects compared(struct arena *arena, const char *left, const char *right)
{
	struct dump_objects sides[] = {objects_of(arena, left), objects_of(arena, right)};

	return dump_compare(arena, &sides[0], &sides[1]);
}

/* "kind name change" of each, a line. */
static struct str differences(struct arena *arena, const char *left, const char *right)
{
	struct drift_objects found = compared(arena, left, right);
	struct text text = {.arena = arena};

	for (size_t i = 0; i < found.count; i++)
		text_addf(&text, "%.*s %.*s %s\n", STR_ARG(found.items[i].kind),
			STR_ARG(found.items[i].name), drift_changes[found.items[i].change]);
	return text_str(&text);
}

#define TABLE(columns) "CREATE TABLE public.t (\n" columns "\n);\n"

static void test_columns(void **state)
{
	static const struct {
		const char *left, *right, *expected;
	} cases[] = {
		{TABLE("a integer"), TABLE("a integer"), ""},
		{TABLE("a integer"), TABLE("a integer,\n b text"), "column public.t.b added\n"},
		{TABLE("a integer,\n b text"), TABLE("a integer"), "column public.t.b removed\n"},
		{TABLE("a integer"), TABLE("a bigint"), "column public.t.a changed\n"},
		{TABLE("a integer"), TABLE("a integer NOT NULL"), "column public.t.a changed\n"},
		{TABLE("a numeric(10,2) DEFAULT 1"), TABLE("a numeric(10,3) DEFAULT 1"),
			"column public.t.a changed\n"},
		{TABLE("a integer"),
			TABLE("a integer") "ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 1;\n",
			"column public.t.a changed\n"},
		{TABLE("\"A\" integer"), TABLE("a integer"),
			"column public.t.\"A\" removed\ncolumn public.t.a added\n"},
		{TABLE("a integer,\n b text"), TABLE("b text,\n a integer"), "table public.t order-only\n"},
		/* where a new column stands says nothing of the others */
		{TABLE("a integer,\n b text"), TABLE("a integer,\n c text,\n b text"),
			"column public.t.c added\n"},
		{TABLE("a integer,\n b text"), TABLE("b text,\n a bigint"),
			"table public.t order-only\ncolumn public.t.a changed\n"},
		{TABLE("a integer,\n CONSTRAINT c CHECK ((a > 0))"),
			TABLE("a integer,\n CONSTRAINT c CHECK ((a > 1))"), "constraint public.t.c changed\n"},
		{TABLE("a integer") "ALTER TABLE ONLY public.t REPLICA IDENTITY FULL;\n",
			TABLE("a integer"), "table public.t changed\n"},
		{"CREATE TABLE public.t (\n a integer\n)\nWITH (fillfactor='50');\n", TABLE("a integer"),
			"table public.t changed\n"},
		{"CREATE UNLOGGED TABLE public.t (\n a integer\n);\n", TABLE("a integer"),
			"table public.t changed\n"},
		{"CREATE FOREIGN TABLE public.t (\n a integer\n)\nSERVER s;\n",
			"CREATE FOREIGN TABLE public.t (\n a text\n)\nSERVER s;\n",
			"column public.t.a changed\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(differences(*state, cases[i].left, cases[i].right), cases[i].expected);
}

static void test_partitions(void **state)
{
	const char *parent = "CREATE TABLE p.a (\n x integer\n)\nPARTITION BY LIST (x);\n";
	const char *child = "CREATE TABLE p.b (\n x integer\n);\n";
	const char *one = "ALTER TABLE ONLY p.a ATTACH PARTITION p.b FOR VALUES IN (1);\n";
	const char *two = "ALTER TABLE ONLY p.a ATTACH PARTITION p.b FOR VALUES IN (2);\n";
	struct str left = str_format(*state, "%s%s%s", parent, child, one);
	struct str right = str_format(*state, "%s%s%s", parent, child, two);

	assert_text(differences(*state, left.ptr, right.ptr), "table p.b changed\n");
	assert_text(differences(*state, left.ptr, parent), "table p.b removed\n");
}

/* An ALTER TABLE may be about what is none. */
static void test_what_an_alter_is_about(void **state)
{
	assert_text(differences(*state,
					"CREATE FOREIGN TABLE p.b (\n x integer\n)\nSERVER s;\n"
					"ALTER TABLE ONLY p.a ATTACH PARTITION p.b DEFAULT;\n",
					""),
		"foreign table p.b removed\n");
}

static void test_objects(void **state)
{
	static const struct {
		const char *left, *right, *expected;
	} cases[] = {
		{"CREATE TYPE s.e AS ENUM (\n 'a',\n 'b'\n);\n",
			"CREATE TYPE s.e AS ENUM (\n 'b',\n 'a'\n);\n", "type s.e changed\n"},
		{"CREATE VIEW s.v WITH (security_invoker='true') AS\n SELECT 1;\n",
			"CREATE VIEW s.v AS\n SELECT 1;\n", "view s.v changed\n"},
		{"CREATE VIEW s.v AS\n SELECT 1;\n", "CREATE MATERIALIZED VIEW s.v AS\n SELECT 1;\n",
			"view s.v removed\nmaterialized view s.v added\n"},
		{"CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';\n",
			"CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';\n",
			"function public.f(integer) changed\n"},
		{"CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';\n",
			"CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql AS 'SELECT 1';\n",
			"function public.f(integer) removed\nfunction public.f(text) added\n"},
		{"CREATE POLICY p ON s.t TO b, a USING (true);\n",
			"CREATE POLICY p ON s.t TO a, b USING (true);\n", ""},
		{"CREATE POLICY p ON s.t USING (true);\n", "CREATE POLICY p ON s.t USING (false);\n",
			"policy s.t.p changed\n"},
		{"ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;\n", "", "row security s.t removed\n"},
		{"ALTER TABLE ONLY s.t FORCE ROW LEVEL SECURITY;\nALTER TABLE s.t ENABLE ROW LEVEL "
		 "SECURITY;\n",
			"ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;\n", "row security s.t changed\n"},
		{"CREATE TRIGGER x BEFORE INSERT ON s.t EXECUTE FUNCTION f();\n"
		 "ALTER TABLE s.t DISABLE TRIGGER x;\n",
			"CREATE TRIGGER x BEFORE INSERT ON s.t EXECUTE FUNCTION f();\n",
			"trigger s.t.x changed\n"},
		{"GRANT SELECT ON TABLE s.t TO b;\nGRANT SELECT ON TABLE s.t TO a;\n",
			"GRANT SELECT ON TABLE s.t TO a;\nGRANT SELECT ON TABLE s.t TO b;\n", ""},
		{"GRANT SELECT ON TABLE s.t TO b;\n", "GRANT INSERT ON TABLE s.t TO b;\n",
			"privilege s.t changed\n"},
		{"ALTER DEFAULT PRIVILEGES FOR ROLE x IN SCHEMA s GRANT SELECT ON TABLES TO a;\n", "",
			"privilege DEFAULT PRIVILEGES FOR ROLE x IN SCHEMA s ON TABLES removed\n"},
		{"CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();\n",
			"CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();\n"
			"ALTER EVENT TRIGGER e DISABLE;\n",
			"event trigger e changed\n"},
		{"CREATE SEQUENCE s.q\n CACHE 1;\n", "CREATE SEQUENCE s.q\n CACHE 2;\n",
			"sequence s.q changed\n"},
		{"CREATE INDEX i ON s.t USING btree (a);\n", "CREATE INDEX i ON s.t USING btree (b);\n",
			"index s.i changed\n"},
		{"CREATE RULE r AS\n ON DELETE TO s.t DO NOTHING;\n", "", "rule s.t.r removed\n"},
		{"CREATE STATISTICS s.x ON a, b FROM s.t;\n", "", "statistics s.x removed\n"},
		{"CREATE AGGREGATE s.x(integer) (\n SFUNC = f\n);\n", "",
			"aggregate s.x(integer) removed\n"},
		{"CREATE CAST (text AS s.x) WITH INOUT;\n", "", "cast (text AS s.x) removed\n"},
		{"CREATE OPERATOR s.+ (\n FUNCTION = f,\n LEFTARG = text,\n RIGHTARG = text\n);\n", "",
			"operator s.+ (text, text) removed\n"},
		{"CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA x;\n", "",
			"extension \"uuid-ossp\" removed\n"},
		{"CREATE SCHEMA s;\n", "CREATE DOMAIN s.d AS integer;\n",
			"schema s removed\ndomain s.d added\n"},
		{"DO 'x';\n", "", "statement DO 'x'; removed\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(differences(*state, cases[i].left, cases[i].right), cases[i].expected);
}

static void test_comments(void **state)
{
	static const struct {
		const char *left, *right, *expected;
	} cases[] = {
		{"COMMENT ON TABLE s.t IS 'a';\n", "COMMENT ON TABLE s.t IS 'b';\n",
			"table s.t comment-only\n"},
		{"COMMENT ON COLUMN s.t.\"C\" IS 'a';\n", "", "column s.t.\"C\" comment-only\n"},
		{"", "COMMENT ON FUNCTION s.f(a integer, b text) IS 'a';\n",
			"function s.f(integer, text) comment-only\n"},
		{"COMMENT ON CONSTRAINT c ON s.t IS 'a';\n", "", "constraint s.t.c comment-only\n"},
		{"COMMENT ON TRIGGER c ON s.t IS 'a';\n", "", "trigger s.t.c comment-only\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(differences(*state, cases[i].left, cases[i].right), cases[i].expected);
}

/* A new table is one object: what belongs to it is its SQL. */
static void test_a_new_table_with_all_that_is_its(void **state)
{
	const char *statements[] = {
		"CREATE TABLE s.t (\n    id integer NOT NULL,\n    CONSTRAINT c CHECK ((id > 0))\n);",
		"COMMENT ON TABLE s.t IS 'x';",
		"COMMENT ON COLUMN s.t.id IS 'x';",
		"CREATE SEQUENCE s.t_id_seq\n    CACHE 1;",
		"ALTER SEQUENCE s.t_id_seq OWNED BY s.t.id;",
		"ALTER TABLE ONLY s.t ALTER COLUMN id SET DEFAULT nextval('s.t_id_seq'::regclass);",
		"ALTER TABLE ONLY s.t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (id);",
		"CREATE INDEX i ON s.t USING btree (id);",
		"ALTER INDEX s.p_pkey ATTACH PARTITION s.t_pkey;",
		"COMMENT ON INDEX s.t_pkey IS 'x';",
		"CREATE TRIGGER x BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f();",
		"ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;",
		"CREATE POLICY p ON s.t USING (true);",
		"GRANT ALL ON TABLE s.t TO a;",
		"GRANT ALL ON SEQUENCE s.t_id_seq TO a;",
	};
	struct text dump = {.arena = *state};
	struct drift_objects found;

	for (size_t i = 0; i < ARRAY_LENGTH(statements); i++)
		text_addf(&dump, "%s\n\n", statements[i]);
	found = compared(*state, "", text_str(&dump).ptr);
	assert_int_equal(found.count, 1);
	assert_text(found.items[0].name, "s.t");
	assert_int_equal(found.items[0].change, DRIFT_ADDED);
	assert_none(found.items[0].left);
	for (size_t i = 0; i < ARRAY_LENGTH(statements); i++)
		assert_contains(found.items[0].right.ptr, statements[i]);
	assert_lacks(found.items[0].right.ptr, "\nid integer");
	/* the same the other way round */
	found = compared(*state, text_str(&dump).ptr, "");
	assert_int_equal(found.count, 1);
	assert_int_equal(found.items[0].change, DRIFT_REMOVED);
	assert_none(found.items[0].right);
}

static void test_both_sides_are_shown(void **state)
{
	struct drift_objects found = compared(*state, TABLE("a integer,\n b text"),
		TABLE("a integer NOT NULL,\n b text") "ALTER TABLE ONLY public.t ALTER COLUMN a SET "
											  "DEFAULT 1;\n");

	assert_int_equal(found.count, 1);
	assert_text(found.items[0].kind, "column");
	assert_text(found.items[0].table, "public.t");
	assert_text(found.items[0].left, "a integer");
	assert_text(found.items[0].right,
		"a integer NOT NULL\nALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 1;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_columns),
		with_arena(test_partitions),
		with_arena(test_what_an_alter_is_about),
		with_arena(test_objects),
		with_arena(test_comments),
		with_arena(test_a_new_table_with_all_that_is_its),
		with_arena(test_both_sides_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
