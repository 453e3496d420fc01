/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/header.h"

static struct header read(struct arena *arena, const char *text)
{
	struct scan scan = scan_sql(arena, str_from(text), 0, strlen(text));

	return header_of(arena, &scan);
}

static const char example[] = "-- Migration: 20240101000000_add_users.sql\n"
							  "-- Author: @alice\n"
							  "--   Ticket :  ABC-12  \n"
							  "-- Description: adds users: all of them\n"
							  "--Empty:\n"
							  "\n"
							  "CREATE TABLE users ();\n"
							  "-- Rollback: not before the first SQL\n";

static void test_header__has_the_fields_before_the_first_sql(void **state)
{
	static const char *const expected[][2] = {
		{"Migration", "20240101000000_add_users.sql"},
		{"Author", "@alice"},
		{"Ticket", "ABC-12"},
		{"Description", "adds users: all of them"},
		{"Empty", ""},
	};
	struct header header = read(*state, example);

	assert_int_equal(header.count, ARRAY_LENGTH(expected));
	for (size_t i = 0; i < ARRAY_LENGTH(expected); i++) {
		assert_text(header.items[i].name, expected[i][0]);
		assert_text(header.items[i].value, expected[i][1]);
	}
}

static void test_header__keeps_the_offsets(void **state)
{
	struct header header = read(*state, example);

	for (size_t i = 0; i < header.count; i++) {
		const struct header_field *field = &header.items[i];

		assert_memory_equal(example + field->offset, field->name.ptr, field->name.len);
		if (field->value.len)
			assert_memory_equal(example + field->value_offset, field->value.ptr, field->value.len);
	}
	assert_int_equal(header.items[0].offset, 3);
	assert_int_equal(header.items[0].value_offset, 14);
}

static void test_header__of_crlf_is_the_same(void **state)
{
	struct header header = read(*state, "-- Author: x y \r\n-- Purpose:\r\nSELECT 1;\r\n");

	assert_int_equal(header.count, 2);
	assert_str(header.items[0].value, "x y");
	assert_str(header.items[1].name, "Purpose");
	assert_int_equal(header.items[1].value.len, 0);
}

static void test_header__may_be_a_block_comment(void **state)
{
	struct header header = read(*state, "/*\n * Author: x\n * Ticket: y\n */\nSELECT 1;");

	assert_int_equal(header.count, 2);
	assert_str(header.items[0].name, "Author");
	assert_str(header.items[1].value, "y");
}

static void test_header__behind_a_byte_order_mark(void **state)
{
	struct header header = read(*state, "\xef\xbb\xbf-- Author: x\n");

	assert_int_equal(header.count, 1);
	assert_int_equal(header.items[0].offset, 6);
}

static void test_header__comment_behind_the_first_sql_has_none(void **state)
{
	assert_int_equal(read(*state, "SELECT 1; -- Author: x\n").count, 0);
	assert_int_equal(read(*state, "SELECT '-- Author: x';\n").count, 0);
	assert_int_equal(read(*state, ";-- Author: x\n").count, 0);
	assert_int_equal(read(*state, "").count, 0);
}

static void test_header__what_is_no_field(void **state)
{
	assert_int_equal(read(*state, "-- https://example.com/x\n").count, 0);
	assert_int_equal(read(*state, "-- no colon here\n").count, 0);
	assert_int_equal(read(*state, "-- : value\n").count, 0);
	assert_int_equal(read(*state, "-- 12:30 is noon\n").count, 0);
	assert_int_equal(read(*state, "Author: x\n").count, 0);
}

static void test_find__ignores_case_and_takes_the_first(void **state)
{
	struct header header = read(*state, "-- author: a\n-- AUTHOR: b\n-- See also: c\n");

	assert_str(header_find(&header, STR("Author"))->value, "a");
	assert_str(header_find(&header, STR("see ALSO"))->value, "c");
	assert_null(header_find(&header, STR("Auth")));
	assert_null(header_find(&header, STR("Ticket")));
	assert_null(header_find(&(struct header){0}, STR("Author")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_header__has_the_fields_before_the_first_sql),
		with_arena(test_header__keeps_the_offsets),
		with_arena(test_header__of_crlf_is_the_same),
		with_arena(test_header__may_be_a_block_comment),
		with_arena(test_header__behind_a_byte_order_mark),
		with_arena(test_header__comment_behind_the_first_sql_has_none),
		with_arena(test_header__what_is_no_field),
		with_arena(test_find__ignores_case_and_takes_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
