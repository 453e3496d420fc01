/* SPDX-License-Identifier: MIT */
/* What the statements do is asked of a server: tests/database/squash.bats. */
#include "unit/fixture.h"

#include "sql/squash_history.h"

static void test_names_and_values_are_quoted(void **state)
{
	struct str columns[] = {STR("version"), STR("Applied At")}, keys[] = {STR("0001"), STR("o'k")};
	struct squash_value values[] = {{STR("Applied At"), STR("now()")}};
	struct squash_history history = {
		.schema = {NULL, 0},
		.table = STR("My \"history\""),
		.columns = {columns, 2, 2},
		.key_column = STR("version"),
		.keys = {keys, 2, 2},
		.baseline_key = STR("o'k"),
		.values = values,
		.value_count = 1,
		.squash_id = STR("sha256:ab"),
	};
	const char *sql = squash_history_sql(*state, &history).ptr;

	assert_contains(sql, "LOCK TABLE \"My \"\"history\"\"\" IN");
	assert_contains(sql, "CREATE TABLE IF NOT EXISTS \"My \"\"history\"\"_archive\" (\n");
	assert_contains(sql, "WHERE version IN (\n    '0001', 'o''k')");
	assert_contains(sql, "RETURNING version, \"Applied At\"\n");
	assert_contains(sql, "<> 2 THEN");
	assert_contains(sql, "(version, \"Applied At\")\n  SELECT 'o''k', now()\n");
}

/* Of 319 migrations every one is named, and nothing else is touched. */
static void test_every_key_is_there(void **state)
{
	struct squash_history history = {
		.schema = STR("s"), .table = STR("t"), .key_column = STR("k"), .squash_id = STR("x")};
	struct str sql;

	str_list_add(*state, &history.columns, STR("k"));
	for (unsigned i = 1; i <= 319; i++)
		str_list_add(*state, &history.keys, str_format(*state, "%04u", i));
	sql = squash_history_sql(*state, &history);
	for (size_t i = 0; i < history.keys.count; i++)
		assert_contains(sql.ptr, str_format(*state, "'%.*s'", STR_ARG(history.keys.items[i])).ptr);
	assert_lacks(sql.ptr, "TRUNCATE");
	assert_true(str_starts(sql, STR("BEGIN;\n")) && str_ends(sql, STR("\nCOMMIT;\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_names_and_values_are_quoted),
		with_arena(test_every_key_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
