/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "migration/script.h"

static struct script *script(
	struct arena *arena, const char *keys, enum role role, const char *content)
{
	return script_read(arena, spec_of(arena, keys), role, str_from(content));
}

static void test_empty__is_without_sql(void **state)
{
	static const char *const empty[] = {"", "\n", "-- a\n", "/* a */", "\xef\xbb\xbf\r\n-- a\r\n"};
	static const char *const full[] = {"SELECT 1;", "-- a\nx", "\xef\xbb\xbfx", ";"};

	for (size_t i = 0; i < ARRAY_LENGTH(empty); i++) {
		assert_true(script(*state, "runner: supabase", ROLE_UP, empty[i])->up_is_empty);
		assert_true(script(*state, "runner: supabase", ROLE_DOWN, empty[i])->down_is_empty);
	}
	for (size_t i = 0; i < ARRAY_LENGTH(full); i++) {
		assert_false(script(*state, "runner: supabase", ROLE_UP, full[i])->up_is_empty);
		assert_false(script(*state, "runner: supabase", ROLE_DOWN, full[i])->down_is_empty);
	}
}

static void test_empty__is_asked_of_each_section(void **state)
{
	struct script *both = script(*state, "runner: goose", ROLE_BOTH,
		"-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");

	assert_false(both->up_is_empty);
	assert_false(both->down_is_empty);
	both = script(*state, "runner: goose", ROLE_BOTH, "-- +goose Up\nx;\n-- +goose Down\n-- no\n");
	assert_false(both->up_is_empty);
	assert_true(both->down_is_empty);
	both = script(*state, "runner: dbmate", ROLE_BOTH, "-- migrate:up\n\n-- migrate:down\nx;\n");
	assert_true(both->up_is_empty);
	assert_false(both->down_is_empty);
	both = script(*state, "runner: dbmate", ROLE_BOTH, "-- migrate:up\nx;\n");
	assert_false(both->up_is_empty);
	assert_true(both->down_is_empty);
}

static void test_see__names_a_file(void **state)
{
	static const char content[] = "-- Rollback\n-- See: rollback/1_a.down.sql\nSELECT 1;";
	struct script *read = script(*state, "runner: supabase", ROLE_UP, content);

	assert_text(read->see, "rollback/1_a.down.sql");
	assert_true(read->see.ptr >= content && read->see.ptr < content + sizeof content);
	assert_none(script(*state, "runner: supabase", ROLE_UP, "-- See: the handbook\n")->see);
	assert_none(script(*state, "runner: supabase", ROLE_UP, "-- See: what is in a.sql\n")->see);
	assert_none(script(*state, "runner: supabase", ROLE_UP, "-- see above\nSELECT 1;")->see);
	assert_text(script(*state, "runner: supabase", ROLE_UP, "-- See: a.sql\r\n")->see, "a.sql");
}

static void test_script__has_scan_header_and_content(void **state)
{
	struct script *read = script(
		*state, "runner: supabase", ROLE_UP, "-- Author: x\nSELECT 1;\nSELECT 2;\n");

	assert_int_equal(read->scan.statement_ends.count, 2);
	assert_int_equal(read->scan.first_sql, 13);
	assert_int_equal(read->header.count, 1);
	assert_str(read->header.items[0].value, "x");
	assert_true(str_starts(read->content, STR("-- Author")));
	assert_true(read->sections.up.exists);
	assert_false(read->sections.down.exists);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_empty__is_without_sql),
		with_arena(test_empty__is_asked_of_each_section),
		with_arena(test_see__names_a_file),
		with_arena(test_script__has_scan_header_and_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
