/* SPDX-License-Identifier: MIT */
/* What is read of statements: facts, constants, calls, places. */
#include "unit/fixture.h"

#include "sql/sql.h"

static struct sql *read_sql(struct arena *arena, const char *text)
{
	struct migration_file *file = arena_new(arena, struct migration_file);
	struct script *script = arena_new(arena, struct script);

	script->content = str_from(text);
	file->script = script;
	return sql_read(arena, arena, file, 0, script->content.len, false, WRAPPED_NOT);
}

static const char *const acts[] = {
	[ACT_CREATE] = "create",
	[ACT_DROP] = "drop",
	[ACT_RENAME] = "rename",
	[ACT_MOVE] = "move",
	[ACT_ALTER] = "alter",
	[ACT_SET_TYPE] = "set type",
	[ACT_SET_NOT_NULL] = "set not null",
	[ACT_DROP_NOT_NULL] = "drop not null",
	[ACT_SET_DEFAULT] = "set default",
	[ACT_VALIDATE] = "validate",
	[ACT_ENABLE_ROW_SECURITY] = "enable rls",
	[ACT_DISABLE_ROW_SECURITY] = "disable rls",
	[ACT_LIKE] = "like",
	[ACT_ATTACH] = "attach",
	[ACT_DETACH] = "detach",
	[ACT_COMMENT] = "comment",
	[ACT_INSERT] = "insert",
	[ACT_UPDATE] = "update",
	[ACT_DELETE] = "delete",
	[ACT_MERGE] = "merge",
	[ACT_TRUNCATE] = "truncate",
	[ACT_COPY] = "copy",
	[ACT_READ] = "read",
	[ACT_CALL] = "call",
	[ACT_GRANT] = "grant",
	[ACT_REVOKE] = "revoke",
	[ACT_SET] = "set",
	[ACT_LOCK] = "lock",
	[ACT_REINDEX] = "reindex",
	[ACT_REFRESH] = "refresh",
	[ACT_RUN_BLOCK] = "run",
};

static void add_name(struct text *out, const char *before, struct object_name name)
{
	if (name.name.ptr)
		text_addf(out, "%s%.*s%s%.*s", before, STR_ARG(name.schema), name.schema.ptr ? "." : "",
			STR_ARG(name.name));
}

static void add_list(struct text *out, const char *before, const struct str_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		text_addf(out, "%s%.*s", i ? "," : before, STR_ARG(list->items[i]));
}

/* "create index i on t (a,b)", one fact behind the other, "; " between. */
static struct str facts_of(struct arena *arena, const char *sql_text)
{
	const struct sql *sql = read_sql(arena, sql_text);
	struct text out = {.arena = arena};

	if (sql->errors.count)
		return sql->errors.items[0].message;
	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		text_addf(&out, "%s%s %s", i ? "; " : "", acts[fact->act], object_kinds[fact->kind].name);
		add_name(&out, " ", fact->object);
		add_name(&out, " on ", fact->table);
		add_name(&out, " to ", fact->target);
		if (fact->new_name.ptr)
			text_addf(&out, " as %.*s", STR_ARG(fact->new_name));
		add_list(&out, " (", &fact->columns);
		text_addf(&out, "%s", fact->columns.count ? ")" : "");
		add_list(&out, " for ", &fact->roles);
	}
	return text_str(&out);
}

static void test_facts(void **state)
{
	static const struct {
		const char *sql, *expected;
	} cases[] = {
		{"CREATE TABLE s.t (id int PRIMARY KEY, u bigint REFERENCES users (id), CHECK (id > 0))",
			"create table s.t; create column id on s.t; create constraint on s.t (id); "
			"create column u on s.t; create constraint on s.t to users (u); create constraint on "
			"s.t"},
		{"CREATE TABLE \"T\" AS SELECT 1", "create table T"},
		{"SELECT 1 INTO t", "create table t"},
		{"CREATE MATERIALIZED VIEW v AS SELECT 1", "create materialized view v"},
		{"CREATE UNIQUE INDEX i ON s.t (a, lower(b)) WHERE c", "create index s.i on s.t (a,)"},
		{"ALTER TABLE t ADD COLUMN a int UNIQUE, DROP b, ALTER c TYPE text, ALTER d SET NOT NULL",
			"create column a on t; create constraint on t (a); drop column b on t; "
			"set type column c on t; set not null column d on t"},
		{"ALTER TABLE t ADD CONSTRAINT x UNIQUE (a, b), VALIDATE CONSTRAINT y, DROP CONSTRAINT z",
			"create constraint x on t (a,b); validate constraint y on t; drop constraint z on t"},
		{"ALTER TABLE t ENABLE ROW LEVEL SECURITY", "enable rls table t"},
		{"ALTER TABLE t RENAME TO u", "rename table t as u"},
		{"ALTER TABLE t RENAME a TO b", "rename column a on t as b"},
		{"ALTER TYPE t RENAME VALUE 'a' TO 'b'", "rename enum value a on t as b"},
		{"ALTER TYPE t ADD VALUE 'a'", "create enum value a on t"},
		{"ALTER SCHEMA a RENAME TO b", "rename schema a as b"},
		{"ALTER FUNCTION f(int) RENAME TO g", "rename function f as g"},
		{"ALTER INDEX i RENAME TO j", "rename index i as j"},
		{"ALTER TABLE t RENAME CONSTRAINT c TO d", "rename constraint c on t as d"},
		{"ALTER TABLE t SET SCHEMA s", "move table t as s"},
		{"DROP TABLE a, s.b", "drop table a; drop table s.b"},
		{"DROP FUNCTION s.f(int), g", "drop function s.f; drop function g"},
		{"DROP TRIGGER x ON s.t", "drop trigger x on s.t"},
		{"DROP POLICY x ON t", "drop policy x on t"},
		{"DROP SCHEMA s", "drop schema s"},
		{"DROP TYPE s.t", "drop type s.t"},
		{"DROP OWNED BY a, b", "drop all that is owned by a; drop all that is owned by b"},
		{"CREATE POLICY p ON t FOR SELECT TO a, public USING (true)",
			"create policy p on t for a,public"},
		{"CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
			"create trigger x on t to f"},
		{"GRANT SELECT, INSERT ON a, b TO c, PUBLIC",
			"grant table a (select,insert) for c,public; grant table b (select,insert) for "
			"c,public"},
		{"REVOKE ALL ON SCHEMA s FROM c", "revoke schema s for c"},
		{"GRANT a TO b", "grant role a for b"},
		{"ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO c",
			"grant table s (select) for c"},
		{"INSERT INTO t (a, b) VALUES (1, 2)", "insert table t (a,b)"},
		{"WITH x AS (DELETE FROM t RETURNING id) UPDATE u SET a = 1 FROM x",
			"update table u (a); delete table t"},
		{"MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "merge table t"},
		{"TRUNCATE a, b", "truncate table a; truncate table b"},
		{"COPY t (a) FROM STDIN", "copy table t (a)"},
		{"SET lock_timeout = '2s'", "set object lock_timeout"},
		{"ALTER SYSTEM SET work_mem = '1GB'", "set configuration work_mem"},
		{"CREATE EXTENSION IF NOT EXISTS x", "create extension x"},
		{"CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
			"create function s.f; read object"},
		{"CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC DELETE FROM t; SELECT 1; END",
			"create function f; delete table t; read object"},
		{"DO $$ BEGIN IF true THEN CREATE TYPE t AS ENUM (); END IF; END $$",
			"run object; read object; create type t"},
		{"CREATE SCHEMA s CREATE TABLE t (a int)",
			"create schema s; create table s.t; create column a on s.t"},
		{"ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0)", "create constraint c on d"},
		{"CREATE TABLE p PARTITION OF t FOR VALUES IN (1)", "create table p to t"},
		{"CREATE TABLE t (LIKE u)", "create table t; like table t to u"},
		{"ALTER TABLE t ATTACH PARTITION p DEFAULT", "attach table p to t"},
		{"ALTER INDEX i ATTACH PARTITION j", "attach index j to i"},
		{"ALTER TABLE t INHERIT u, NO INHERIT v", "attach table t to u; detach table v to t"},
		{"ALTER TABLE t ALTER a DROP IDENTITY, ENABLE TRIGGER x, ENABLE RULE y, ALTER CONSTRAINT z",
			"alter column a on t; alter trigger x on t; alter rule y on t; alter constraint z on "
			"t"},
		{"CREATE TYPE t AS (a int)", "create type t; create attribute a on t"},
		{"CREATE DOMAIN s.d AS int CHECK (VALUE > 0)",
			"create domain s.d; create constraint on s.d"},
		{"COMMENT ON POLICY p ON s.t IS 'x'", "comment policy p on s.t"},
		{"COMMENT ON COLUMN s.t.c IS 'x'", "comment column c on s.t"},
		{"COMMENT ON CONSTRAINT c ON DOMAIN s.d IS 'x'", "comment constraint c on s.d"},
		{"COMMENT ON SCHEMA s IS 'x'", "comment schema s"},
		{"ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "detach table t to p"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(facts_of(*state, cases[i].sql), cases[i].expected);
}

/* The flags that the first fact of a statement has, of those asked for. */
static unsigned flags_of(struct arena *arena, const char *text, size_t fact)
{
	const struct sql *sql = read_sql(arena, text);

	assert_int_equal(sql->errors.count, 0);
	assert_true(fact < sql->facts.count);
	return sql->facts.items[fact].flags;
}

static void test_rows(void **state)
{
	const unsigned asked = FACT_ALL_ROWS | FACT_BACKFILL | FACT_SELECTIVE | FACT_LIMITED;
	static const struct {
		const char *sql;
		unsigned flags;
	} cases[] = {
		{"DELETE FROM t", FACT_ALL_ROWS},
		{"DELETE FROM t WHERE true", FACT_ALL_ROWS},
		{"DELETE FROM t WHERE 1 = 1", FACT_ALL_ROWS},
		{"DELETE FROM t WHERE NOT false AND true", FACT_ALL_ROWS},
		{"DELETE FROM t WHERE a = 1 OR true", FACT_ALL_ROWS},
		{"DELETE FROM t WHERE 1 = 2", 0},
		{"DELETE FROM t WHERE a", 0},
		{"DELETE FROM t WHERE a = 1", FACT_SELECTIVE},
		{"DELETE FROM t WHERE a = 1 AND b", FACT_SELECTIVE},
		{"DELETE FROM t WHERE a = 1 OR b", 0},
		{"DELETE FROM t WHERE a IN (1, 2)", FACT_SELECTIVE},
		{"DELETE FROM t WHERE a BETWEEN 1 AND 9", FACT_SELECTIVE},
		{"DELETE FROM t WHERE a <> 1", 0},
		{"DELETE FROM t WHERE a = true", 0},
		{"DELETE FROM t WHERE a NOT IN (1)", 0},
		{"DELETE FROM t USING u WHERE t.a = u.a", FACT_BACKFILL},
		{"DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 9)", FACT_LIMITED},
		{"WITH x AS (SELECT id FROM t LIMIT 9) DELETE FROM t USING x WHERE t.id = x.id",
			FACT_LIMITED},
		{"UPDATE t SET a = 1", FACT_ALL_ROWS},
		{"UPDATE t SET a = 1 WHERE a IS NULL", FACT_BACKFILL},
		{"UPDATE t SET a = 1 WHERE a IS NULL OR a <> 1", FACT_BACKFILL},
		{"UPDATE t SET a = 1 WHERE a IS DISTINCT FROM 1", FACT_BACKFILL},
		{"UPDATE t SET a = 1 WHERE b IS NULL", 0},
		{"UPDATE t SET a = 1 WHERE a IS NULL AND id = 7", FACT_SELECTIVE},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		if ((flags_of(*state, cases[i].sql, 0) & asked) != cases[i].flags)
			fail_msg("%s: %x", cases[i].sql, flags_of(*state, cases[i].sql, 0) & asked);
}

static void test_columns(void **state)
{
	const unsigned asked = FACT_NOT_NULL | FACT_DEFAULT | FACT_VOLATILE | FACT_SERIAL |
		FACT_IDENTITY | FACT_GENERATED | FACT_GUARDED;
	static const struct {
		const char *column;
		unsigned flags;
	} cases[] = {
		{"int", 0},
		{"int NOT NULL", FACT_NOT_NULL},
		{"int DEFAULT 1", FACT_DEFAULT},
		{"int DEFAULT NULL", 0},
		{"int DEFAULT NULL::int", 0},
		{"timestamptz DEFAULT now()", FACT_DEFAULT},
		{"timestamptz DEFAULT CURRENT_TIMESTAMP", FACT_DEFAULT},
		{"timestamptz DEFAULT clock_timestamp()", FACT_DEFAULT | FACT_VOLATILE},
		{"uuid DEFAULT gen_random_uuid()", FACT_DEFAULT | FACT_VOLATILE},
		{"float DEFAULT random() * 2", FACT_DEFAULT | FACT_VOLATILE},
		{"bigserial", FACT_SERIAL | FACT_DEFAULT | FACT_VOLATILE | FACT_NOT_NULL},
		{"int GENERATED ALWAYS AS IDENTITY",
			FACT_IDENTITY | FACT_DEFAULT | FACT_VOLATILE | FACT_NOT_NULL},
		{"int GENERATED ALWAYS AS (a + 1) STORED", FACT_GENERATED},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str sql = str_format(*state, "ALTER TABLE t ADD COLUMN c %s", cases[i].column);

		assert_int_equal(flags_of(*state, sql.ptr, 0) & asked, cases[i].flags);
	}
	assert_int_equal(
		flags_of(*state, "ALTER TABLE t ADD IF NOT EXISTS c int", 0) & asked, FACT_GUARDED);
}

/* "offset place:owner value", "; " between. */
static struct str literals_of(struct arena *arena, const char *text)
{
	static const char *const places[] = {
		"value", "column", "argument", "option", "setting", "comment"};
	const struct sql *sql = read_sql(arena, text);
	struct text out = {.arena = arena};

	for (size_t i = 0; i < sql->literals.count; i++) {
		const struct literal *literal = &sql->literals.items[i];

		text_addf(&out, "%s%zu-%zu %s%s%.*s %.*s", i ? "; " : "", literal->from, literal->to,
			places[literal->place], literal->owner.ptr ? ":" : "", STR_ARG(literal->owner),
			STR_ARG(literal->value));
	}
	return text_str(&out);
}

static void test_literals(void **state)
{
	static const struct {
		const char *sql, *expected;
	} cases[] = {
		{"SELECT 'a''b'", "7-13 value a'b"},
		{"SELECT E'\\n', $$x$$", "7-12 value \n; 14-19 value x"},
		{"INSERT INTO t (a, b) VALUES (1, 'x')", "32-35 column:b x"},
		{"INSERT INTO t (a, b) SELECT c, 'x' FROM u WHERE d = 'y'",
			"31-34 column:b x; 52-55 column:d y"},
		{"UPDATE t SET a = 'x' WHERE b = 'y'", "17-20 column:a x; 31-34 column:b y"},
		{"SELECT f('x', g('y'))", "9-12 argument:f x; 16-19 argument:g y"},
		{"CREATE ROLE r PASSWORD 'x'", "23-26 option:password x"},
		{"CREATE TABLE t (a text DEFAULT 'x')", "31-34 column:a x"},
		{"SET a.b = 'x'", "10-13 setting:a.b x"},
		{"COMMENT ON TABLE t IS 'x'", "22-25 comment:comment x"},
		{"SELECT EXTRACT(epoch FROM a)", ""},
		{"DO $$ DECLARE x text; BEGIN x := 'y'; PERFORM f('z'); END $$",
			"33-36 value y; 48-51 argument:f z"},
		{"DO $$ BEGIN EXECUTE 'SELECT ''x'''; END $$", "0-0 value x"},
		{"CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p",
			"33-41 option:connection host=h"},
		{"CREATE SERVER s FOREIGN DATA WRAPPER f OPTIONS (host 'h', port '1')",
			"53-56 option:host h; 63-66 option:port 1"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(literals_of(*state, cases[i].sql), cases[i].expected);
}

/* The text of each statement that stands in another one, '|' between. */
static struct str embedded(struct arena *arena, const char *text)
{
	const struct sql *sql = read_sql(arena, text);
	struct text out = {.arena = arena};

	for (size_t i = 0; i < sql->statements.count; i++) {
		const struct statement *statement = &sql->statements.items[i];

		if (statement->place == PLACE_TOP)
			continue;
		text_addf(&out, "%s", out.len ? "|" : "");
		if (statement->caught)
			text_addf(&out, "caught %u: ", statement->caught);
		text_addf(&out, "%s%.*s",
			statement->place == PLACE_BODY  ? "later: "
				: statement->is_conditional ? "perhaps: "
											: "",
			STR_ARG(str_slice(sql->text, statement->from, statement->to)));
	}
	return text_str(&out);
}

static void test_places_in_bodies(void **state)
{
	static const struct {
		const char *sql, *expected;
	} cases[] = {
		{"DO $$ BEGIN\n  DELETE FROM t;\nEND $$", "DELETE FROM t"},
		{"DO $$ BEGIN\n  IF a THEN DELETE FROM t; END IF;\nEND $$", "a|DELETE FROM t"},
		{"DO $$ BEGIN\n  IF EXISTS (SELECT 1) THEN DELETE FROM t; END IF;\nEND $$",
			"perhaps: EXISTS (SELECT 1)|perhaps: DELETE FROM t"},
		{"DO $$ BEGIN\n  DROP TABLE t;\nEXCEPTION WHEN undefined_table THEN NULL; END $$",
			"caught 128: DROP TABLE t"},
		{"DO $$ BEGIN\n  DROP TABLE t;\nEXCEPTION WHEN undefined_table THEN RAISE; END $$",
			"DROP TABLE t"},
		{"DO $$ BEGIN\n  DROP TABLE t;\nEXCEPTION WHEN others THEN NULL; END $$",
			"caught 255: DROP TABLE t"},
		{"DO $$ DECLARE x int; BEGIN\n  SELECT a INTO x FROM t WHERE b = 1;\nEND $$",
			"SELECT a INTO x FROM t WHERE b = 1"},
		/* twice on later lines, once on its own: certain; twice on its own: the line */
		{"DO $$ BEGIN\n  DELETE FROM t;\n  DELETE FROM t;\nEND $$", "DELETE FROM t|DELETE FROM t"},
		{"DO $$ BEGIN\n  DELETE FROM t; DELETE FROM t;\nEND $$",
			"  DELETE FROM t; DELETE FROM t;|  DELETE FROM t; DELETE FROM t;"},
		/* not written as it is: the statement */
		{"DO 'BEGIN DELETE FROM t WHERE a = ''x''; END'",
			"DO 'BEGIN DELETE FROM t WHERE a = ''x''; END'"},
		{"DO 'BEGIN DELETE FROM t; END'", "DELETE FROM t"},
		{"DO $$ BEGIN EXECUTE 'DELETE FROM t'; END $$", "DELETE FROM t"},
		{"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; END $$",
			"later: DELETE FROM t"},
		/* a variable of a table's type, whose columns the parser cannot know */
		{"DO $$\nDECLARE r s.t%ROWTYPE := NULL; q u NOT NULL = 1;\nBEGIN\n  r.a := 1;\n"
		 "  q.b := 2;\n  DELETE FROM t;\nEND $$",
			"DECLARE r s.t%ROWTYPE := NULL; q u NOT NULL = 1;|1|1|2|DELETE FROM t"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(embedded(*state, cases[i].sql), cases[i].expected);
}

static void test_hostile_texts(void **state)
{
	struct text deep = {.arena = *state}, wide = {.arena = *state};
	const struct sql *sql;

	/* deeper than the stack is: said, never a crash */
	text_add(&deep, STR("SELECT "));
	for (size_t i = 0; i < 100000; i++)
		text_add_byte(&deep, '(');
	sql = read_sql(*state, text_str(&deep).ptr);
	assert_true(sql->errors.count > 0);
	text_add(&wide, STR("SELECT 1"));
	for (size_t i = 0; i < 20000; i++)
		text_add(&wide, STR(" + 1"));
	sql = read_sql(*state, text_str(&wide).ptr);
	assert_true(sql->errors.count + sql->opaques.count > 0);
	sql = read_sql(*state, "");
	assert_int_equal(sql->statements.count, 0);
	sql = read_sql(*state, "\xff\xfe;;\\");
	assert_int_equal(sql->statements.count, 0);
}

/* A text that is longer than what is parsed at once: some statements of every kind, over and over,
 * with one that does not parse and lines for COPY among them if wanted. */
static const char *long_text(struct arena *arena, size_t rounds, bool is_broken)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < rounds; i++) {
		text_addf(&text,
			"CREATE TABLE t%zu (a int, b text DEFAULT 'x;y');\n"
			"INSERT INTO t%zu VALUES (%zu, ';'), (2, $a$;'$a$);\n"
			"CREATE FUNCTION f%zu() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
			"CREATE FUNCTION g%zu() RETURNS void LANGUAGE sql AS 'DROP TABLE t%zu; SELECT 1';\n"
			"-- a comment; that says nothing\n\n",
			i, i, i, i, i, i);
		if (is_broken && i == rounds / 2)
			text_add(&text, STR("SELECT FROM WHERE;\nCOPY t1 FROM stdin;\n1\t'\n\\.\n"));
	}
	return text_str(&text).ptr;
}

static void test_long_texts_are_read_as_their_parts_are(void **state)
{
	enum { ROUNDS = 2000, STATEMENTS = 8 };

	for (unsigned is_broken = 0; is_broken < 2; is_broken++) {
		const char *text = long_text(*state, ROUNDS, is_broken);
		const struct sql *sql = read_sql(*state, text);
		size_t from = 0, facts = 0;

		assert_int_equal(sql->errors.count, is_broken);
		assert_int_equal(sql->statements.count, (size_t)STATEMENTS * ROUNDS + is_broken);
		for (size_t i = 0; i < sql->statements.count; i++) {
			const struct statement *statement = &sql->statements.items[i];

			assert_int_equal(statement->first_fact, facts);
			facts += statement->fact_count;
			if (statement->place != PLACE_TOP)
				continue;
			assert_true(statement->from >= from);
			assert_true(is_alpha(text[statement->from]));
			assert_int_equal(text[statement->to], ';');
			from = statement->to;
		}
		assert_int_equal(facts, sql->facts.count);
		for (size_t i = 0, tables = 0; i < sql->facts.count; i++)
			if (sql->facts.items[i].act == ACT_CREATE && sql->facts.items[i].kind == KIND_TABLE)
				assert_text(
					sql->facts.items[i].object.name, str_format(*state, "t%zu", tables++).ptr);
		if (is_broken)
			assert_text(
				str_slice(sql->text, sql->errors.items[0].statement_from, sql->errors.items[0].to),
				"SELECT FROM WHERE;");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_long_texts_are_read_as_their_parts_are),
		with_arena(test_facts),
		with_arena(test_rows),
		with_arena(test_columns),
		with_arena(test_literals),
		with_arena(test_places_in_bodies),
		with_arena(test_hostile_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
