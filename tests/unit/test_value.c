/* SPDX-License-Identifier: MIT */
#include "unit/words.h"

#include "policy/value.h"

/* What is wrong with a text; NULL if nothing. */
static const char *mistake(
	struct arena *arena, enum value_kind kind, const char *choices, const char *text)
{
	struct vocabulary vocabulary = words_of(arena);

	return value_mistake(arena, &vocabulary, kind, choices, str_from(text)).ptr;
}

#define assert_good(kind, text) assert_null(mistake(*state, (kind), NULL, (text)))
#define assert_bad(kind, text) assert_non_null(mistake(*state, (kind), NULL, (text)))

static void test_any_kind__needs_a_value(void **state)
{
	static const enum value_kind kinds[] = {VALUE_TEXT, VALUE_REGEX, VALUE_NUMBER, VALUE_BOOL,
		VALUE_DURATION, VALUE_PATH, VALUE_PATH_OR_NONE, VALUE_RULE, VALUE_RUNNER, VALUE_SHA256};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		assert_bad(kinds[i], "");
	assert_non_null(mistake(*state, VALUE_CHOICE, "a|b", ""));
}

static void test_number__is_digits(void **state)
{
	assert_good(VALUE_NUMBER, "0");
	assert_good(VALUE_NUMBER, "15");
	assert_good(VALUE_NUMBER, "999999999");
	assert_bad(VALUE_NUMBER, "-1");
	assert_bad(VALUE_NUMBER, "+1");
	assert_bad(VALUE_NUMBER, "1.5");
	assert_bad(VALUE_NUMBER, "15x");
	assert_bad(VALUE_NUMBER, " 1");
	assert_bad(VALUE_NUMBER, "99999999999999999999999");
	assert_int_equal(value_number(STR("0")), 0);
	assert_int_equal(value_number(STR("0015")), 15);
	assert_int_equal(value_number(STR("999999999")), 999999999);
}

static void test_duration__is_a_number_with_a_unit(void **state)
{
	assert_good(VALUE_DURATION, "30s");
	assert_good(VALUE_DURATION, "0d");
	assert_bad(VALUE_DURATION, "30");
	assert_bad(VALUE_DURATION, "d");
	assert_bad(VALUE_DURATION, "1w");
	assert_bad(VALUE_DURATION, "1h30m");
	assert_bad(VALUE_DURATION, "-1s");
	assert_bad(VALUE_DURATION, "1 s");
	assert_int_equal(value_duration(STR("30s")), 30);
	assert_int_equal(value_duration(STR("5m")), 300);
	assert_int_equal(value_duration(STR("12h")), 43200);
	assert_int_equal(value_duration(STR("1d")), 86400);
	assert_int_equal(value_duration(STR("999999999d")), INT64_C(86399999913600));
}

static void test_bool__is_true_or_false(void **state)
{
	assert_good(VALUE_BOOL, "true");
	assert_good(VALUE_BOOL, "false");
	assert_bad(VALUE_BOOL, "yes");
	assert_contains(mistake(*state, VALUE_BOOL, NULL, "ture"), "'true'");
}

static void test_choice__names_the_nearest(void **state)
{
	static const char choices[] = "merged|applied|off";

	assert_null(mistake(*state, VALUE_CHOICE, choices, "merged"));
	assert_null(mistake(*state, VALUE_CHOICE, choices, "off"));
	assert_contains(mistake(*state, VALUE_CHOICE, choices, "aplied"), "'applied'");
	assert_contains(mistake(*state, VALUE_CHOICE, choices, "merged|applied"), "merged|applied");
	assert_non_null(mistake(*state, VALUE_CHOICE, choices, "Off"));
}

static void test_choice__lists_all_if_none_is_near(void **state)
{
	const char *text = mistake(*state, VALUE_CHOICE, "merged|applied|off", "zzzzzzz");

	assert_contains(text, "zzzzzzz");
	assert_contains(text, "merged, applied, off");
}

static void test_path__lies_below_the_top(void **state)
{
	static const enum value_kind kinds[] = {VALUE_PATH, VALUE_PATH_OR_NONE};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		assert_good(kinds[i], "supabase/migrations");
		assert_good(kinds[i], "./a/");
		assert_good(kinds[i], ".");
		assert_good(kinds[i], "a..b/..c/d..");
		assert_bad(kinds[i], "/etc/passwd");
		assert_bad(kinds[i], "..");
		assert_bad(kinds[i], "../x");
		assert_bad(kinds[i], "a/../../x");
		assert_bad(kinds[i], "a/..");
	}
	assert_good(VALUE_PATH_OR_NONE, "none");
}

static void test_regex__must_compile(void **state)
{
	assert_good(VALUE_REGEX, "^(?<version>\\d{14})_.*$");
	assert_contains(mistake(*state, VALUE_REGEX, NULL, "a(b"), "a(b");
}

static void test_rule__is_of_the_catalogue(void **state)
{
	assert_good(VALUE_RULE, "name-malformed");
	assert_good(VALUE_RULE, "table-dropped");
	assert_contains(mistake(*state, VALUE_RULE, NULL, "name-malformd"), "'name-malformed'");
	assert_contains(mistake(*state, VALUE_RULE, NULL, "zzzzzzzz"), "zzzzzzzz");
	assert_bad(VALUE_RULE, "Name-Malformed");
}

/* Of all the words that would be right, the nearest one: policy_file.h, design section 6. */
static void test_rule__nearest_may_be_one_that_is_not_checked_yet(void **state)
{
	assert_contains(mistake(*state, VALUE_RULE, NULL, "table-droped"), "'table-dropped'");
}

static void test_runner__is_one_of_the_table(void **state)
{
	assert_good(VALUE_RUNNER, "golang-migrate");
	assert_contains(mistake(*state, VALUE_RUNNER, NULL, "flywya"), "'flyway'");
	assert_contains(mistake(*state, VALUE_RUNNER, NULL, "liquibase-x"), "supabase, prisma");
}

static void test_sha256__is_64_small_hex_digits(void **state)
{
	assert_good(VALUE_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_bad(VALUE_SHA256, "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
	assert_bad(VALUE_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a");
	assert_bad(VALUE_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0");
	assert_bad(VALUE_SHA256, "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_any_kind__needs_a_value),
		with_arena(test_number__is_digits),
		with_arena(test_duration__is_a_number_with_a_unit),
		with_arena(test_bool__is_true_or_false),
		with_arena(test_choice__names_the_nearest),
		with_arena(test_choice__lists_all_if_none_is_near),
		with_arena(test_path__lies_below_the_top),
		with_arena(test_regex__must_compile),
		with_arena(test_rule__is_of_the_catalogue),
		with_arena(test_rule__nearest_may_be_one_that_is_not_checked_yet),
		with_arena(test_runner__is_one_of_the_table),
		with_arena(test_sha256__is_64_small_hex_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
