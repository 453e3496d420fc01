/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "sql/expression.h"

/* "a, b", and " and more" where the expression asks for something else too. */
static struct str asked(struct arena *arena, const char *expression)
{
	struct text text = {.arena = arena};
	bool is_all;
	struct str_list columns = expression_not_null_columns(arena, str_from(expression), &is_all);

	for (size_t i = 0; i < columns.count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(columns.items[i]));
	text_add(&text, is_all ? STR("") : STR(" and more"));
	return text_str(&text);
}

static void test_not_null_columns(void **state)
{
	static const char *const cases[][2] = {
		{"email IS NOT NULL", "email"},
		{"((t.\"E-Mail\" IS NOT NULL)) -- it is", "E-Mail"},
		{"NOT (b IS NULL)", "b"},
		{"a IS NOT NULL AND (b IS NOT NULL AND c IS NOT NULL)", "a, b, c"},
		{"a IS NOT NULL AND length(a) > 3", "a and more"},
		{"a IS NOT NULL OR b IS NOT NULL", " and more"},
		{"NOT (a IS NOT NULL)", " and more"},
		{"NOT (a IS NULL AND b IS NULL)", " and more"},
		{"f(a) IS NOT NULL", " and more"},
		{"t.* IS NOT NULL", " and more"},
		{"a > 0", " and more"},
		{"a IS", " and more"},
		{"true; SELECT 1 WHERE a IS NOT NULL", " and more"},
		{"", " and more"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(asked(*state, cases[i][0]), cases[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_not_null_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
