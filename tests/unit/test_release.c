/* SPDX-License-Identifier: MIT */
#include "unit/unit.h"

#include "base/release.h"

static void assert_release(const char *text, uint32_t major, uint32_t minor)
{
	struct release release = release_parse(str_from(text));

	assert_int_equal(release.major, major);
	assert_int_equal(release.minor, minor);
}

static void test_parse__first_pair_of_numbers(void **state)
{
	(void)state;
	assert_release("git version 2.39.5 (vendor 1.2)", 2, 39);
	assert_release("pre-commit 3.0.4\n", 3, 0);
	assert_release("2.55", 2, 55);
	assert_release("tool2 version 10.12.1", 10, 12);
	assert_release("git version 2.", 0, 0);
	assert_release("none", 0, 0);
	assert_release("", 0, 0);
}

static void test_at_least__compares_numbers(void **state)
{
	struct release release = {2, 54};

	(void)state;
	assert_true(release_is_at_least(release, release));
	assert_true(release_is_at_least((struct release){2, 100}, release));
	assert_true(release_is_at_least((struct release){3, 0}, release));
	assert_false(release_is_at_least((struct release){2, 9}, release));
	assert_false(release_is_at_least((struct release){1, 99}, release));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse__first_pair_of_numbers),
		cmocka_unit_test(test_at_least__compares_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
