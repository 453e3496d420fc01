/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/shape.h"

#define assert_shape(pattern, expected) assert_text(shape_of(*state, str_from(pattern)), (expected))

static void test_shape__of_the_shipped_patterns(void **state)
{
	assert_shape(
		"^(?<version>\\d{14})_(?<description>[a-z0-9_]+)\\.sql$", "YYYYMMDDHHMMSS_description.sql");
	assert_shape(
		"^(?<version>\\d{8})_(?<description>[a-z0-9_]+)\\.sql$", "YYYYMMDD_description.sql");
	assert_shape("^(?<version>\\d{14})_(?<type>create|alter|drop|seed|fix)_"
				 "(?<description>[a-z0-9_]+)\\.sql$",
		"YYYYMMDDHHMMSS_<create|alter|drop|seed|fix>_description.sql");
	assert_shape("^(?<version>\\d{14})_(?<description>[a-z0-9_]+)$", "YYYYMMDDHHMMSS_description");
}

/* As runners' names are shown: NNNN_description.sql. */
static void test_shape__counts_digits(void **state)
{
	assert_shape("^\\d{4}_x\\.sql$", "NNNN_x.sql");
	assert_shape("^(?<version>[0-9]{6})_(?<description>.+)\\.sql$", "NNNNNN_description.sql");
	assert_shape("^[0-9]{8}-[a-z]+\\.sql$", "YYYYMMDD-description.sql");
	assert_shape("^[0-9]{14}\\.sql$", "YYYYMMDDHHMMSS.sql");
	assert_shape("^(?<version>\\d+)_(?<description>.*)\\.sql$", "NNNN_description.sql");
}

static void test_shape__names_groups_and_keeps_literals(void **state)
{
	assert_shape("^V(?<version>\\d{3})__(?<title>[A-Z].*)\\.sql$", "VNNN__title.sql");
	assert_shape("^m-(a|b)-(?<description>[^/]{3,40})\\.up\\.sql$", "m-<a|b>-description.up.sql");
	assert_shape("^(?<type>create)_(?<description>\\w+)$", "create_description");
}

static void test_shape__of_what_it_does_not_know_is_the_pattern(void **state)
{
	static const char *const patterns[] = {
		"",
		"^",
		".*",
		"^(?<version>\\d{14})(?:_(?<description>.*))?\\.sql$",
		"^a|b$",
		"^\\d{4}_.*\\.sql$",
		"^(?<version>\\d{4}-\\d{2}-\\d{2})_x\\.sql$",
		"^(?i)\\d{4}\\.sql$",
		"^\\w+\\.sql$",
		"^(?P<version>\\d{4})_x\\.sql$",
		"^(?<version>\\d{4}){2}_x$",
		"^x?_y$",
		"^(a(b|c))$",
		"^\\d{4}_(?!bad)x$",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(patterns); i++)
		assert_shape(patterns[i], patterns[i]);
}

static void test_shape__of_broken_patterns_ends(void **state)
{
	static const char *const patterns[] = {"(", "[", "\\", "{", "(?<", "(?<a", "[0-9]{", "\\d{",
		"(?<a>", "(?<a>\\", "([", "^(?<version>\\d{99999999999999999999999})$"};

	for (size_t i = 0; i < ARRAY_LENGTH(patterns); i++)
		assert_non_null(shape_of(*state, str_from(patterns[i])).ptr);
}

static void test_types__are_the_alternatives(void **state)
{
	struct str_list types = shape_types(*state,
		STR("^(?<version>\\d{14})_(?<type>create|alter|drop|seed|fix)_(?<description>.+)\\.sql$"));

	assert_int_equal(types.count, 5);
	assert_str(types.items[0], "create");
	assert_str(types.items[1], "alter");
	assert_str(types.items[4], "fix");
	types = shape_types(*state, STR("^(?P<type>a|b)_(?'description'x)$"));
	assert_int_equal(types.count, 2);
	assert_str(types.items[1], "b");
	types = shape_types(*state, STR("^(?<type>only)_x$"));
	assert_int_equal(types.count, 1);
	assert_str(types.items[0], "only");
}

static void test_types__of_no_plain_list_are_none(void **state)
{
	static const char *const patterns[] = {"", "^\\d+_x$", "^(?<type>[a-z]+)_x$",
		"^(?<type>(a|b)c)_x$", "^(?<type>)x$", "(?<type>", "^(?<types>a|b)$", "^(?<type>a.c|b)$"};

	for (size_t i = 0; i < ARRAY_LENGTH(patterns); i++)
		assert_int_equal(shape_types(*state, str_from(patterns[i])).count, 0);
}

static void test_has_type__is_about_the_group_alone(void **state)
{
	(void)state;
	assert_true(shape_has_type(STR("^(?<type>[a-z]+)_x$")));
	assert_true(shape_has_type(STR("^(?'type'a|b)_x$")));
	assert_false(shape_has_type(STR("^(?<types>a|b)_type$")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_shape__of_the_shipped_patterns),
		with_arena(test_shape__counts_digits),
		with_arena(test_shape__names_groups_and_keeps_literals),
		with_arena(test_shape__of_what_it_does_not_know_is_the_pattern),
		with_arena(test_shape__of_broken_patterns_ends),
		with_arena(test_types__are_the_alternatives),
		with_arena(test_types__of_no_plain_list_are_none),
		cmocka_unit_test(test_has_type__is_about_the_group_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
