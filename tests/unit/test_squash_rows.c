/* SPDX-License-Identifier: MIT */
/* What the statements do is asked of a server: tests/database/squash.bats. */
#include "unit/fixture.h"

#include "database/squash_rows.h"

struct case_of {
	struct squash_rows squash;
	struct migration_set set;
	struct set_spec spec;
	struct migration_file baseline;
	struct history history;
};

/* A squash of 0001 to `count`, and the table of a runner. */
static struct case_of *new_case(struct arena *arena, const char *adapter, unsigned count)
{
	struct case_of *it = arena_new(arena, struct case_of);
	struct name *names = arena_array(arena, struct name, count);
	const struct history_spec spec = {.adapter = history_adapter_find(str_from(adapter)),
		.table = STR("s.\"My \"\"history\"\"\"")};

	for (unsigned i = 0; i < count; i++) {
		names[i].version = str_format(arena, "%04u", i + 1);
		names[i].stem = names[i].file = str_format(arena, "%04u_o'k", i + 1);
	}
	it->spec.runner = runner_find(STR("supabase"));
	it->set.spec = &it->spec;
	it->baseline.name = names[count - 1];
	it->history = history_described(&spec);
	it->squash = (struct squash_rows){
		.set = &it->set,
		.baseline = &it->baseline,
		.content = STR("CREATE TABLE t (a int);"),
		.date = STR("2025-06-01"),
		.id = STR("sha256:o'k"),
		.replaced = {names, count},
	};
	return it;
}

static struct str script_of(struct arena *arena, struct case_of *it, struct plan *plan)
{
	struct error error;

	*plan = (struct plan){.count = 0};
	assert_int_equal(squash_rows_plan_unseen(plan, arena, &it->squash, &it->history, &error), 0);
	return plan_script(arena, plan);
}

static void test_names_and_values_are_quoted(void **state)
{
	struct case_of *it = new_case(*state, "prisma", 2);
	struct plan plan;
	const char *sql = script_of(*state, it, &plan).ptr;

	assert_contains(sql, "\"s\".\"My \"\"history\"\"_archive\"");
	assert_contains(sql, "WHERE \"migration_name\" IN (\n    '0001_o''k', '0002_o''k')");
	assert_contains(sql, "SELECT squashed.*, 'sha256:o''k' FROM squashed");
	assert_contains(sql, "squash_id = ''sha256:o''''k'') <> 2 THEN");
}

/* Of 319 migrations every one is named, and nothing else is touched; half of what takes it back is
 * not offered. */
static void test_every_key_is_there(void **state)
{
	struct case_of *it = new_case(*state, "supabase", 319);
	struct plan plan;
	struct str sql = script_of(*state, it, &plan);

	for (unsigned i = 1; i <= 319; i++)
		assert_contains(sql.ptr, str_format(*state, "'%04u'", i).ptr);
	assert_lacks(sql.ptr, "'0320'");
	assert_lacks(sql.ptr, "TRUNCATE");
	assert_contains(sql.ptr, "ARRAY['-- Baseline squash 2025-06-01']");
	assert_int_equal(plan_undo_script(*state, &plan).len, 0);
}

/* A table of the last version alone has it already. */
static void test_the_last_version_stays(void **state)
{
	struct plan plan;

	assert_int_equal(script_of(*state, new_case(*state, "golang-migrate", 3), &plan).len, 0);
}

static void test_statements_of_the_row(void **state)
{
	(void)state;
	assert_true(squash_rows_is_mark(STR("-- Baseline squash 2025-06-01")));
	assert_false(squash_rows_is_mark(STR("CREATE TABLE t ()")));
	assert_false(squash_rows_is_mark((struct str){NULL, 0}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_names_and_values_are_quoted),
		with_arena(test_every_key_is_there),
		with_arena(test_the_last_version_stays),
		with_arena(test_statements_of_the_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
