/* SPDX-License-Identifier: MIT */
/* What the rows of a history table say, whoever keeps it. */
#include "unit/specs.h"

#include "database/history.h"

/* A table of that kind with these columns, which are called what the words are. */
static struct history *history_with(struct arena *arena, const char *adapter, const char *columns)
{
	struct history *history = arena_new(arena, struct history);
	struct str rest = str_from(columns), column;
	struct str_list names = {0};
	struct error error;

	history->adapter = history_adapter_find(str_from(adapter));
	history->table = STR("t");
	while (rest.len && str_next(&rest, ' ', &column))
		str_list_add(arena, &names, column);
	if (history_choose_columns(history, arena, &names, &error))
		fail_msg("%s", error.message);
	return history;
}

struct value {
	enum history_column column;
	const char *text;
};

static void add_row(struct history *history, struct arena *arena, const struct value *values)
{
	struct str row[HISTORY_COLUMN_COUNT] = {{NULL, 0}};

	for (; values->text; values++)
		row[values->column] = str_from(values->text);
	history_add_row(history, arena, row);
}

#define ADD(history, arena, ...) add_row(history, arena, (const struct value[]){__VA_ARGS__, {0}})

static enum history_state state_of(const struct history *history, const char *version)
{
	const struct history_row *row = history_row_of(history, str_from(version));

	if (!row)
		fail_msg("%s has no row", version);
	return row->state;
}

static void test_row__states_of_each_kind_of_column(void **state)
{
	struct history *history = history_with(*state, "_migrations", "version name success");

	ADD(history, *state, {HISTORY_VERSION, "1"}, {HISTORY_SUCCESS, "t"});
	ADD(history, *state, {HISTORY_VERSION, "2"}, {HISTORY_SUCCESS, "f"});
	ADD(history, *state, {HISTORY_VERSION, "3"}, {HISTORY_SUCCESS, "0"});
	history_finish(history);
	assert_int_equal(state_of(history, "1"), ROW_APPLIED);
	assert_int_equal(state_of(history, "2"), ROW_FAILED);
	assert_int_equal(state_of(history, "3"), ROW_FAILED);
	history = history_with(*state, "migrations_history", "migration_name rollback_applied");
	ADD(history, *state, {HISTORY_VERSION, "1_a"}, {HISTORY_ROLLED_BACK, "f"});
	ADD(history, *state, {HISTORY_VERSION, "2_b.sql"}, {HISTORY_ROLLED_BACK, "t"});
	ADD(history, *state, {HISTORY_VERSION, "3_c"});
	history_finish(history);
	assert_int_equal(state_of(history, "1_a"), ROW_APPLIED);
	assert_int_equal(state_of(history, "2_b"), ROW_ROLLED_BACK);
	assert_int_equal(state_of(history, "3_c"), ROW_APPLIED);
}

/* What is not known to mean applied is not taken for it. */
static void test_row__a_status_is_one_of_known_words(void **state)
{
	struct history *history = history_with(*state, "table", "version status");

	ADD(history, *state, {HISTORY_VERSION, "1"}, {HISTORY_STATUS, "Applied"});
	ADD(history, *state, {HISTORY_VERSION, "2"}, {HISTORY_STATUS, "reverted"});
	ADD(history, *state, {HISTORY_VERSION, "3"}, {HISTORY_STATUS, "half done"});
	ADD(history, *state, {HISTORY_VERSION, "4"}, {HISTORY_STATUS, "pending"});
	ADD(history, *state, {HISTORY_VERSION, "5"});
	history_finish(history);
	assert_int_equal(history->rows.count, 4);
	assert_int_equal(state_of(history, "1"), ROW_APPLIED);
	assert_int_equal(state_of(history, "2"), ROW_ROLLED_BACK);
	assert_int_equal(state_of(history, "3"), ROW_FAILED);
	assert_text(history_row_of(history, STR("3"))->note, "its status is 'half done'");
	assert_int_equal(state_of(history, "5"), ROW_APPLIED);
}

static void test_finish__the_last_of_several_rows_counts(void **state)
{
	struct history *history = history_with(*state, "goose", "version_id is_applied id");

	ADD(history, *state, {HISTORY_VERSION, "0"}, {HISTORY_APPLIED, "t"});
	ADD(history, *state, {HISTORY_VERSION, "7"}, {HISTORY_APPLIED, "t"});
	ADD(history, *state, {HISTORY_VERSION, "7"}, {HISTORY_APPLIED, "f"});
	history_finish(history);
	assert_int_equal(history->rows.count, 1);
	assert_int_equal(state_of(history, "7"), ROW_ROLLED_BACK);
}

/* A view that unites two tables says nothing of an order. */
static void test_finish__without_an_order_the_row_that_says_most_counts(void **state)
{
	struct history *history = history_with(*state, "table", "version status");

	ADD(history, *state, {HISTORY_VERSION, "7"}, {HISTORY_STATUS, "applied"});
	ADD(history, *state, {HISTORY_VERSION, "7"}, {HISTORY_STATUS, "failed"});
	history_finish(history);
	assert_int_equal(history->rows.count, 1);
	assert_int_equal(state_of(history, "7"), ROW_APPLIED);
}

/* The name of a file of a set with that runner. */
static struct name name_in(struct arena *arena, const char *runner, const char *file)
{
	const struct set_spec *spec = spec_of(arena, str_format(arena, "runner: %s", runner).ptr);

	return name_of(spec, arena, str_format(arena, "db/%s", file));
}

static bool has_row(
	const struct history *history, struct arena *arena, const char *runner, const char *file)
{
	struct name name = name_in(arena, runner, file);

	return history_row_for(history, arena, &name);
}

static void test_row_for__by_the_key_of_each_tool(void **state)
{
	struct history *flyway = history_with(*state, "flyway", "version script type installed_rank");
	struct history *rails = history_with(*state, "rails", "version");
	struct history *latest = history_with(*state, "golang-migrate", "version dirty");

	ADD(flyway, *state, {HISTORY_VERSION, "1.1"}, {HISTORY_NAME, "V1_1__a.sql"});
	ADD(flyway, *state, {HISTORY_VERSION, "2"}, {HISTORY_NAME, "V2.0__a.sql"});
	ADD(flyway, *state, {HISTORY_NAME, "R__view.sql"});
	ADD(flyway, *state, {HISTORY_VERSION, "10"}, {HISTORY_KIND, "SQL_BASELINE"});
	history_finish(flyway);
	assert_true(has_row(flyway, *state, "flyway", "V1_1__a.sql"));
	assert_true(has_row(flyway, *state, "flyway", "V1.1.0__a.sql"));
	assert_true(has_row(flyway, *state, "flyway", "V2.0__a.sql"));
	assert_false(has_row(flyway, *state, "flyway", "V11__a.sql"));
	assert_true(has_row(flyway, *state, "flyway", "R__view.sql"));
	assert_false(has_row(flyway, *state, "flyway", "R__views.sql"));
	assert_false(has_row(flyway, *state, "flyway", "B2__a.sql"));
	assert_true(has_row(flyway, *state, "flyway", "B10__a.sql"));
	ADD(rails, *state, {HISTORY_VERSION, "1"});
	history_finish(rails);
	assert_true(has_row(rails, *state, "plain", "0001_a.sql"));
	ADD(latest, *state, {HISTORY_VERSION, "2"}, {HISTORY_DIRTY, "f"});
	history_finish(latest);
	assert_true(has_row(latest, *state, "golang-migrate", "000001_a.up.sql"));
	assert_false(has_row(latest, *state, "golang-migrate", "000010_a.up.sql"));
	latest->rows.items[0].version = STR("-1");
	assert_false(has_row(latest, *state, "golang-migrate", "000001_a.up.sql"));
}

/* Requirement S0-02: the table of seed 1, lines 37-42. */
static void test_row_for__the_version_is_what_stands_before_the_first_underscore(void **state)
{
	struct history *history = history_with(*state, "supabase", "version statements name");
	struct name first = name_in(*state, "supabase", "0001_core_schema.sql");
	struct name last = name_in(*state, "supabase", "20261102_verify_view_security.sql");

	ADD(history, *state, {HISTORY_VERSION, "0001"}, {HISTORY_NAME, "core_schema"});
	ADD(history, *state, {HISTORY_VERSION, "20261102"}, {HISTORY_NAME, "verify_view_security"});
	history_finish(history);
	assert_text(history_row_for(history, *state, &first)->name, "core_schema");
	assert_text(first.description, "core_schema");
	assert_text(history_row_for(history, *state, &last)->name, "verify_view_security");
	assert_text(last.description, "verify_view_security");
}

static void test_columns__that_the_policy_names_must_be_there(void **state)
{
	struct history history = {.adapter = history_adapter_find(STR("table")), .table = STR("t")};
	struct str_list names = {0};
	struct error error;

	str_list_add(*state, &names, STR("version"));
	history.own_columns[HISTORY_VERSION] = STR("versoin");
	assert_int_equal(history_choose_columns(&history, *state, &names, &error), -1);
	assert_contains(error.message, "no column 'versoin'");
	assert_contains(error.hint, "did you mean 'version'");
	names.items[0] = STR("other");
	history.own_columns[HISTORY_VERSION] = (struct str){NULL, 0};
	assert_int_equal(history_choose_columns(&history, *state, &names, &error), -1);
	assert_contains(error.message, "no column of t is known to hold versions");
}

/* The manual page of the policy lists them. */
static void test_words__stand_in_the_manual(void **state)
{
	struct str adapters = {NULL, 0}, columns = {NULL, 0};

	for (size_t i = 0; i < policy_key_count; i++) {
		if (!strcmp(policy_keys[i].pattern, "sets[].history[].adapter"))
			adapters = str_from(policy_keys[i].details);
		if (!strcmp(policy_keys[i].pattern, "sets[].history[].columns"))
			columns = str_from(policy_keys[i].details);
	}
	for (size_t i = 0; i < history_adapter_count; i++)
		assert_contains(adapters.ptr, str_format(*state, "`%s`", history_adapters[i].name).ptr);
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		assert_contains(columns.ptr, str_format(*state, "`%s`", history_column_names[i]).ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_row__states_of_each_kind_of_column),
		with_arena(test_row__a_status_is_one_of_known_words),
		with_arena(test_finish__the_last_of_several_rows_counts),
		with_arena(test_finish__without_an_order_the_row_that_says_most_counts),
		with_arena(test_row_for__by_the_key_of_each_tool),
		with_arena(test_row_for__the_version_is_what_stands_before_the_first_underscore),
		with_arena(test_columns__that_the_policy_names_must_be_there),
		with_arena(test_words__stand_in_the_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
