/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/clock.h"
#include "git/unified_diff.h"

static struct str diff(struct arena *arena, struct str left, struct str right)
{
	struct error error;
	struct str text;

	if (unified_diff(&text, arena, STR("a name"), left, STR("b\nc"), right, &error))
		fail_msg("%s", error.message);
	return text;
}

/* As diff -u prints them. */
static void test_texts(void **state)
{
	static const struct {
		const char *left, *right, *expected;
	} cases[] = {
		{"a\n", "a\n", ""},
		{"", "", ""},
		{"", "a\n", "--- a name\n+++ b\\x0Ac\n@@ -0,0 +1 @@\n+a\n"},
		{"a\n", "", "--- a name\n+++ b\\x0Ac\n@@ -1 +0,0 @@\n-a\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nx\n6\n7\n8\n",
			"--- a name\n+++ b\\x0Ac\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"},
		{"a\nb", "a\nc",
			"--- a name\n+++ b\\x0Ac\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
			"+c\n\\ No newline at end of file\n"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_text(
			diff(*state, str_from(cases[i].left), str_from(cases[i].right)), cases[i].expected);
}

static void test_bytes_that_are_no_text(void **state)
{
	struct str text = diff(*state, STR("a\0b\n"), STR("a\0c\n"));

	assert_true(str_find(text, STR("-a\0b\n+a\0c\n"), 0) < text.len);
}

static void test_many_lines(void **state)
{
	struct text left = {.arena = *state}, right = {.arena = *state};
	int64_t start = clock_milliseconds();
	struct str text;

	for (unsigned i = 0; i < 100000; i++) {
		text_addf(&left, "line %u\n", i);
		text_addf(&right, i == 50000 ? "changed %u\n" : "line %u\n", i);
	}
	text = diff(*state, text_str(&left), text_str(&right));
	assert_true(str_find(text, STR("@@ -49998,7 +49998,7 @@"), 0) < text.len);
	assert_true(clock_milliseconds() - start < 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_texts),
		with_arena(test_bytes_that_are_no_text),
		with_arena(test_many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
