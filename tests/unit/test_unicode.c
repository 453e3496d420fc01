/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/unicode.h"

static void test_valid_prefix__is_all_of_valid_text(void **state)
{
	static const char *const texts[] = {"", "abc", "\xc3\xa4", "\xdf\xbf", "\xe0\xa0\x80",
		"\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
		"a\xe2\x82\xac z\xf0\x9f\x98\x80"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		assert_int_equal(utf8_valid_prefix(str_from(texts[i])), strlen(texts[i]));
	assert_int_equal(utf8_valid_prefix(STR("a\0b")), 3);
	assert_int_equal(utf8_valid_prefix((struct str){NULL, 0}), 0);
}

static void test_valid_prefix__ends_before_the_first_bad_byte(void **state)
{
	static const char *const bad[] = {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(",
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xe2\x82", "\xe2\x82z", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf0\x90",
		"\xfe", "\xff"};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		struct str text = str_format(*state, "ab\xc3\xa4%s", bad[i]);

		assert_int_equal(utf8_valid_prefix(text), 4);
		assert_int_equal(utf8_valid_prefix(str_from(bad[i])), 0);
	}
}

static void test_decode__gives_code_point_and_length(void **state)
{
	unsigned point = 7;

	(void)state;
	assert_int_equal(utf8_decode(STR("ab"), &point), 1);
	assert_int_equal(point, 'a');
	assert_int_equal(utf8_decode(STR("\xc3\xa4z"), &point), 2);
	assert_int_equal(point, 0xe4);
	assert_int_equal(utf8_decode(STR("\xe2\x82\xac"), &point), 3);
	assert_int_equal(point, 0x20ac);
	assert_int_equal(utf8_decode(STR("\xf0\x9f\x98\x80"), &point), 4);
	assert_int_equal(point, 0x1f600);
	assert_int_equal(utf8_decode(STR("\xe2\x82"), &point), 0);
	assert_int_equal(utf8_decode(STR("\xff"), &point), 0);
	assert_int_equal(utf8_decode(STR(""), &point), 0);
}

/* Two names that a file system may take for one, or not. */
static bool same(struct arena *arena, const char *a, const char *b)
{
	return str_equal(unicode_fold(arena, str_from(a)), unicode_fold(arena, str_from(b)));
}

static void test_fold__ignores_case(void **state)
{
	assert_true(same(*state, "Add_Users.sql", "add_users.SQL"));
	assert_true(same(*state, "\xc3\x84.sql", "\xc3\xa4.sql"));
	/* Greek: both small sigmas fold to one; KELVIN SIGN folds to k. */
	assert_true(same(*state, "\xce\xa3", "\xcf\x82"));
	assert_true(same(*state, "\xce\xa3", "\xcf\x83"));
	assert_true(same(*state, "\xe2\x84\xaa.sql", "k.sql"));
	assert_true(same(*state, "stra\xc3\x9f\x65", "STRASSE"));
	assert_false(same(*state, "a.sql", "b.sql"));
	assert_false(same(*state, "\xc3\xa4", "a"));
}

static void test_fold__normalises_canonically_only(void **state)
{
	/* e with acute, composed and decomposed; two marks in either order */
	assert_true(same(*state, "\xc3\xa9.sql", "e\xcc\x81.sql"));
	assert_true(same(*state, "\xc3\x89.sql", "e\xcc\x81.sql"));
	assert_true(same(*state, "a\xcc\xa3\xcc\x82", "a\xcc\x82\xcc\xa3"));
	assert_true(same(*state, "\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80"));
	/* Compatibility characters stay different: the ligature fi, superscript 2. */
	assert_false(same(*state, "x\xc2\xb2", "x2"));
	assert_text(unicode_fold(*state, STR("E\xcc\x81")), "\xc3\xa9");
}

static void test_fold__of_a_folded_name_is_itself(void **state)
{
	struct str name = STR("20240101_add_users.sql");

	assert_ptr_equal(unicode_fold(*state, name).ptr, name.ptr);
	assert_text(unicode_fold(*state, name), "20240101_add_users.sql");
	assert_text(unicode_fold(*state, STR("ADD")), "add");
	assert_text(unicode_fold(*state, STR("")), "");
}

static void test_fold__compares_bytes_that_are_no_utf8_as_they_are(void **state)
{
	assert_text(unicode_fold(*state, STR("\xff.sql")), "\xff.sql");
	assert_false(same(*state, "\xff.sql", "\xfe.sql"));
	assert_false(same(*state, "a\xc3", "a"));
}

/* What the bytes are in UTF-8; "refused" if they are no UTF-16. */
static struct str decoded(struct arena *arena, struct str bytes)
{
	struct str text;

	return utf16_decode(arena, bytes, &text) ? text : STR("refused");
}

static void test_utf16__is_read_in_either_order_of_bytes(void **state)
{
	assert_text(decoded(*state, STR("\xff\xfeS\0\xe9\0\xac\x20")), "S\xc3\xa9\xe2\x82\xac");
	assert_text(decoded(*state, STR("\xfe\xff\0S\0\xe9\x20\xac")), "S\xc3\xa9\xe2\x82\xac");
	assert_text(decoded(*state, STR("\xff\xfe\x3d\xd8\x00\xde!\0")), "\xf0\x9f\x98\x80!");
	assert_text(decoded(*state, STR("\xff\xfe")), "");
}

static void test_utf16__is_refused_where_it_is_damaged_or_does_not_say_so(void **state)
{
	assert_text(decoded(*state, STR("S\0E\0")), "refused");
	assert_text(decoded(*state, STR("\xff\xfeS\0E")), "refused");
	assert_text(decoded(*state, STR("\xff\xfe\x3d\xd8")), "refused"); /* half a pair at the end, */
	assert_text(decoded(*state, STR("\xff\xfe\x3d\xd8S\0")), "refused"); /* before a letter, */
	assert_text(decoded(*state, STR("\xff\xfe\x00\xde")), "refused"); /* the second half alone */
	assert_text(decoded(*state, STR("")), "refused");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_prefix__is_all_of_valid_text),
		with_arena(test_valid_prefix__ends_before_the_first_bad_byte),
		cmocka_unit_test(test_decode__gives_code_point_and_length),
		with_arena(test_fold__ignores_case),
		with_arena(test_fold__normalises_canonically_only),
		with_arena(test_fold__of_a_folded_name_is_itself),
		with_arena(test_fold__compares_bytes_that_are_no_utf8_as_they_are),
		with_arena(test_utf16__is_read_in_either_order_of_bytes),
		with_arena(test_utf16__is_refused_where_it_is_damaged_or_does_not_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
