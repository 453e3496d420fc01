/* SPDX-License-Identifier: MIT */
/* Changes of a text: their order, those that are in each other's way, line ends. */
#include "unit/fixture.h"

#include "fix/edits.h"

static bool add(struct edits *edits, struct arena *arena, size_t from, size_t to, const char *text)
{
	return edits_add(edits, arena, (struct edit){from, to, str_from(text)});
}

static void test_order(void **state)
{
	struct edits edits = {0};

	assert_true(add(&edits, *state, 4, 7, "two"));
	assert_true(add(&edits, *state, 0, 3, "one"));
	assert_true(add(&edits, *state, 8, 8, "2.5 "));
	assert_true(add(&edits, *state, 8, 8, "2.7 "));
	assert_text(edits_apply(&edits, *state, STR("eins zwei drei")), "onestwoe2.5 2.7 i drei");
	assert_text(edits_apply(&(struct edits){0}, *state, STR("eins")), "eins");
}

static void test_insertion_before_what_is_replaced(void **state)
{
	struct edits edits = {0};

	assert_true(add(&edits, *state, 1, 2, "X"));
	assert_true(add(&edits, *state, 1, 1, "<"));
	assert_true(add(&edits, *state, 2, 2, ">"));
	assert_text(edits_apply(&edits, *state, STR("abc")), "a<X>c");
}

static void test_overlap(void **state)
{
	struct edits edits = {0}, more = {0};

	assert_true(add(&edits, *state, 2, 6, "X"));
	assert_false(add(&edits, *state, 5, 8, "Y"));
	assert_false(add(&edits, *state, 0, 3, "Y"));
	assert_false(add(&edits, *state, 3, 3, "Y"));
	assert_false(add(&edits, *state, 2, 6, "X"));
	assert_true(add(&more, *state, 0, 1, "Z"));
	assert_true(add(&more, *state, 4, 5, "Z"));
	assert_false(edits_add_all(&edits, *state, &more));
	assert_text(edits_apply(&edits, *state, STR("01234567")), "01X67");
	more.count = 1;
	assert_true(edits_add_all(&edits, *state, &more));
	assert_text(edits_apply(&edits, *state, STR("01234567")), "Z1X67");
}

static void test_line_ends(void **state)
{
	struct edits edits = {0};

	assert_true(add(&edits, *state, 0, 0, "x\ny\r\n"));
	assert_text(edits_apply(&edits, *state, STR("a\r\nb\r\n")), "x\r\ny\r\na\r\nb\r\n");
	assert_text(edits_apply(&edits, *state, STR("a\nb\r\n")), "x\ny\r\na\nb\r\n");
	assert_text(edits_apply(&edits, *state, STR("")), "x\ny\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(
			test_insertion_before_what_is_replaced, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_overlap, arena_set_up, arena_tear_down),
		cmocka_unit_test_setup_teardown(test_line_ends, arena_set_up, arena_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
