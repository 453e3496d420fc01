/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/regex.h"

static struct regex *compiled(struct arena *arena, const char *pattern)
{
	struct regex *regex = NULL;
	struct error error;

	if (regex_compile(&regex, arena, str_from(pattern), &error))
		fail_msg("%s", error.message);
	return regex;
}

static void test_find__searches_anywhere(void **state)
{
	struct regex *regex = compiled(*state, "b+");

	assert_true(regex_find(regex, STR("abbc"), NULL));
	assert_false(regex_find(regex, STR("ac"), NULL));
	assert_false(regex_find(regex, STR(""), NULL));
	assert_false(regex_find(regex, (struct str){NULL, 0}, NULL));
	assert_true(regex_find(compiled(*state, "^$"), (struct str){NULL, 0}, NULL));
}

static void test_find__works_on_bytes(void **state)
{
	assert_false(regex_find(compiled(*state, "^.$"), STR("\xc3\xa4"), NULL));
	assert_true(regex_find(compiled(*state, "^..$"), STR("\xc3\xa4"), NULL));
	assert_true(regex_find(compiled(*state, "^a.b$"), STR("a\0b"), NULL));
	assert_true(regex_find(compiled(*state, "^\\xff$"), STR("\xff"), NULL));
}

static void test_dollar__is_the_very_end(void **state)
{
	struct regex *regex = compiled(*state, "\\.sql$");

	assert_true(regex_find(regex, STR("x.sql"), NULL));
	assert_false(regex_find(regex, STR("x.sql\n"), NULL));
}

static void test_group__is_a_view_of_the_subject(void **state)
{
	struct regex *regex = compiled(*state, "^(?<version>\\d+)_(?<description>.*)\\.sql$");
	struct str subject = STR("0001_add_users.sql");
	struct regex_match match;

	assert_true(regex_find(regex, subject, &match));
	assert_str(regex_group(&match, "version"), "0001");
	assert_str(regex_group(&match, "description"), "add_users");
	assert_ptr_equal(regex_group(&match, "version").ptr, subject.ptr);
}

static void test_group__is_none_if_unknown_or_unused(void **state)
{
	struct regex *regex = compiled(*state, "^(?<a>x)?(?<b>y*)$");
	struct regex_match match;

	assert_true(regex_find(regex, STR(""), &match));
	assert_none(regex_group(&match, "a"));
	assert_non_null(regex_group(&match, "b").ptr);
	assert_int_equal(regex_group(&match, "b").len, 0);
	assert_none(regex_group(&match, "c"));
	assert_none(regex_group(&match, ""));
}

static void test_group__of_two_alternatives_is_the_one_that_matched(void **state)
{
	struct regex *regex = compiled(*state, "^(?:V(?<v>\\d+)|R(?<v>[a-z]+))$");
	struct regex_match match;

	assert_true(regex_find(regex, STR("V12"), &match));
	assert_str(regex_group(&match, "v"), "12");
	assert_true(regex_find(regex, STR("Rab"), &match));
	assert_str(regex_group(&match, "v"), "ab");
}

static void test_compile__names_offset_and_pattern_of_a_mistake(void **state)
{
	struct regex *regex = NULL;
	struct error error = {.message = ""};

	assert_int_equal(regex_compile(&regex, *state, STR("ab(cd"), &error), -1);
	assert_null(regex);
	assert_contains(error.message, "ab(cd");
	assert_contains(error.message, "offset 5");
	assert_int_equal(regex_compile(&regex, *state, STR("a\\"), &error), -1);
	assert_contains(error.message, "offset 2");
}

static void test_pattern__is_as_written(void **state)
{
	char pattern[] = "^a|b$";
	struct regex *regex = compiled(*state, pattern);

	pattern[0] = 'x';
	assert_str(regex_pattern(regex), "^a|b$");
}

static void test_find__beyond_the_backtracking_limit_is_no_match(void **state)
{
	/* The second alternative would match; the first one takes exponential time to fail. */
	struct regex *regex = compiled(*state, "^(?:(?:a|aa)+b|a*c)$");

	assert_true(regex_find(regex, STR("aaac"), NULL));
	assert_false(regex_find(
		regex, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"), NULL));
	assert_true(regex_find(regex, STR("aab"), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_find__searches_anywhere),
		with_arena(test_find__works_on_bytes),
		with_arena(test_dollar__is_the_very_end),
		with_arena(test_group__is_a_view_of_the_subject),
		with_arena(test_group__is_none_if_unknown_or_unused),
		with_arena(test_group__of_two_alternatives_is_the_one_that_matched),
		with_arena(test_compile__names_offset_and_pattern_of_a_mistake),
		with_arena(test_pattern__is_as_written),
		with_arena(test_find__beyond_the_backtracking_limit_is_no_match),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
