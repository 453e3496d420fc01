/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "base/error.h"

static void test_set__describes_and_clears_the_rest(void **state)
{
	struct error error = {.kind = ERROR_NO_REPOSITORY, .hint = "old"};

	(void)state;
	assert_int_equal(error_set(&error, "cannot %s %d", "read", 7), -1);
	assert_string_equal(error.message, "cannot read 7");
	assert_string_equal(error.hint, "");
	assert_int_equal(error.kind, ERROR_OTHER);
}

static void test_hint__keeps_the_message(void **state)
{
	struct error error = {.message = ""};

	(void)state;
	error_describe(&error, "message");
	assert_int_equal(error_hint(&error, "git fetch %s", "origin"), -1);
	assert_string_equal(error.message, "message");
	assert_string_equal(error.hint, "git fetch origin");
}

static void test_set__cuts_what_is_too_long(void **state)
{
	struct error error;

	(void)state;
	error_describe(&error, "%05000d", 1);
	error_advise(&error, "%05000d", 1);
	assert_int_equal(strlen(error.message), sizeof error.message - 1);
	assert_int_equal(strlen(error.hint), sizeof error.hint - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set__describes_and_clears_the_rest),
		cmocka_unit_test(test_hint__keeps_the_message),
		cmocka_unit_test(test_set__cuts_what_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
