/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/scan.h"

static struct scan scan(struct arena *arena, const char *text)
{
	return scan_sql(arena, str_from(text), 0, strlen(text));
}

/* Fails unless the statements end behind the text's "@" signs, which are taken out first. */
static void assert_ends(struct arena *arena, const char *marked)
{
	struct text text = {.arena = arena};
	size_t ends[64], count = 0;
	struct scan scanned;

	for (; *marked; marked++) {
		if (*marked == '@')
			ends[count++] = text.len;
		else
			text_add_byte(&text, *marked);
	}
	scanned = scan_sql(arena, text_str(&text), 0, text.len);
	if (scanned.statement_ends.count != count)
		fail_msg(
			"%s has %zu ends, not %zu", text_str(&text).ptr, scanned.statement_ends.count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(scanned.statement_ends.items[i], ends[i]);
}

static void test_ends__stand_behind_semicolons(void **state)
{
	assert_ends(*state, "");
	assert_ends(*state, "SELECT 1");
	assert_ends(*state, "SELECT 1;@");
	assert_ends(*state, " SELECT 1;@\r\nSELECT 2 ;@ -- x;\nSELECT 3");
	assert_ends(*state, "a - b;@ c / d;@");
}

static void test_ends__not_inside_quotes(void **state)
{
	assert_ends(*state, "SELECT ';';@");
	assert_ends(*state, "SELECT 'a'';b';@ x;@");
	assert_ends(*state, "SELECT \"a;b\", \"c\"\";d\";@");
	assert_ends(*state, "SELECT 'a\n;\n';@");
	assert_ends(*state, "SELECT '--;', '/*;';@ x;@");
	assert_ends(*state, "SELECT '';@ x '';@");
	assert_ends(*state, "SELECT '$$';@ x '$$';@");
}

static void test_ends__backslashes_count_in_escape_strings_only(void **state)
{
	assert_ends(*state, "SELECT E'a\\';b';@");
	assert_ends(*state, "SELECT e'a\\\\';@ x;@");
	assert_ends(*state, "SELECT 'a\\';@ x;@");
	assert_ends(*state, "SELECT U&'a\\';@ x;@");
	assert_ends(*state, "SELECT \"a\\\";@ x;@");
	/* the e belongs to an identifier: no escape string */
	assert_ends(*state, "SELECT date'a\\';@ x;@");
	assert_ends(*state, "SELECT _e'a\\';@ x;@");
	assert_ends(*state, "SELECT(E'a\\'');@");
}

/* Manual, 4.1.2.1: strings separated by blanks with a line feed are one, so still with escapes. */
static void test_ends__escape_strings_go_on_in_the_next_line(void **state)
{
	assert_ends(*state, "SELECT E'a'\n  'b\\';c';@ x;@");
	assert_ends(*state, "SELECT 'a'\n  'b\\';@ x;@");
	assert_ends(*state, "SELECT E'a' -- c\n  'b\\';c'\r'\\';d';@ x;@");
	assert_ends(*state, "SELECT E'a', \n 'b\\';@ E'a' /*\n*/ 'b\\';@ E'a' 'b\\';@ x;@");
}

static void test_ends__not_inside_dollar_quotes(void **state)
{
	assert_ends(*state, "DO $$ BEGIN x; END $$;@ y;@");
	assert_ends(*state, "DO $body$ a; $$ b; $$ $other$ ; $body$;@ y;@");
	assert_ends(*state, "DO $_a1$ ';'; $_a1$;@");
	assert_ends(*state, "DO $\xc3\xa4$ ; $\xc3\xa4$;@");
	assert_ends(*state, "DO $$ -- ' \n; $$;@");
	assert_ends(*state, "DO $Tag$ ; $tag$ ; $Tag$;@");
	assert_ends(*state, "SELECT $$a$$||$$;$$;@");
}

static void test_ends__dollars_that_start_no_quote(void **state)
{
	assert_ends(*state, "SELECT $1;@ x $2;@");
	assert_ends(*state, "SELECT $1$2;@ x;@");
	assert_ends(*state, "SELECT a$b;@ c$d;@");
	assert_ends(*state, "SELECT $;@ $;@");
	assert_ends(*state, "SELECT $a b$;@ $a b$;@");
	/* inside an identifier, manual 4.1.1: letters, digits, underscores and dollar signs */
	assert_ends(*state, "SELECT foo$bar$;@ SELECT foo$bar$;@");
}

/* Manual, 4.1.1: an identifier may hold dollar signs, several too. */
static void test_ends__identifiers_with_two_dollars(void **state)
{
	assert_ends(*state, "SELECT a$$b$;@ SELECT a$$b$;@");
}

static void test_ends__not_inside_comments(void **state)
{
	assert_ends(*state, "-- a;\nSELECT 1;@ -- b;");
	assert_ends(*state, "/* a; */ SELECT 1;@ /* ; */");
	assert_ends(*state, "SELECT 1 /* it's; */;@ x;@");
	assert_ends(*state, "SELECT 1 -- it's;\n;@ x;@");
	assert_ends(*state, "SELECT 1+--2;\n3;@");
	assert_ends(*state, "SELECT 1*/* ; */2;@");
}

/* Manual, 4.1.5: block comments nest. */
static void test_ends__not_inside_nested_comments(void **state)
{
	assert_ends(*state, "/* a /* b; */ c; */ SELECT 1;@");
	assert_ends(*state, "/*/* ; */ ; */ x;@");
	assert_ends(*state, "/*/ ; */ x;@");
	assert_ends(*state, "/**/ x;@ /***/ y;@");
	assert_ends(*state, "/* -- */ x;@");
	assert_ends(*state, "/* ' */ x;@ /* $$ */ y;@");
	assert_ends(*state, "/* /* */ x;");
}

static void test_ends__unclosed_reaches_to_the_end(void **state)
{
	assert_ends(*state, "a;@ 'b; c;");
	assert_ends(*state, "a;@ \"b; c;");
	assert_ends(*state, "a;@ E'b; c;\\");
	assert_ends(*state, "a;@ E'b; c;\\'");
	assert_ends(*state, "a;@ $x$ b; $x c;");
	assert_ends(*state, "a;@ $x$ b; $x");
	assert_ends(*state, "a;@ /* b; c;");
	assert_ends(*state, "a;@ /* b; *");
	assert_ends(*state, "a;@ -- b; c;");
}

static void test_first_sql__is_behind_blanks_and_comments(void **state)
{
	assert_int_equal(scan(*state, "SELECT 1;").first_sql, 0);
	assert_int_equal(scan(*state, " \t\r\n\f SELECT").first_sql, 6);
	assert_int_equal(scan(*state, "-- a\n/* b */ c").first_sql, 13);
	assert_int_equal(scan(*state, "--a\r\n\r\n;").first_sql, 7);
	assert_int_equal(scan(*state, "'").first_sql, 0);
	assert_int_equal(scan(*state, "- -").first_sql, 0);
}

static void test_first_sql__of_none_is_the_end(void **state)
{
	static const char *const texts[] = {
		"", " \r\n", "-- a", "/* a */\n", "/* never closed ;", "-- a\r\n-- b\r\n", "\xef\xbb\xbf"};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_int_equal(scan(*state, texts[i]).first_sql, strlen(texts[i]));
}

static void test_first_sql__byte_order_mark_is_a_blank(void **state)
{
	assert_int_equal(scan(*state, "\xef\xbb\xbfSELECT").first_sql, 3);
	assert_int_equal(scan(*state, "\xef\xbb\xbf-- a\nSELECT").first_sql, 8);
	assert_int_equal(scan(*state, "SELECT\xef\xbb\xbf").first_sql, 0);
}

/* PostgreSQL ends a line comment at CR as well as at LF (scan.l: newline [\n\r]): what follows a
 * lone CR is executed. */
static void test_first_sql__comes_behind_a_lone_carriage_return(void **state)
{
	assert_int_equal(scan(*state, "-- a\rDROP TABLE x;").first_sql, 5);
	assert_ends(*state, "-- a\rDROP TABLE x;@");
}

static void test_comments__keep_offsets_and_text(void **state)
{
	/*                          0123456789 0123456789012345678 9 */
	struct scan scanned = scan(*state, "--  one \r\nSELECT 1; -- two\n");

	assert_int_equal(scanned.comments.count, 2);
	assert_int_equal(scanned.comments.items[0].offset, 0);
	assert_str(scanned.comments.items[0].text, "one");
	assert_int_equal(scanned.comments.items[0].text_offset, 4);
	assert_true(scanned.comments.items[0].starts_line);
	assert_int_equal(scanned.comments.items[1].offset, 20);
	assert_int_equal(scanned.comments.items[1].end, 26);
	assert_str(scanned.comments.items[1].text, "two");
	assert_int_equal(scanned.comments.items[1].text_offset, 23);
	assert_false(scanned.comments.items[1].starts_line);
}

static void test_comments__blocks_give_one_for_each_line(void **state)
{
	struct scan scanned = scan(*state, "  /* one\r\n   * two\n\n   three */ x /**four*/ /**/");

	assert_int_equal(scanned.comments.count, 6);
	assert_str(scanned.comments.items[0].text, "one");
	assert_str(scanned.comments.items[1].text, "two");
	assert_str(scanned.comments.items[2].text, "");
	assert_str(scanned.comments.items[3].text, "three");
	assert_str(scanned.comments.items[4].text, "four");
	assert_str(scanned.comments.items[5].text, "");
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(scanned.comments.items[i].offset, 2);
		assert_int_equal(scanned.comments.items[i].end, 31);
		assert_true(scanned.comments.items[i].starts_line);
	}
	assert_int_equal(scanned.comments.items[1].text_offset, 15);
	assert_int_equal(scanned.comments.items[4].offset, 34);
	assert_int_equal(scanned.comments.items[4].end, 43);
	assert_false(scanned.comments.items[4].starts_line);
}

static void test_comments__not_inside_quotes(void **state)
{
	assert_int_equal(scan(*state, "SELECT '-- a', \"/* b */\", $$ -- c $$").comments.count, 0);
	assert_int_equal(scan(*state, "SELECT '-- a").comments.count, 0);
}

static void test_comments__behind_a_byte_order_mark_start_the_line(void **state)
{
	struct scan scanned = scan(*state, "\xef\xbb\xbf-- a\n");

	assert_int_equal(scanned.comments.count, 1);
	assert_int_equal(scanned.comments.items[0].offset, 3);
	assert_true(scanned.comments.items[0].starts_line);
}

static void test_scan__of_a_part_has_offsets_of_the_whole(void **state)
{
	struct str text = STR("a; -- x\nb; 'c; -- y\nd;");
	struct scan scanned = scan_sql(*state, text, 3, 10);

	assert_int_equal(scanned.comments.count, 1);
	assert_int_equal(scanned.comments.items[0].offset, 3);
	assert_int_equal(scanned.comments.items[0].text_offset, 6);
	assert_int_equal(scanned.statement_ends.count, 1);
	assert_int_equal(scanned.statement_ends.items[0], 10);
	assert_int_equal(scanned.first_sql, 8);
	assert_int_equal(scan_sql(*state, text, 3, 8).first_sql, 8);
	assert_int_equal(scan_sql(*state, text, 4, 4).first_sql, 4);
	assert_int_equal(scan_sql(*state, text, 2, 6).comments.items[0].end, 6);
}

/* No text of three bytes that mean something to the scanner makes it read or write outside. */
static void test_scan__of_any_short_text_stays_inside(void **state)
{
	static const char alphabet[] = "-/*'\"$;Ea\\ \n\r1";
	const size_t count = sizeof alphabet - 1;
	struct arena *arena = *state;

	for (size_t i = 0; i < count * count * count * count; i++) {
		char *bytes = malloc(4);
		struct str text = {bytes, 4};
		struct scan scanned;

		for (size_t j = 0, rest = i; j < 4; j++, rest /= count)
			bytes[j] = alphabet[rest % count];
		scanned = scan_sql(arena, text, 0, 4);
		assert_true(scanned.first_sql <= 4);
		for (size_t j = 0; j < scanned.statement_ends.count; j++)
			assert_true(scanned.statement_ends.items[j] <= 4);
		for (size_t j = 0; j < scanned.comments.count; j++)
			assert_true(scanned.comments.items[j].end <= 4 &&
				scanned.comments.items[j].text_offset + scanned.comments.items[j].text.len <= 4);
		(void)scan_significant(arena, text);
		free(bytes);
		if (i % 1000 == 0)
			arena_release(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_ends__stand_behind_semicolons),
		with_arena(test_ends__not_inside_quotes),
		with_arena(test_ends__backslashes_count_in_escape_strings_only),
		with_arena(test_ends__escape_strings_go_on_in_the_next_line),
		with_arena(test_ends__not_inside_dollar_quotes),
		with_arena(test_ends__dollars_that_start_no_quote),
		with_arena(test_ends__identifiers_with_two_dollars),
		with_arena(test_ends__not_inside_comments),
		with_arena(test_ends__not_inside_nested_comments),
		with_arena(test_ends__unclosed_reaches_to_the_end),
		with_arena(test_first_sql__is_behind_blanks_and_comments),
		with_arena(test_first_sql__of_none_is_the_end),
		with_arena(test_first_sql__byte_order_mark_is_a_blank),
		with_arena(test_first_sql__comes_behind_a_lone_carriage_return),
		with_arena(test_comments__keep_offsets_and_text),
		with_arena(test_comments__blocks_give_one_for_each_line),
		with_arena(test_comments__not_inside_quotes),
		with_arena(test_comments__behind_a_byte_order_mark_start_the_line),
		with_arena(test_scan__of_a_part_has_offsets_of_the_whole),
		with_arena(test_scan__of_any_short_text_stays_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
