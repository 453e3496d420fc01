/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/clock.h"

static int forget_now(void **state)
{
	(void)state;
	return unsetenv("MIGHOOK_NOW");
}

static void test_now__is_the_systems_without_mighook_now(void **state)
{
	struct error error;
	int64_t now = 0;
	time_t before = time(NULL);

	(void)state;
	assert_int_equal(unsetenv("MIGHOOK_NOW"), 0);
	assert_int_equal(clock_now(&now, &error), 0);
	assert_true(now >= before && now <= time(NULL));
}

static void test_now__is_what_mighook_now_says(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {{"0", 0}, {"1709210096", 1709210096}, {"253402300799", INT64_C(253402300799)}};
	struct error error;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t now = -7;

		setenv("MIGHOOK_NOW", cases[i].text, 1);
		assert_int_equal(clock_now(&now, &error), 0);
		assert_int_equal(now, cases[i].seconds);
	}
}

static void test_now__unreadable_is_an_error_that_names_it(void **state)
{
	static const char *const texts[] = {"", "x", "12x", " 12", "12 ", "0x10", "1e9", "yesterday",
		"99999999999999999999999", "253402300800", "1.5"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct error error = {.message = ""};
		int64_t now;

		setenv("MIGHOOK_NOW", texts[i], 1);
		assert_int_equal(clock_now(&now, &error), -1);
		assert_contains(error.message, "MIGHOOK_NOW");
		assert_contains(error.message, texts[i]);
	}
}

/* Design, section 7: outputs are untouched on failure. */
static void test_now__failure_leaves_the_output_untouched(void **state)
{
	struct error error;
	int64_t now = 42;

	(void)state;
	setenv("MIGHOOK_NOW", "12x", 1);
	assert_int_equal(clock_now(&now, &error), -1);
	assert_int_equal(now, 42);
}

static void test_mistake__days_that_exist(void **state)
{
	static const struct datetime cases[] = {{2024, 2, 29, 0, 0, 0}, {2000, 2, 29, 23, 59, 59},
		{2023, 12, 31, 0, 0, 0}, {2023, 4, 30, 0, 0, 0}, {1, 1, 1, 0, 0, 0},
		{9999, 12, 31, 23, 59, 59}, {2023, 1, 31, 0, 0, 0}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_null(datetime_mistake(&cases[i]));
}

static void test_mistake__days_and_times_that_do_not_exist(void **state)
{
	static const struct {
		struct datetime when;
		const char *part;
	} cases[] = {
		{{2023, 13, 1, 0, 0, 0}, "month"},
		{{2023, 0, 1, 0, 0, 0}, "month"},
		{{2023, 2, 31, 0, 0, 0}, "day"},
		{{2023, 2, 29, 0, 0, 0}, "day"},
		{{1900, 2, 29, 0, 0, 0}, "day"},
		{{2023, 4, 31, 0, 0, 0}, "day"},
		{{2023, 5, 0, 0, 0, 0}, "day"},
		{{2023, 5, 32, 0, 0, 0}, "day"},
		{{2023, 5, 1, 24, 0, 0}, "hour"},
		{{2023, 5, 1, 25, 0, 0}, "hour"},
		{{2023, 5, 1, 0, 60, 0}, "minute"},
		{{2023, 5, 1, 0, 0, 60}, "second"},
		{{0, 1, 1, 0, 0, 0}, "year"},
		{{0, 0, 0, 0, 0, 0}, "year"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		const char *mistake = datetime_mistake(&cases[i].when);

		assert_non_null(mistake);
		assert_contains(mistake, cases[i].part);
	}
}

static const struct {
	struct datetime when;
	int64_t seconds;
} known[] = {
	{{1970, 1, 1, 0, 0, 0}, 0},
	{{2024, 2, 29, 12, 34, 56}, 1709210096},
	{{2000, 3, 1, 0, 0, 0}, 951868800},
	{{1969, 12, 31, 23, 59, 59}, -1},
	{{1900, 2, 28, 23, 59, 59}, INT64_C(-2203891201)},
	{{1, 1, 1, 0, 0, 0}, INT64_C(-62135596800)},
	{{9999, 12, 31, 23, 59, 59}, INT64_C(253402300799)},
};

static void test_seconds__count_from_1970(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
		assert_int_equal(datetime_seconds(&known[i].when), known[i].seconds);
}

static void test_from_seconds__is_the_way_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(known); i++) {
		struct datetime when = datetime_from_seconds(known[i].seconds);

		assert_memory_equal(&when, &known[i].when, sizeof when);
	}
	for (int64_t day = -719162; day < 2932897; day += 331) {
		struct datetime when = datetime_from_seconds(day * SECONDS_PER_DAY + 3661);

		assert_null(datetime_mistake(&when));
		assert_int_equal(datetime_seconds(&when), day * SECONDS_PER_DAY + 3661);
	}
}

static void test_digits__are_padded(void **state)
{
	struct datetime when = {2024, 1, 2, 3, 4, 5}, old = {7, 11, 12, 0, 0, 0};

	assert_str(datetime_digits(*state, &when, true), "20240102030405");
	assert_str(datetime_digits(*state, &when, false), "20240102");
	assert_str(datetime_digits(*state, &old, true), "00071112000000");
}

static void test_parse__reads_8_or_14_digits(void **state)
{
	struct datetime when = {0};

	(void)state;
	assert_true(datetime_parse(STR("20240102030405"), &when));
	assert_memory_equal(&when, &((struct datetime){2024, 1, 2, 3, 4, 5}), sizeof when);
	assert_true(datetime_parse(STR("20231331"), &when));
	assert_memory_equal(&when, &((struct datetime){2023, 13, 31, 0, 0, 0}), sizeof when);
}

static void test_parse__refuses_all_else(void **state)
{
	static const char *const texts[] = {"", "2024010", "202401021", "2024-01-02", "20240102 ",
		"2024010203040", "202401020304056", "2024010203040x", "x0240102", "+2024010", "2024 102"};
	struct datetime when;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_false(datetime_parse(str_from(texts[i]), &when));
	assert_false(datetime_parse((struct str){NULL, 0}, &when));
}

static void test_local__is_what_tz_says(void **state)
{
	struct datetime when;

	(void)state;
	assert_int_equal(setenv("TZ", "XYZ-05:30", 1), 0);
	when = datetime_local(1709210096); /* 2024-02-29 12:34:56 UTC */
	assert_int_equal(when.day, 29);
	assert_int_equal(when.hour, 18);
	assert_int_equal(when.minute, 4);
	assert_int_equal(when.second, 56);
	assert_int_equal(setenv("TZ", "XYZ+13", 1), 0);
	when = datetime_local(1709210096);
	assert_int_equal(when.day, 28);
	assert_int_equal(when.hour, 23);
	assert_int_equal(unsetenv("TZ"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_now__is_the_systems_without_mighook_now, forget_now),
		cmocka_unit_test_teardown(test_now__is_what_mighook_now_says, forget_now),
		cmocka_unit_test_teardown(test_now__unreadable_is_an_error_that_names_it, forget_now),
		cmocka_unit_test_teardown(test_now__failure_leaves_the_output_untouched, forget_now),
		cmocka_unit_test(test_mistake__days_that_exist),
		cmocka_unit_test(test_mistake__days_and_times_that_do_not_exist),
		cmocka_unit_test(test_seconds__count_from_1970),
		cmocka_unit_test(test_from_seconds__is_the_way_back),
		cmocka_unit_test(test_local__is_what_tz_says),
		with_arena(test_digits__are_padded),
		cmocka_unit_test(test_parse__reads_8_or_14_digits),
		cmocka_unit_test(test_parse__refuses_all_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
