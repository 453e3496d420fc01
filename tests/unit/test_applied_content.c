/* SPDX-License-Identifier: MIT */
/* Whether a file is what was applied, by what each kind of table keeps of it. */
#include "unit/fixture.h"

#include "database/applied_content.h"

static enum content_verdict judged(
	struct arena *arena, const char *adapter, struct history_row row, const char *file)
{
	return applied_content(
		history_adapter_find(str_from(adapter)), arena, &row, str_from(file), str_from(file));
}

static enum content_verdict by_checksum(
	struct arena *arena, const char *adapter, const char *checksum, const char *file)
{
	return judged(arena, adapter, (struct history_row){.checksum = str_from(checksum)}, file);
}

static enum content_verdict by_statements(
	struct arena *arena, const char *statements, const char *file)
{
	return judged(
		arena, "supabase", (struct history_row){.statements = str_from(statements)}, file);
}

/* What sha256sum, sha384sum and Flyway's algorithm say of "SELECT 1;\n", and of it with CR LF. */
static void test_checksum__of_each_tool(void **state)
{
	static const char lf[] = "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd";

	assert_int_equal(by_checksum(*state, "prisma", lf, "SELECT 1;\n"), CONTENT_SAME);
	assert_int_equal(by_checksum(*state, "prisma", lf, "SELECT 1;\r\n"), CONTENT_LINE_ENDS);
	assert_int_equal(by_checksum(*state, "prisma", lf, "SELECT 2;\n"), CONTENT_OTHER);
	/* a table of the policy's: what looks like SHA-256 is */
	assert_int_equal(by_checksum(*state, "table", lf, "SELECT 2;\n"), CONTENT_OTHER);
	assert_int_equal(
		by_checksum(*state, "table", "71568061b2970a4b7c5160fe75356e10", "SELECT 2;\n"),
		CONTENT_UNKNOWN);
	assert_int_equal(
		by_checksum(*state, "_migrations", "71568061b2970a4b7c5160fe75356e10", "SELECT 2;\n"),
		CONTENT_UNKNOWN);
	assert_int_equal(by_checksum(*state, "prisma", "", "SELECT 2;\n"), CONTENT_UNKNOWN);
}

/* Prisma before 2020 wrote a byte below 16 as one digit. */
static void test_checksum__of_old_prisma_lacks_zeros(void **state)
{
	static const char old[] = "b4e049784e46eabb8c31975b62152d551bac49c3c2e80932567b485dcd";

	assert_int_equal(by_checksum(*state, "prisma", old, "SELECT 1;\n"), CONTENT_SAME);
	assert_int_equal(by_checksum(*state, "prisma", old, "SELECT 2;\n"), CONTENT_OTHER);
}

static void test_statements__are_compared_without_what_is_not_stored(void **state)
{
	static const char stored[] = "-- a\nCREATE TABLE a (id int)\n;\nCREATE TABLE b (id int)";

	assert_int_equal(by_statements(*state, stored,
						 "-- a\nCREATE TABLE a (id int);\n\n\nCREATE TABLE  b (id int);\n"),
		CONTENT_SAME);
	assert_int_equal(
		by_statements(*state, stored, "CREATE TABLE a (id int); -- b\r\nCREATE TABLE b (id int);"),
		CONTENT_COMMENTS);
	assert_int_equal(
		by_statements(*state, stored, "-- a\nCREATE TABLE a (id int); CREATE TABLE b (id text);"),
		CONTENT_OTHER);
	/* an operator is not two */
	assert_int_equal(by_statements(*state, "SELECT a <-1", "SELECT a < -1;"), CONTENT_OTHER);
	assert_int_equal(by_statements(*state, "SELECT 'a;b'", "SELECT 'a; b';"), CONTENT_OTHER);
}

static void assert_recovered(
	struct arena *arena, const char *stored, const char *file, size_t expected)
{
	size_t count = 0;

	assert_text(applied_statements(arena, str_from(stored), &count), file);
	assert_int_equal(count, expected);
}

static void test_recovered__statements_end_where_they_ended(void **state)
{
	assert_recovered(*state, "SELECT 1\n;\nSELECT 2", "SELECT 1;\n\nSELECT 2;\n", 2);
	assert_recovered(*state, "SELECT 1; -- x\nSELECT 2;\n", "SELECT 1;\n\n-- x\nSELECT 2;\n", 2);
	/* a semicolon behind a comment would be a part of it */
	assert_recovered(*state, "SELECT 1 -- x\n;\nSELECT 2", "SELECT 1 -- x\n;\n\nSELECT 2;\n", 2);
	assert_recovered(
		*state, "DO $$ BEGIN; END $$\n;\n-- end", "DO $$ BEGIN; END $$;\n\n-- end\n", 1);
	assert_recovered(*state, "", "", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_checksum__of_each_tool),
		with_arena(test_checksum__of_old_prisma_lacks_zeros),
		with_arena(test_statements__are_compared_without_what_is_not_stored),
		with_arena(test_recovered__statements_end_where_they_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
