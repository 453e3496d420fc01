/* SPDX-License-Identifier: MIT */
/* Differences of two texts and merges of three. */
#include "unit/fixture.h"

#include "git/line_diff.h"

/* A diff as one line: "@1,2+1,3 -a +b  c\" ('\' behind a line without line feed). */
static struct str shown(struct arena *arena, const char *before, const char *after)
{
	struct text text = {.arena = arena};
	struct line_diff diff;
	struct error error;

	assert_int_equal(line_diff(&diff, arena, str_from(before), str_from(after), &error), 0);
	for (size_t i = 0; i < diff.count; i++) {
		const struct diff_hunk *hunk = &diff.items[i];

		text_addf(&text, "%s@%d,%d+%d,%d", i ? " " : "", hunk->old_start, hunk->old_count,
			hunk->new_start, hunk->new_count);
		for (size_t j = 0; j < hunk->count; j++)
			text_addf(&text, " %c%.*s%s", hunk->items[j].origin, STR_ARG(hunk->items[j].text),
				hunk->items[j].has_line_feed ? "" : "\\");
	}
	return text_str(&text);
}

static void test_diff(void **state)
{
	assert_text(shown(*state, "a\nb\n", "a\nb\n"), "");
	assert_text(shown(*state, "a\nb\n", "a\nc\n"), "@1,2+1,2  a -b +c");
	assert_text(shown(*state, "a\nb", "a\nb\n"), "@1,2+1,2  a -b\\ +b");
	assert_text(shown(*state, "", "a\n"), "@0,0+1,1 +a");
	assert_text(shown(*state, "a\n", ""), "@1,1+0,0 -a");
	assert_text(shown(*state, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n"),
		"@1,4+1,4 -1 +x  2  3  4 @6,4+6,4  6  7  8 -9 +y");
}

static void test_bytes_that_are_no_text(void **state)
{
	struct line_diff diff;
	struct error error;

	assert_int_equal(line_diff(&diff, *state, STR("a\0b\n"), STR("a\n"), &error), 0);
	assert_int_equal(diff.count, 1);
	assert_int_equal(diff.items[0].items[0].text.len, 3);
}

static void check_merge(
	struct arena *arena, const char *base, const char *ours, const char *theirs, const char *merged)
{
	struct error error;
	struct str text;
	bool done;

	assert_int_equal(
		line_merge(&text, &done, arena, str_from(base), str_from(ours), str_from(theirs), &error),
		0);
	assert_int_equal(done, merged != NULL);
	if (merged)
		assert_text(text, merged);
}

static void test_merge(void **state)
{
	check_merge(*state, "1\n2\n3\n", "1\n2\nours\n", "theirs\n2\n3\n", "theirs\n2\nours\n");
	check_merge(*state, "1\n2\n3\n", "1\n2\n3\n", "x\n", "x\n");
	check_merge(*state, "1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\n3\n", NULL);
	check_merge(*state, "1\n2\n", "1\n2\nours\n", "1\n2\ntheirs\n", NULL);
	check_merge(*state, "1\n2\n3", "1\n2\n3", "0\n2\n3", "0\n2\n3");
	check_merge(*state, "", "ours", "", "ours");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_diff, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_merge, arena_set_up, arena_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
