/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/str.h"

static const struct str none = {NULL, 0};

static void test_from__null_is_none_and_empty_is_not(void **state)
{
	(void)state;
	assert_none(str_from(NULL));
	assert_int_equal(str_from(NULL).len, 0);
	assert_non_null(str_from("").ptr);
	assert_int_equal(str_from("").len, 0);
	assert_str(str_from("abc"), "abc");
	assert_int_equal(STR("a\0b").len, 3);
}

static void test_equal__compares_bytes_and_lengths(void **state)
{
	(void)state;
	assert_true(str_equal(STR("ab"), STR("ab")));
	assert_false(str_equal(STR("ab"), STR("aB")));
	assert_false(str_equal(STR("ab"), STR("abc")));
	assert_false(str_equal(STR("a\0b"), STR("a\0c")));
	assert_true(str_equal(none, STR("")));
}

static void test_equal_ignoring_case__folds_ascii_only(void **state)
{
	(void)state;
	assert_true(str_equal_ignoring_case(STR("Author_1"), STR("aUTHOR_1")));
	assert_false(str_equal_ignoring_case(STR("a"), STR("ab")));
	/* '@' and '`', '[' and '{' differ by the bit that tells letters' cases apart. */
	assert_false(str_equal_ignoring_case(STR("@["), STR("`{")));
	assert_false(str_equal_ignoring_case(STR("\xc3\x84"), STR("\xc3\xa4")));
}

static void test_compare__orders_by_unsigned_bytes_prefix_first(void **state)
{
	(void)state;
	assert_true(str_compare(STR("a"), STR("b")) < 0);
	assert_true(str_compare(STR("b"), STR("a")) > 0);
	assert_int_equal(str_compare(STR("a"), STR("a")), 0);
	assert_true(str_compare(STR("a"), STR("ab")) < 0);
	assert_true(str_compare(STR("ab"), STR("a")) > 0);
	assert_true(str_compare(STR("\x7f"), STR("\x80")) < 0);
	assert_true(str_compare(STR("\xff"), STR("a")) > 0);
	assert_true(str_compare(none, STR("a")) < 0);
	assert_int_equal(str_compare(none, STR("")), 0);
	/* git's index: "a-b" before "a/b" before "a0" */
	assert_true(str_compare(STR("a-b"), STR("a/b")) < 0);
	assert_true(str_compare(STR("a/b"), STR("a0")) < 0);
}

static void test_starts_and_ends__know_empty_and_longer_parts(void **state)
{
	(void)state;
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR("")));
	assert_true(str_starts(none, STR("")));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_false(str_starts(STR("abc"), STR("b")));
	assert_true(str_ends(STR("x.sql"), STR(".sql")));
	assert_true(str_ends(STR(".sql"), STR(".sql")));
	assert_true(str_ends(STR("abc"), STR("")));
	assert_false(str_ends(STR("sql"), STR(".sql")));
	assert_false(str_ends(STR("x.sqlx"), STR(".sql")));
}

static void test_slice__cuts_both_ends_to_the_length(void **state)
{
	struct str text = STR("abcdef");

	(void)state;
	assert_str(str_slice(text, 1, 3), "bc");
	assert_str(str_slice(text, 0, 6), "abcdef");
	assert_str(str_slice(text, 4, 99), "ef");
	assert_str(str_slice(text, 99, 100), "");
	assert_str(str_slice(text, 3, 3), "");
	assert_str(str_slice(text, 5, 2), "");
	assert_none(str_slice(none, 0, 5));
	assert_int_equal(str_slice(none, 0, 5).len, 0);
}

static void test_trim__drops_blanks_tabs_and_line_ends(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t\r\n a b \r\n\t ")), "a b");
	assert_str(str_trim(STR(" \r\n ")), "");
	assert_str(str_trim(STR("")), "");
	assert_str(str_trim(STR("a")), "a");
	assert_int_equal(str_trim(none).len, 0);
}

static void test_has__counts_a_nul_byte_only_among_the_bytes(void **state)
{
	(void)state;
	assert_true(str_has(STR(" -_"), '_'));
	assert_false(str_has(STR(" -_"), 'a'));
	assert_false(str_has(STR(" -_"), '\0'));
	assert_true(str_has(STR("a\0b"), '\0'));
	assert_true(str_has(STR("\xff"), '\xff'));
	assert_false(str_has(STR(""), '\0'));
	assert_false(str_has(none, 'a'));
}

static void test_find__gives_the_length_if_there_is_none(void **state)
{
	struct str text = STR("abcabc");

	(void)state;
	assert_int_equal(str_find(text, STR("bc"), 0), 1);
	assert_int_equal(str_find(text, STR("bc"), 1), 1);
	assert_int_equal(str_find(text, STR("bc"), 2), 4);
	assert_int_equal(str_find(text, STR("bc"), 5), 6);
	assert_int_equal(str_find(text, STR("x"), 0), 6);
	assert_int_equal(str_find(text, STR("a"), 7), 6);
	assert_int_equal(str_find(text, STR("abcabcabc"), 0), 6);
	assert_int_equal(str_find(STR("a\0b"), STR("b"), 0), 2);
	assert_int_equal(str_find(none, STR("a"), 0), 0);
	assert_int_equal(str_find(STR(""), STR("a"), 0), 0);
}

static void test_next__cuts_parts_until_nothing_is_left(void **state)
{
	struct str rest = STR("a,,b,"), part;

	(void)state;
	assert_true(str_next(&rest, ',', &part));
	assert_str(part, "a");
	assert_true(str_next(&rest, ',', &part));
	assert_str(part, "");
	assert_true(str_next(&rest, ',', &part));
	assert_str(part, "b");
	assert_true(str_next(&rest, ',', &part));
	assert_str(part, "");
	assert_false(str_next(&rest, ',', &part));
	assert_false(str_next(&rest, ',', &part));
	rest = none;
	assert_false(str_next(&rest, ',', &part));
}

static void test_basename_and_dirname__split_at_the_last_slash(void **state)
{
	(void)state;
	assert_str(str_basename(STR("a/b/c.sql")), "c.sql");
	assert_str(str_basename(STR("c.sql")), "c.sql");
	assert_str(str_basename(STR("a/")), "");
	assert_str(str_dirname(STR("a/b/c.sql")), "a/b");
	assert_str(str_dirname(STR("c.sql")), "");
	assert_str(str_dirname(STR("")), "");
	assert_str(str_dirname(STR("a/b/")), "a/b");
}

static void test_within__is_below_and_not_beside(void **state)
{
	(void)state;
	assert_true(str_within(STR("db/migrations/1.sql"), STR("db/migrations")));
	assert_true(str_within(STR("db/migrations/1.sql"), STR("db")));
	assert_true(str_within(STR("1.sql"), STR("")));
	assert_false(str_within(STR("db/migrations"), STR("db/migrations")));
	assert_false(str_within(STR("db/migrations2/1.sql"), STR("db/migrations")));
	assert_false(str_within(STR("db"), STR("db/migrations")));
	assert_false(str_within(STR("x/db/1.sql"), STR("db")));
}

static void test_bytes__have_the_classes_of_ascii_in_any_locale(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		char byte = (char)i;
		bool digit = i >= 48 && i <= 57, big = i >= 65 && i <= 90, small = i >= 97 && i <= 122;

		assert_int_equal(is_digit(byte), digit);
		assert_int_equal(is_upper(byte), big);
		assert_int_equal(is_lower(byte), small);
		assert_int_equal(is_alpha(byte), big || small);
		assert_int_equal(is_alnum(byte), big || small || digit);
		assert_int_equal(is_blank(byte), i == 32 || (i >= 9 && i <= 13));
		assert_int_equal((unsigned char)lower(byte), big ? i + 32 : i);
	}
}

static void test_copies__are_terminated_and_independent(void **state)
{
	char bytes[] = {'A', 'b', '\0', 'C'};
	struct str copy = str_copy(*state, (struct str){bytes, sizeof bytes});
	struct str small = str_lower(*state, (struct str){bytes, sizeof bytes});

	bytes[0] = 'z';
	assert_int_equal(copy.len, 4);
	assert_memory_equal(copy.ptr, "Ab\0C", 5);
	assert_int_equal(small.len, 4);
	assert_memory_equal(small.ptr, "ab\0c", 5);
	assert_string_equal(str_copy(*state, none).ptr, "");
	assert_str(str_lower(*state, STR("\xc3\x84X")), "\xc3\x84x");
}

static void test_format__takes_views_and_long_texts(void **state)
{
	struct str view = str_slice(STR("abcdef"), 1, 3), text;

	text = str_format(*state, "%.*s=%d", STR_ARG(view), 7);
	assert_str(text, "bc=7");
	assert_int_equal(text.ptr[text.len], '\0');
	assert_str(str_format(*state, "[%.*s]", STR_ARG(none)), "[]");
	text = str_format(*state, "%05000d", 1);
	assert_int_equal(text.len, 5000);
	assert_int_equal(text.ptr[4999], '1');
}

static void test_join_path__joins_with_one_slash(void **state)
{
	assert_str(str_join_path(*state, STR("a/b"), STR("c")), "a/b/c");
	assert_str(str_join_path(*state, STR(""), STR("c")), "c");
	assert_str(str_join_path(*state, none, STR("c")), "c");
}

static void test_list__holds_what_was_added(void **state)
{
	struct str_list list = {0};

	assert_false(str_list_contains(&list, STR("x")));
	for (int i = 0; i < 100; i++)
		str_list_add(*state, &list, str_format(*state, "%d", i));
	assert_int_equal(list.count, 100);
	assert_str(list.items[0], "0");
	assert_str(list.items[99], "99");
	assert_true(str_list_contains(&list, STR("57")));
	assert_false(str_list_contains(&list, STR("100")));
	assert_false(str_list_contains(&list, STR("")));
}

static void test_text__grows_at_its_end(void **state)
{
	struct text text = {.arena = *state};

	assert_string_equal(text_str(&text).ptr, "");
	text_add(&text, STR("a\0b"));
	text_add_byte(&text, '-');
	text_addf(&text, "%d%s", 42, "x");
	assert_int_equal(text_str(&text).len, 7);
	assert_memory_equal(text_str(&text).ptr, "a\0b-42x", 8);
	for (size_t i = 0; i < 1000; i++)
		text_add(&text, STR("0123456789"));
	assert_int_equal(text_str(&text).len, 10007);
	assert_memory_equal(text_str(&text).ptr, "a\0b-42x0123456789", 17);
	assert_string_equal(text_str(&text).ptr + 9997, "0123456789");
}

static void test_text__takes_lengths_around_its_capacity(void **state)
{
	for (size_t len = 0; len < 300; len++) {
		struct text text = {.arena = *state};
		struct str xs = str_format(*state, "%0300d", 0);

		text_add(&text, str_slice(xs, 0, len));
		text_add_byte(&text, 'y');
		assert_int_equal(text_str(&text).len, len + 1);
		assert_int_equal(text_str(&text).ptr[len], 'y');
		assert_int_equal(text_str(&text).ptr[len + 1], '\0');
	}
}

static void test_text__takes_numbers_of_any_length(void **state)
{
	struct text text = {.arena = *state};

	text_add_number(&text, 0);
	text_add_byte(&text, ' ');
	text_add_number(&text, 10);
	text_add_byte(&text, ' ');
	text_add_number(&text, UINT64_MAX);
	assert_string_equal(text_str(&text).ptr, "0 10 18446744073709551615");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_from__null_is_none_and_empty_is_not),
		cmocka_unit_test(test_equal__compares_bytes_and_lengths),
		cmocka_unit_test(test_equal_ignoring_case__folds_ascii_only),
		cmocka_unit_test(test_compare__orders_by_unsigned_bytes_prefix_first),
		cmocka_unit_test(test_starts_and_ends__know_empty_and_longer_parts),
		cmocka_unit_test(test_slice__cuts_both_ends_to_the_length),
		cmocka_unit_test(test_trim__drops_blanks_tabs_and_line_ends),
		cmocka_unit_test(test_has__counts_a_nul_byte_only_among_the_bytes),
		cmocka_unit_test(test_find__gives_the_length_if_there_is_none),
		cmocka_unit_test(test_next__cuts_parts_until_nothing_is_left),
		cmocka_unit_test(test_basename_and_dirname__split_at_the_last_slash),
		cmocka_unit_test(test_within__is_below_and_not_beside),
		cmocka_unit_test(test_bytes__have_the_classes_of_ascii_in_any_locale),
		with_arena(test_copies__are_terminated_and_independent),
		with_arena(test_format__takes_views_and_long_texts),
		with_arena(test_join_path__joins_with_one_slash),
		with_arena(test_list__holds_what_was_added),
		with_arena(test_text__grows_at_its_end),
		with_arena(test_text__takes_lengths_around_its_capacity),
		with_arena(test_text__takes_numbers_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
