/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/section.h"

static const struct runner *runner(const char *name)
{
	return runner_find(str_from(name));
}

/* Fails unless the sections are these parts of the text; NULL: there is none. */
static void assert_sections(const char *name, const char *text, const char *up, const char *down)
{
	struct sections sections = sections_of(runner(name), str_from(text));
	const struct section *const got[] = {&sections.up, &sections.down};
	const char *const expected[] = {up, down};

	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(got[i]->exists, expected[i] != NULL);
		if (expected[i])
			assert_text(str_slice(str_from(text), got[i]->from, got[i]->to), expected[i]);
		else
			assert_int_equal(got[i]->to - got[i]->from, 0);
	}
}

static void test_sections__of_runners_without_markers_are_all_up(void **state)
{
	static const char *const names[] = {
		"supabase", "prisma", "flyway", "golang-migrate", "sqlx", "diesel", "plain"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		assert_sections(names[i], "-- migrate:up\na;\n-- migrate:down\nb;",
			"-- migrate:up\na;\n-- migrate:down\nb;", NULL);
		assert_sections(names[i], "", "", NULL);
		assert_false(sections_are_marked(runner(names[i]), STR("-- migrate:up\n")));
	}
}

static void test_sections__of_dbmate(void **state)
{
	(void)state;
	assert_sections("dbmate", "-- migrate:up\na;\n\n-- migrate:down\nb;\n", "-- migrate:up\na;\n\n",
		"-- migrate:down\nb;\n");
	assert_sections("dbmate", "-- note\n--migrate:up transaction:false\na;",
		"--migrate:up transaction:false\na;", NULL);
	assert_sections("dbmate", "--\tmigrate:up\r\na;\r\n-- migrate:down\r\nb;\r\n",
		"--\tmigrate:up\r\na;\r\n", "-- migrate:down\r\nb;\r\n");
	assert_sections("dbmate", "a;\n", NULL, NULL);
	assert_sections("dbmate", "", NULL, NULL);
	assert_sections("dbmate", "-- +goose Up\na;", NULL, NULL);
}

static void test_sections__of_goose(void **state)
{
	(void)state;
	assert_sections("goose", "-- +goose Up\na;\n-- +goose StatementBegin\nb;\n-- +goose Down\nc;\n",
		"-- +goose Up\na;\n-- +goose StatementBegin\nb;\n", "-- +goose Down\nc;\n");
	assert_sections(
		"goose", "-- +goose NO TRANSACTION\n-- +goose Up\na;", "-- +goose Up\na;", NULL);
	assert_sections("goose", "-- migrate:up\na;", NULL, NULL);
	assert_sections("goose", "-- +goose up\na;", "-- +goose up\na;", NULL);
}

static void test_sections__markers_are_whole_comments(void **state)
{
	(void)state;
	assert_sections("dbmate", "-- migrate:upward\na;", NULL, NULL);
	assert_sections("dbmate", "-- about migrate:up\na;", NULL, NULL);
	assert_sections("dbmate", "a; -- migrate:up\nb;", NULL, NULL);
	assert_sections("dbmate", "migrate:up\na;", NULL, NULL);
	assert_sections("dbmate", "/* migrate:up */\na;", NULL, NULL);
	assert_sections("dbmate", "-- migrate: up\na;", NULL, NULL);
	assert_sections("goose", "-- +goose Upper\na;", NULL, NULL);
}

/* dbmate's expressions (pkg/dbmate/migration.go): (?m)^--\s*migrate:up(\s*$|\s+\S+), so the
 * comment starts its line; goose asks the same (internal/sqlparser/parser.go). */
static void test_sections__markers_start_their_line(void **state)
{
	(void)state;
	assert_sections("dbmate", "  -- migrate:up\na;", NULL, NULL);
	assert_sections("goose", "\t-- +goose Up\na;", NULL, NULL);
}

/* The same expressions: no flag (?i). */
static void test_sections__markers_of_dbmate_have_small_letters(void **state)
{
	(void)state;
	assert_sections("dbmate", "-- Migrate:Up\na;\n-- MIGRATE:DOWN\nb;", NULL, NULL);
}

static void test_marked__if_there_is_any_marker(void **state)
{
	(void)state;
	assert_true(sections_are_marked(runner("dbmate"), STR("-- migrate:up\n")));
	assert_true(sections_are_marked(runner("dbmate"), STR("x\n-- migrate:down")));
	assert_false(sections_are_marked(runner("dbmate"), STR("-- +goose Up\n")));
	assert_true(sections_are_marked(runner("goose"), STR("-- +goose Up\n")));
	assert_false(sections_are_marked(runner("goose"), STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections__of_runners_without_markers_are_all_up),
		cmocka_unit_test(test_sections__of_dbmate),
		cmocka_unit_test(test_sections__of_goose),
		cmocka_unit_test(test_sections__markers_are_whole_comments),
		cmocka_unit_test(test_sections__markers_start_their_line),
		cmocka_unit_test(test_sections__markers_of_dbmate_have_small_letters),
		cmocka_unit_test(test_marked__if_there_is_any_marker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
