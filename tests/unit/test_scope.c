/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "git/scope.h"

static void test_finish__sorts_and_drops_what_is_covered(void **state)
{
	static const char *const expected[] = {"a.sql", "a/", "ab", "b/c/", "b/d.sql"};
	struct scope scope = {0};

	scope_add_file(*state, &scope, STR("b/d.sql"));
	scope_add_file(*state, &scope, STR("a/x.sql"));
	scope_add_folder(*state, &scope, STR("b/c"));
	scope_add_folder(*state, &scope, STR("a/deep/er"));
	scope_add_file(*state, &scope, STR("ab"));
	scope_add_folder(*state, &scope, STR("a"));
	scope_add_file(*state, &scope, STR("b/d.sql"));
	scope_add_file(*state, &scope, STR("a.sql"));
	scope_add_folder(*state, &scope, STR("a"));
	scope_finish(&scope);
	assert_int_equal(scope.count, ARRAY_LENGTH(expected));
	for (size_t i = 0; i < scope.count; i++)
		assert_text(scope.items[i].path, expected[i]);
	assert_false(scope.items[0].is_folder);
	assert_true(scope.items[1].is_folder);
}

static void test_finish__the_top_covers_everything(void **state)
{
	struct scope scope = {0};

	scope_add_file(*state, &scope, STR("a.sql"));
	scope_add_folder(*state, &scope, STR("b"));
	scope_add_folder(*state, &scope, STR(""));
	scope_finish(&scope);
	assert_int_equal(scope.count, 1);
	assert_int_equal(scope.items[0].path.len, 0);
	assert_true(scope.items[0].is_folder);
}

static void test_finish__of_nothing(void **state)
{
	struct scope scope = {0};

	(void)state;
	scope_finish(&scope);
	assert_int_equal(scope.count, 0);
}

static void test_holds__files_below_the_folder_or_the_file(void **state)
{
	struct scope scope = {0};

	scope_add_folder(*state, &scope, STR("a/b"));
	scope_add_file(*state, &scope, STR("c.sql"));
	scope_add_folder(*state, &scope, STR(""));
	assert_true(scope_item_holds(&scope.items[0], STR("a/b/1.sql")));
	assert_true(scope_item_holds(&scope.items[0], STR("a/b/c/1.sql")));
	assert_false(scope_item_holds(&scope.items[0], STR("a/bc/1.sql")));
	assert_false(scope_item_holds(&scope.items[0], STR("a/b")));
	assert_false(scope_item_holds(&scope.items[0], STR("a/1.sql")));
	assert_true(scope_item_holds(&scope.items[1], STR("c.sql")));
	assert_false(scope_item_holds(&scope.items[1], STR("c.sql/x")));
	assert_false(scope_item_holds(&scope.items[1], STR("c.sqlx")));
	assert_true(scope_item_holds(&scope.items[2], STR("c.sql")));
	assert_true(scope_item_holds(&scope.items[2], STR("a/b/1.sql")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_finish__sorts_and_drops_what_is_covered),
		with_arena(test_finish__the_top_covers_everything),
		with_arena(test_finish__of_nothing),
		with_arena(test_holds__files_below_the_folder_or_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
