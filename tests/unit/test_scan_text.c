/* SPDX-License-Identifier: MIT */
/* What migration/scan.h says of texts as wholes: what they say to the server, where a byte is. */
#include "unit/fixture.h"

#include "migration/scan.h"

static bool same(struct arena *arena, const char *a, const char *b)
{
	return str_equal(scan_significant(arena, str_from(a)), scan_significant(arena, str_from(b)));
}

static void test_significant__has_no_comments_and_single_spaces(void **state)
{
	assert_text(scan_significant(*state,
					STR("-- a\r\n  SELECT\t1 /* b /* c */ */ ,\n\n 2;\r\n-- d\r\nSELECT 3;\n")),
		"SELECT 1 , 2; SELECT 3;");
	assert_text(scan_significant(*state, STR("-- only\n/* comments */\n")), "");
	assert_text(scan_significant(*state, STR("")), "");
	assert_text(scan_significant(*state, STR("\xef\xbb\xbfSELECT")), "SELECT");
}

static void test_significant__a_comment_separates_like_a_blank(void **state)
{
	assert_true(same(*state, "SELECT/* x */1", "SELECT 1"));
	assert_true(same(*state, "SELECT--x\n1", "SELECT\n1"));
	assert_false(same(*state, "SELECT1", "SELECT 1"));
}

static void test_significant__line_ends_do_not_count_outside_quotes(void **state)
{
	assert_true(same(*state, "SELECT 1;\r\nSELECT 2;\r\n", "SELECT 1;\nSELECT 2;\n"));
	assert_false(same(*state, "SELECT 'a\r\nb';", "SELECT 'a\nb';"));
}

static void test_significant__keeps_quotes_as_they_are(void **state)
{
	assert_text(scan_significant(*state, STR("SELECT  'a  -- b',  $$ /* c */  $$,  \"d  e\"")),
		"SELECT 'a  -- b', $$ /* c */  $$, \"d  e\"");
	assert_false(same(*state, "SELECT 'a  b'", "SELECT 'a b'"));
	assert_false(same(*state, "SELECT '-- a'", "SELECT '-- b'"));
	assert_false(same(*state, "SELECT E'\\'--a'", "SELECT E'\\'--b'"));
	assert_text(scan_significant(*state, STR("SELECT 'a -- b")), "SELECT 'a -- b");
}

static void test_significant__differs_where_words_do(void **state)
{
	assert_false(same(*state, "DROP TABLE a;", "DROP TABLE b;"));
	assert_false(same(*state, "SELECT 1;", "SELECT 1; -- x\nSELECT 2;"));
	assert_false(same(*state, "select 1", "SELECT 1"));
}

static void test_position__is_1_based_in_bytes(void **state)
{
	struct str text = STR("ab\r\n\xc3\xa4z\n\nq");
	static const struct {
		size_t offset;
		uint32_t line, column;
	} cases[] = {{0, 1, 1}, {1, 1, 2}, {3, 1, 4}, {4, 2, 1}, {6, 2, 3}, {7, 2, 4}, {8, 3, 1},
		{9, 4, 1}, {10, 4, 2}, {99, 4, 2}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct position position = position_at(text, cases[i].offset);

		assert_int_equal(position.line, cases[i].line);
		assert_int_equal(position.column, cases[i].column);
	}
	assert_int_equal(position_at(STR(""), 0).line, 1);
	assert_int_equal(position_at(STR(""), 0).column, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_significant__has_no_comments_and_single_spaces),
		with_arena(test_significant__a_comment_separates_like_a_blank),
		with_arena(test_significant__line_ends_do_not_count_outside_quotes),
		with_arena(test_significant__keeps_quotes_as_they_are),
		with_arena(test_significant__differs_where_words_do),
		cmocka_unit_test(test_position__is_1_based_in_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
