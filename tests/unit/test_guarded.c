/* SPDX-License-Identifier: MIT */
/* Guards that are put into statements: where, in what letters, and where there is none to put. */
#include "unit/fixture.h"

#include "sql/guarded.h"

static void test_guards(void **state)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
		{"CREATE TABLE t (id int)", "CREATE TABLE IF NOT EXISTS t (id int)"},
		{"create table t (id int)", "create table if not exists t (id int)"},
		{"CREATE /* new */ TABLE\n\tt (id int)",
			"CREATE /* new */ TABLE IF NOT EXISTS\n\tt (id int)"},
		{"CREATE UNLOGGED TABLE t (id int)", "CREATE UNLOGGED TABLE IF NOT EXISTS t (id int)"},
		{"CREATE TABLE t AS SELECT 1 AS a", "CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a"},
		{"CREATE TABLE p PARTITION OF t DEFAULT",
			"CREATE TABLE IF NOT EXISTS p PARTITION OF t DEFAULT"},
		{"CREATE MATERIALIZED VIEW v AS SELECT 1",
			"CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1"},
		{"CREATE UNIQUE INDEX i ON t (a)", "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a)"},
		{"CREATE SEQUENCE s", "CREATE SEQUENCE IF NOT EXISTS s"},
		{"CREATE SCHEMA s", "CREATE SCHEMA IF NOT EXISTS s"},
		{"CREATE SCHEMA AUTHORIZATION a", "CREATE SCHEMA IF NOT EXISTS AUTHORIZATION a"},
		{"CREATE EXTENSION \"uuid-ossp\"", "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\""},
		{"CREATE STATISTICS s ON a, b FROM t", "CREATE STATISTICS IF NOT EXISTS s ON a, b FROM t"},
		{"CREATE COLLATION c FROM \"C\"", "CREATE COLLATION IF NOT EXISTS c FROM \"C\""},
		{"CREATE VIEW v AS SELECT 1", "CREATE OR REPLACE VIEW v AS SELECT 1"},
		{"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
			"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"},
		{"CREATE RULE r AS ON INSERT TO t DO NOTHING",
			"CREATE OR REPLACE RULE r AS ON INSERT TO t DO NOTHING"},
		{"CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
			"CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()"},
		{"ALTER TYPE m ADD VALUE 'b' AFTER 'a'",
			"ALTER TYPE m ADD VALUE IF NOT EXISTS 'b' AFTER 'a'"},
		{"ALTER TABLE t ADD a int, ADD COLUMN b int DEFAULT 1, DROP c, DROP CONSTRAINT d",
			"ALTER TABLE t ADD IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS b int DEFAULT 1, "
			"DROP IF EXISTS c, DROP CONSTRAINT IF EXISTS d"},
		{"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN b int",
			"ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS b int"},
		{"ALTER TABLE \"add column\" ADD COLUMN \"add\" int",
			"ALTER TABLE \"add column\" ADD COLUMN IF NOT EXISTS \"add\" int"},
		{"ALTER TABLE t RENAME TO u", "ALTER TABLE IF EXISTS t RENAME TO u"},
		{"ALTER VIEW v SET SCHEMA s", "ALTER VIEW IF EXISTS v SET SCHEMA s"},
		{"ALTER DOMAIN d DROP CONSTRAINT c", "ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c"},
		{"DROP TABLE a, b CASCADE", "DROP TABLE IF EXISTS a, b CASCADE"},
		{"DROP MATERIALIZED VIEW v", "DROP MATERIALIZED VIEW IF EXISTS v"},
		{"DROP FOREIGN DATA WRAPPER w", "DROP FOREIGN DATA WRAPPER IF EXISTS w"},
		{"DROP TEXT SEARCH CONFIGURATION c", "DROP TEXT SEARCH CONFIGURATION IF EXISTS c"},
		{"DROP INDEX CONCURRENTLY i", "DROP INDEX CONCURRENTLY IF EXISTS i"},
		{"DROP FUNCTION f(int)", "DROP FUNCTION IF EXISTS f(int)"},
		{"DROP POLICY p ON t", "DROP POLICY IF EXISTS p ON t"},
		{"DROP ROLE r", "DROP ROLE IF EXISTS r"},
		{"DROP OPERATOR CLASS o USING btree", "DROP OPERATOR CLASS IF EXISTS o USING btree"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(statement_guarded(*state, str_from(cases[i].before), 15), cases[i].after);
}

static void test_nothing_to_add(void **state)
{
	static const char *const cases[] = {
		"CREATE TABLE IF NOT EXISTS t (id int)",
		"CREATE INDEX CONCURRENTLY i ON t (a)",
		"CREATE INDEX ON t (a)", /* has no name to ask for */
		"CREATE POLICY p ON t",
		"CREATE TYPE t AS ENUM ('a')",
		"CREATE DOMAIN d AS int",
		"CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
		"CREATE SCHEMA s CREATE TABLE t (a int)", /* the grammar has none for it */
		"ALTER TABLE t RENAME COLUMN a TO b",
		"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
		"ALTER TYPE m RENAME VALUE 'a' TO 'b'",
		"INSERT INTO t VALUES (1)",
		"SELECT 'CREATE TABLE t (id int)'",
		"CREATE TABLE t (id int", /* does not parse */
		"CREATE TABLE t (id int); CREATE TABLE u (id int)",
		"",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_none(statement_guarded(*state, str_from(cases[i]), 15));
}

static void test_server_version(void **state)
{
	struct str trigger = STR("CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()");
	struct str aggregate = STR("CREATE AGGREGATE a (int) (SFUNC = f, STYPE = int)");

	assert_none(statement_guarded(*state, trigger, 13));
	assert_non_null(statement_guarded(*state, trigger, 14).ptr);
	assert_none(statement_guarded(*state, aggregate, 11));
	assert_non_null(statement_guarded(*state, aggregate, 12).ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_guards, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_to_add, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_server_version, arena_set_up, arena_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
