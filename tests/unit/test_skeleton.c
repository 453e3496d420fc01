/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/skeleton.h"

static struct skeleton_value pairs[] = {
	{"begin", {"", 0}}, {"header", {"-- A: {{begin}}\n-- B", 20}}, {"name", {"x", 1}}};
static const struct skeleton_values values = {pairs, ARRAY_LENGTH(pairs), ARRAY_LENGTH(pairs)};

static struct str filled(struct arena *arena, const char *text)
{
	struct error error;
	struct str got;

	if (skeleton_fill(&got, arena, str_from(text), STR("t.sql"), &values, &error))
		fail_msg("%s", error.message);
	return got;
}

static void test_fill__puts_values_in_once(void **state)
{
	assert_text(filled(*state, "{{header}}\nSELECT '{{name}}{{name}}';\n"),
		"-- A: {{begin}}\n-- B\nSELECT 'xx';\n");
	assert_text(filled(*state, "{{name}}"), "x\n");
	assert_text(filled(*state, "a\r\n{{name}}\r\n"), "a\nx\n");
}

static void test_fill__lines_of_nothing_else_go(void **state)
{
	assert_text(filled(*state, "{{begin}}\n\na\n\n{{begin}}\n\nb\n\n{{begin}}\n"), "a\n\nb\n");
	assert_text(filled(*state, "a\n{{begin}}\nb\n"), "a\nb\n");
	assert_text(filled(*state, "a\n  {{begin}} {{begin}}\nb\n"), "a\nb\n");
	assert_text(filled(*state, "x {{begin}}\n"), "x \n");
	/* blank lines that somebody meant stay */
	assert_text(filled(*state, "a\n\n\nb\n"), "a\n\n\nb\n");
}

static void test_fill__what_is_no_placeholder_stays(void **state)
{
	static const char text[] =
		"SELECT '{{1,2},{3,4}}'::int[], '{\"a\":{}}', '{{', '{{A}}', '{{}}', '{{x';\n";

	assert_text(filled(*state, text), text);
}

static void test_fill__an_unknown_name_is_told_with_its_line(void **state)
{
	struct error error;
	struct str got = {NULL, 0};

	assert_int_equal(
		skeleton_fill(&got, *state, STR("a\n{{autor}}\n"), STR("t.sql"), &values, &error), -1);
	assert_contains(error.message, "t.sql:2: there is no placeholder {{autor}}");
	assert_contains(error.hint, "begin, header, name");
	assert_none(got);
}

static void test_line__cannot_leave_its_comment(void **state)
{
	assert_text(skeleton_line(*state, STR("a\nDROP TABLE x;\r\n\tb\x7f")), "a DROP TABLE x;   b");
	assert_text(skeleton_line(*state, STR("a */ b /* c")), "a * / b / * c");
	assert_text(skeleton_line(*state, STR("${x} $1")), "$ {x} $1");
	assert_text(skeleton_line(*state, STR("O'Brien \xc3\xa4")), "O'Brien \xc3\xa4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_fill__puts_values_in_once),
		with_arena(test_fill__lines_of_nothing_else_go),
		with_arena(test_fill__what_is_no_placeholder_stays),
		with_arena(test_fill__an_unknown_name_is_told_with_its_line),
		with_arena(test_line__cannot_leave_its_comment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
