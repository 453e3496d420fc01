/* SPDX-License-Identifier: MIT */
/* Later syntax is told apart from mistakes: by what the parser itself says of each statement. */
#include "unit/fixture.h"

#include "sql/sql.h"

static const struct syntax_error *error_of(struct arena *arena, const char *text)
{
	struct migration_file *file = arena_new(arena, struct migration_file);
	struct script *script = arena_new(arena, struct script);
	struct sql *sql;

	script->content = str_from(text);
	file->script = script;
	sql = sql_read(arena, arena, file, 0, script->content.len, false, WRAPPED_NOT);
	return sql->errors.count == 1 ? &sql->errors.items[0] : NULL;
}

static void test_later_syntax(void **state)
{
	static const struct {
		unsigned version;
		const char *sql;
	} cases[] = {
		{17, "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id;"},
		{17, "MERGE INTO t USING s ON true WHEN NOT MATCHED BY SOURCE THEN DELETE;"},
		{17, "SELECT * FROM JSON_TABLE(j, '$[*]' COLUMNS (a int PATH '$.a')) AS x;"},
		{16, "SELECT j IS JSON FROM t;"},
		{16, "SELECT j IS NOT JSON OBJECT FROM t;"},
		{16, "ALTER TABLE t ADD CHECK (j IS JSON);"},
		{18, "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * (2 + 1)) VIRTUAL);"},
		{18, "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2), c int);"},
		{18, "ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a);"},
		{17, "ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 3);"},
		{18, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;"},
		{18, "CREATE TABLE t (a int REFERENCES u NOT ENFORCED);"},
		{18, "CREATE TABLE t (a int, CONSTRAINT a_set NOT NULL a);"},
		{18, "ALTER TABLE t ADD CONSTRAINT a_set NOT NULL a NOT VALID;"},
		{18, "ALTER TABLE t ADD NOT NULL a;"},
		{16, "SELECT 0x1F;"},
		{16, "SELECT 0o17 + 0b101;"},
		{16, "INSERT INTO t VALUES (1_000_000);"},
		{16, "SELECT a FROM (SELECT 1 AS a);"},
		{16, "SELECT a FROM (VALUES (1), (2)), t;"},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct syntax_error *error = error_of(&arena, cases[i].sql);

		if (!error || error->later != cases[i].version)
			fail_msg("%s: %u", cases[i].sql, error ? error->later : 99);
		assert_non_null(error->later_name);
	}
	arena_release(&arena);
}

static void test_mistakes(void **state)
{
	static const char *const cases[] = {
		"DROP TABL t;",
		"SELECT FROM FROM t;",
		"CREATE TABLE t (a int,);",
		"CREATE TABLE t (a int b int);",
		"CREATE TABLE t (a int GENERATED ALWAYS AS (b) STORED STORED;",
		"ALTER TABLE t ADD CONSTRAINT NOT NULL a;",
		"ALTER TABLE t SET EXPRESSIONS (a);",
		"INSERT INTO t VALUES (1, 2;",
		"SELECT 12abc;",
		"SELECT 1_;",
		"MERGE INTO t USNG s ON true WHEN MATCHED THEN DELETE;",
		"SELECT j IS JASON FROM t;",
		"SELECT 'NOT ENFORCED' FRM t x y;",
		"UPDATE t SET a = 1 WHERE returning;",
		"SELECT json_table FRM FROM t (;",
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const struct syntax_error *error = error_of(&arena, cases[i]);

		if (!error || error->later)
			fail_msg("%s: %u", cases[i], error ? error->later : 99);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_later_syntax),
		cmocka_unit_test(test_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
