/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/version.h"

static void test_order__text_numbers_and_dots(void **state)
{
	(void)state;
	assert_true(version_compare(ORDER_TEXT, STR("10"), STR("9")) < 0);
	assert_true(version_compare(ORDER_NUMBER, STR("10"), STR("9")) > 0);
	assert_true(version_compare(ORDER_DOTTED, STR("1.10"), STR("1.9")) > 0);
	assert_int_equal(version_compare(ORDER_DOTTED, STR("1.0"), STR("1")), 0);
	assert_int_equal(version_compare(ORDER_DOTTED, STR("1_2"), STR("1.2")), 0);
	assert_int_equal(version_compare(ORDER_TEXT, STR("2024-01-02"), STR("20240102")), 0);
}

/* Versions in ascending order; those that are one stand in one row. */
struct row {
	const char *versions[4];
};

static void assert_ascending(enum version_order order, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			for (size_t k = 0; k < 4 && rows[i].versions[k]; k++)
				for (size_t l = 0; l < 4 && rows[j].versions[l]; l++) {
					struct str a = str_from(rows[i].versions[k]), b = str_from(rows[j].versions[l]);
					int got = version_compare(order, a, b);

					if ((i > j) - (i < j) != (got > 0) - (got < 0))
						fail_msg("%s and %s compare to %d", a.ptr, b.ptr, got);
				}
}

static void test_order__of_many_texts(void **state)
{
	static const struct row rows[] = {{{"0"}}, {{"0001"}}, {{"001"}}, {{"01"}}, {{"1"}}, {{"10"}},
		{{"100"}}, {{"2"}}, {{"20240102"}}, {{"20240102000000", "2024-01-02-000000"}},
		{{"20240102000001"}}, {{"20240103", "2024-01-03", "2024-0103"}}, {{"9"}}};

	(void)state;
	assert_ascending(ORDER_TEXT, rows, ARRAY_LENGTH(rows));
}

static void test_order__of_many_numbers(void **state)
{
	static const struct row rows[] = {{{"0", "000"}}, {{"1", "0001", "01"}}, {{"2"}}, {{"9"}},
		{{"10", "010"}}, {{"99"}}, {{"20240102"}}, {{"20240102000000"}}, {{"18446744073709551615"}},
		{{"18446744073709551616", "018446744073709551616"}},
		{{"99999999999999999999999999999999"}}};

	(void)state;
	assert_ascending(ORDER_NUMBER, rows, ARRAY_LENGTH(rows));
}

static void test_order__of_many_dotted(void **state)
{
	static const struct row rows[] = {{{"0", "0.0", "00"}}, {{"0.1"}},
		{{"1", "1.0", "01", "1_0_0"}}, {{"1.0.1", "1_0_1"}}, {{"1.1"}}, {{"1.2", "1.02"}},
		{{"1.9"}}, {{"1.10", "1_10"}}, {{"1.10.1"}}, {{"2"}}, {{"10"}},
		{{"2024.01.02", "2024.1.2"}}};

	(void)state;
	assert_ascending(ORDER_DOTTED, rows, ARRAY_LENGTH(rows));
}

static bool same(struct arena *arena, enum version_order order, const char *a, const char *b)
{
	return str_equal(
		version_identity(arena, order, str_from(a)), version_identity(arena, order, str_from(b)));
}

static void test_identity__ignores_zeros_in_front_and_dashes(void **state)
{
	static const enum version_order orders[] = {ORDER_TEXT, ORDER_NUMBER};

	for (size_t i = 0; i < ARRAY_LENGTH(orders); i++) {
		assert_true(same(*state, orders[i], "1", "0001"));
		assert_true(same(*state, orders[i], "0", "0000"));
		assert_true(same(*state, orders[i], "2024-01-02", "20240102"));
		assert_true(same(*state, orders[i], "2024-01-02-030405", "20240102030405"));
		assert_false(same(*state, orders[i], "1", "10"));
		assert_false(same(*state, orders[i], "20240102", "20240102000000"));
		assert_false(same(*state, orders[i], "0", "1"));
		assert_text(version_identity(*state, orders[i], STR("0042")), "42");
	}
}

static void test_identity__of_dotted_ignores_zeros_behind(void **state)
{
	assert_true(same(*state, ORDER_DOTTED, "1", "1.0.0"));
	assert_true(same(*state, ORDER_DOTTED, "1_2", "01.2"));
	assert_true(same(*state, ORDER_DOTTED, "1.10", "1_10_0"));
	assert_true(same(*state, ORDER_DOTTED, "0", "0.0"));
	assert_false(same(*state, ORDER_DOTTED, "1.1", "1.10"));
	assert_false(same(*state, ORDER_DOTTED, "1.1", "11"));
	assert_false(same(*state, ORDER_DOTTED, "1.0.1", "1.1"));
	assert_false(same(*state, ORDER_DOTTED, "10", "1"));
	assert_text(version_identity(*state, ORDER_DOTTED, STR("01_020_0")), "1.20");
}

/* Fails unless the version is read as the date. */
static void assert_date(enum version_kind kind, const char *version, struct datetime expected)
{
	struct datetime when = {0};

	if (!version_date(kind, str_from(version), &when))
		fail_msg("%s is no date", version);
	assert_memory_equal(&when, &expected, sizeof when);
}

static void test_date__8_or_14_digits_with_dashes_or_not(void **state)
{
	static const enum version_kind kinds[] = {VERSION_AUTO, VERSION_DATE};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		assert_date(kinds[i], "20240102", (struct datetime){2024, 1, 2, 0, 0, 0});
		assert_date(kinds[i], "20240102030405", (struct datetime){2024, 1, 2, 3, 4, 5});
		assert_date(kinds[i], "2024-01-02", (struct datetime){2024, 1, 2, 0, 0, 0});
		assert_date(kinds[i], "2024-01-02-030405", (struct datetime){2024, 1, 2, 3, 4, 5});
		/* diesel's counter */
		assert_date(kinds[i], "2024-01-02-030405-0000", (struct datetime){2024, 1, 2, 3, 4, 5});
		/* that it does not exist is another question */
		assert_date(kinds[i], "19991399", (struct datetime){1999, 13, 99, 0, 0, 0});
	}
}

static void test_date__auto_reads_this_and_the_last_century_only(void **state)
{
	static const char *const others[] = {"18991231", "21000101", "00000000", "00000000000000",
		"00010203", "12345678", "99991231235959"};
	struct datetime when;

	(void)state;
	assert_true(version_date(VERSION_AUTO, STR("19000101"), &when));
	assert_true(version_date(VERSION_AUTO, STR("20991231"), &when));
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
		assert_false(version_date(VERSION_AUTO, str_from(others[i]), &when));
	assert_date(VERSION_DATE, "21000101", (struct datetime){2100, 1, 1, 0, 0, 0});
	assert_date(VERSION_DATE, "18991231", (struct datetime){1899, 12, 31, 0, 0, 0});
}

static void test_date__other_lengths_are_none(void **state)
{
	static const char *const others[] = {"", "1", "0319", "2024010", "202401021", "2024010203",
		"202401020304", "2024010203040", "202401020304051", "20240102030405123456", "2024.01.02",
		"1.2"};
	struct datetime when;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
		assert_false(version_date(VERSION_DATE, str_from(others[i]), &when));
		assert_false(version_date(VERSION_AUTO, str_from(others[i]), &when));
	}
}

static void test_date__a_sequence_has_none(void **state)
{
	struct datetime when;

	(void)state;
	assert_false(version_date(VERSION_SEQUENCE, STR("20240102"), &when));
	assert_false(version_date(VERSION_SEQUENCE, STR("2024-01-02-030405"), &when));
}

static void test_next__of_a_date_is_the_next_second_or_day(void **state)
{
	static const char *const pairs[][2] = {
		{"20240102030405", "20240102030406"},
		{"20241231235959", "20250101000000"},
		{"20240228", "20240229"},
		{"20230228", "20230301"},
		{"20231231", "20240101"},
		{"2024-01-31", "2024-02-01"},
		{"2024-12-31-235959", "2025-01-01-000000"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
		assert_text(version_next(*state, VERSION_AUTO, str_from(pairs[i][0])), pairs[i][1]);
		assert_text(version_next(*state, VERSION_DATE, str_from(pairs[i][0])), pairs[i][1]);
	}
}

static void test_next__of_the_last_date_is_none(void **state)
{
	assert_none(version_next(*state, VERSION_DATE, STR("99991231")));
	assert_none(version_next(*state, VERSION_DATE, STR("99991231235959")));
	assert_text(version_next(*state, VERSION_DATE, STR("99991230")), "99991231");
}

static void test_next__of_a_number_keeps_the_width(void **state)
{
	static const char *const pairs[][2] = {{"0001", "0002"}, {"0009", "0010"}, {"0319", "0320"},
		{"1", "2"}, {"1.9", "1.10"}, {"1.2.3", "1.2.4"}, {"000", "001"}, {"0999", "1000"},
		{"1_99", "1_100"}};

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++)
		assert_text(version_next(*state, VERSION_SEQUENCE, str_from(pairs[i][0])), pairs[i][1]);
	assert_text(version_next(*state, VERSION_SEQUENCE, STR("20240131")), "20240132");
	assert_text(version_next(*state, VERSION_AUTO, STR("12345678")), "12345679");
}

static void test_next__comes_later_in_the_order_of_numbers(void **state)
{
	static const char *const versions[] = {"0", "9", "99", "0099", "20240131", "20241231235959"};

	for (size_t i = 0; i < ARRAY_LENGTH(versions); i++) {
		struct str version = str_from(versions[i]);
		struct str next = version_next(*state, VERSION_AUTO, version);

		assert_non_null(next.ptr);
		assert_true(version_compare(ORDER_NUMBER, next, version) > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order__text_numbers_and_dots),
		cmocka_unit_test(test_order__of_many_texts),
		cmocka_unit_test(test_order__of_many_numbers),
		cmocka_unit_test(test_order__of_many_dotted),
		with_arena(test_identity__ignores_zeros_in_front_and_dashes),
		with_arena(test_identity__of_dotted_ignores_zeros_behind),
		cmocka_unit_test(test_date__8_or_14_digits_with_dashes_or_not),
		cmocka_unit_test(test_date__auto_reads_this_and_the_last_century_only),
		cmocka_unit_test(test_date__other_lengths_are_none),
		cmocka_unit_test(test_date__a_sequence_has_none),
		with_arena(test_next__of_a_date_is_the_next_second_or_day),
		with_arena(test_next__of_the_last_date_is_none),
		with_arena(test_next__of_a_number_keeps_the_width),
		with_arena(test_next__comes_later_in_the_order_of_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
