/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "database/schema_hash.h"

#define DIGITS "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_path__is_beside_the_snapshot(void **state)
{
	assert_text(schema_hash_path(*state, STR("schema.sql")), "schema.sha256");
	assert_text(schema_hash_path(*state, STR("db/structure.sql")), "db/structure.sha256");
	assert_text(schema_hash_path(*state, STR("db/dump")), "db/dump.sha256");
}

static void test_line__is_read_as_it_was_written(void **state)
{
	static const char *const names[] = {"schema.sql", "two words.sql", "a\\b", "a\nb"};
	struct error error;
	struct str hash;

	assert_text(schema_hash_line(*state, STR(DIGITS), STR("a")), DIGITS "  a\n");
	/* sha256sum marks and escapes what it could not read again otherwise */
	assert_text(schema_hash_line(*state, STR(DIGITS), STR("a\nb\\")), "\\" DIGITS "  a\\nb\\\\\n");
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		assert_int_equal(schema_hash_read(&hash, *state, STR("x"),
							 schema_hash_line(*state, STR(DIGITS), str_from(names[i])), &error),
			0);
		assert_text(hash, DIGITS);
	}
}

static void test_read__refuses_what_is_no_hash(void **state)
{
	static const char *const texts[] = {"", "\n", "schema.sql", DIGITS "0  a", "x" DIGITS,
		DIGITS "  a\n" DIGITS "  b\n", "<<<<<<< HEAD\n" DIGITS "  a\n"};
	struct error error;
	struct str hash = STR("untouched");

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		assert_int_equal(
			schema_hash_read(&hash, *state, STR("x.sha256"), str_from(texts[i]), &error), -1);
		assert_string_equal(error.message, "x.sha256 is no line with a SHA-256");
	}
	assert_text(hash, "untouched");
	/* without a name, in upper case, with another system's line end */
	assert_int_equal(
		schema_hash_read(&hash, *state, STR("x"),
			STR("0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF\r\n"), &error),
		0);
	assert_text(hash, DIGITS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_path__is_beside_the_snapshot),
		with_arena(test_line__is_read_as_it_was_written),
		with_arena(test_read__refuses_what_is_no_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
