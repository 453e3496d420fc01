/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "migration/spec.h"

static void test_specs__have_what_the_policy_says(void **state)
{
	const struct set_spec *spec = spec_of(*state,
		"runner: supabase, name: '^(?<version>\\d{8})_[a-z]+\\.sql$', version: sequence, "
		"unique-by: name, down: 'rollback/{name}.rollback.sql', immutable: applied, "
		"dialect: other, snapshot: db/s.sql, snapshot-command: make s, manifest: m.yaml, "
		"archive: old, legacy: [{name: '^\\d{4}_', until: '0319'}]");

	assert_true(spec->is_configured);
	assert_false(spec->outside);
	assert_str(spec->path, "db");
	assert_string_equal(spec->runner->name, "supabase");
	assert_str(regex_pattern(spec->name), "^(?<version>\\d{8})_[a-z]+\\.sql$");
	assert_str(spec->expected_name, "YYYYMMDD_description.sql");
	assert_int_equal(spec->version_kind, VERSION_SEQUENCE);
	assert_true(spec->unique_by_name);
	assert_int_equal(spec->down, DOWN_PATTERN);
	assert_str(spec->down_folder, "rollback");
	assert_str(spec->down_prefix, "rollback/");
	assert_str(spec->down_suffix, ".rollback.sql");
	assert_int_equal(spec->immutable, IMMUTABLE_APPLIED);
	assert_int_equal(spec->dialect, DIALECT_OTHER);
	assert_int_equal(spec->snapshots.count, 1);
	assert_str(spec->snapshots.items[0], "db/s.sql");
	assert_true(spec->snapshot_is_configured);
	assert_str(spec->snapshot_command, "make s");
	assert_str(spec->manifest, "m.yaml");
	assert_str(spec->archive, "old");
	assert_int_equal(spec->legacy.count, 1);
	assert_str(spec->legacy.items[0].until, "0319");
}

static void test_specs__have_what_the_runner_says(void **state)
{
	static const struct {
		const char *keys;
		enum down_kind down;
	} rows[] = {
		{"runner: supabase", DOWN_NONE},
		{"runner: prisma", DOWN_NONE},
		{"runner: flyway", DOWN_SIBLING},
		{"runner: golang-migrate", DOWN_SIBLING},
		{"runner: dbmate", DOWN_SECTION},
		{"runner: goose", DOWN_SECTION},
		{"runner: diesel", DOWN_SIBLING},
		{"runner: diesel, down: none", DOWN_NONE},
		{"runner: supabase, down: sibling", DOWN_SIBLING},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const struct set_spec *spec = spec_of(*state, rows[i].keys);

		assert_int_equal(spec->down, rows[i].down);
		assert_str(regex_pattern(spec->name), spec->runner->name_pattern);
		assert_str(spec->expected_name, spec->runner->expected_name);
		assert_int_equal(spec->version_kind, VERSION_AUTO);
		assert_int_equal(spec->immutable, IMMUTABLE_MERGED);
		assert_int_equal(spec->dialect, DIALECT_UNKNOWN);
		assert_false(spec->unique_by_name);
		assert_false(spec->snapshot_is_configured);
		assert_none(spec->snapshot_command);
		assert_none(spec->manifest);
		assert_str(spec->archive, "archive");
	}
}

static bool looks_at(struct arena *arena, const char *text, const char *place)
{
	return str_list_contains(&specs_of(arena, text).items->snapshots, str_from(place));
}

/* Design, section 6: snapshots found without configuration. */
static void test_specs__know_where_snapshots_are(void **state)
{
	static const char *const places[] = {"schema.sql", "supabase/schema.sql",
		"supabase/schemas/schema.sql", "db/schema.sql", "db/structure.sql", "app/schema.sql"};
	static const char app[] = "sets: [{path: app/migrations, runner: plain}]";

	for (size_t i = 0; i < ARRAY_LENGTH(places); i++)
		assert_true(looks_at(*state, app, places[i]));
	assert_true(looks_at(
		*state, "sets: [{path: prisma/migrations, runner: prisma}]", "prisma/schema.prisma"));
	assert_true(
		looks_at(*state, "sets: [{path: prisma/migrations, runner: prisma}]", "schema.prisma"));
	assert_int_equal(spec_of(*state, "runner: plain, snapshot: none")->snapshots.count, 0);
	assert_true(spec_of(*state, "runner: plain, snapshot: none")->snapshot_is_configured);
}

/* The error of sets that cannot be. */
static const char *refusal(struct arena *arena, const char *text)
{
	struct vocabulary vocabulary = words_of(arena);
	struct error *error = arena_new(arena, struct error);
	struct set_specs specs = {.count = 77};
	struct policy policy;

	if (policy_load(&policy, arena, &vocabulary, str_from(text), STR("p.yaml"), error))
		fail_msg("%s", error->message);
	if (!set_specs_of(&specs, arena, &policy, NULL, NULL, error))
		fail_msg("%s was accepted", text);
	assert_int_equal(specs.count, 77);
	return error->message;
}

static void test_down__is_a_word_or_a_path_with_the_name_last(void **state)
{
	static const char *const downs[] = {"nowhere", "rollback/x.sql", "'{name}/x.sql'", "Sibling"};

	for (size_t i = 0; i < ARRAY_LENGTH(downs); i++) {
		const char *message = refusal(*state,
			str_format(*state, "sets:\n- path: db\n  runner: plain\n  down: %s\n", downs[i]).ptr);

		assert_contains(message, "p.yaml:4:");
		assert_contains(message, "down");
	}
}

static void test_down__without_a_folder_lies_beside(void **state)
{
	const struct set_spec *spec = spec_of(*state, "runner: plain, down: 'undo-{name}.sql'");

	assert_int_equal(spec->down, DOWN_PATTERN);
	assert_str(spec->down_folder, "db");
	assert_str(spec->down_prefix, "db/undo-");
	assert_str(spec->down_suffix, ".sql");
}

static void test_specs__one_folder_twice_is_an_error(void **state)
{
	const char *message = refusal(
		*state, "sets:\n- {path: a, runner: plain}\n- {path: ./a/, runner: goose}\n");

	assert_contains(message, "p.yaml:3:");
	assert_contains(message, "'a'");
}

/* Design, 4.9: text from the repository is escaped on the way out. */
static void test_specs__errors_are_escaped(void **state)
{
	assert_lacks(refusal(*state,
					 "sets:\n- {path: \"\\e[1m\", runner: plain}\n"
					 "- {path: \"\\e[1m\", runner: goose}\n"),
		"\x1b");
}

static void test_holding__is_the_innermost_set(void **state)
{
	struct set_specs specs = specs_of(*state,
		"sets:\n- {path: a, runner: plain}\n"
		"- {path: a/b, runner: goose}\n"
		"- {path: ab, runner: sqlx}\n");

	assert_ptr_equal(set_specs_holding(&specs, STR("a/1.sql")), &specs.items[0]);
	assert_ptr_equal(set_specs_holding(&specs, STR("a/b/1.sql")), &specs.items[1]);
	assert_ptr_equal(set_specs_holding(&specs, STR("a/bc/1.sql")), &specs.items[0]);
	assert_ptr_equal(set_specs_holding(&specs, STR("ab/1.sql")), &specs.items[2]);
	assert_null(set_specs_holding(&specs, STR("a")));
	assert_null(set_specs_holding(&specs, STR("b/1.sql")));
	specs = specs_of(*state, "sets: [{path: ., runner: plain}]");
	assert_ptr_equal(set_specs_holding(&specs, STR("1.sql")), &specs.items[0]);
}

static void test_scope__has_folders_rollbacks_and_snapshots(void **state)
{
	struct set_specs specs = specs_of(
		*state, "sets: [{path: a/m, runner: plain, down: 'r/{name}.sql', snapshot: a/schema.sql}]");
	struct scope scope = {0};

	set_specs_scope(&specs, *state, &scope);
	assert_int_equal(scope.count, 3);
	assert_str(scope.items[0].path, "a/m/");
	assert_str(scope.items[1].path, "a/schema.sql");
	assert_false(scope.items[1].is_folder);
	assert_str(scope.items[2].path, "r/");
}

static void test_setting__is_the_policys_the_runners_or_the_fallback(void **state)
{
	struct vocabulary vocabulary = words_of(*state);
	struct set_specs specs;
	struct policy policy;
	struct setting setting;
	struct error error;

	assert_int_equal(
		policy_load(&policy, *state, &vocabulary,
			STR("sets: [{path: a, runner: goose, immutable: off}]"), STR("p.yaml"), &error),
		0);
	assert_int_equal(set_specs_of(&specs, *state, &policy, NULL, NULL, &error), 0);
	setting = set_spec_setting(specs.items, &policy, "immutable");
	assert_str(setting.value, "off");
	assert_str(setting.from, "p.yaml:1");
	setting = set_spec_setting(specs.items, &policy, "down");
	assert_str(setting.value, "section");
	assert_str(setting.from, "runner goose");
	setting = set_spec_setting(specs.items, &policy, "archive");
	assert_str(setting.value, "archive");
	assert_str(setting.from, "default");
	assert_none(set_spec_setting(specs.items, &policy, "manifest").value);
}

static void test_outside__stands_for_no_set(void **state)
{
	struct vocabulary vocabulary = words_of(*state);
	struct policy policy = policy_default(*state, &vocabulary);
	struct set_spec spec;
	struct error error;

	assert_int_equal(
		set_spec_outside(&spec, *state, &policy, runner_find(STR("goose")), &error), 0);
	assert_true(spec.outside);
	assert_false(spec.is_configured);
	assert_string_equal(spec.runner->name, "goose");
	assert_int_equal(spec.snapshots.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_specs__have_what_the_policy_says),
		with_arena(test_specs__have_what_the_runner_says),
		with_arena(test_specs__know_where_snapshots_are),
		with_arena(test_down__is_a_word_or_a_path_with_the_name_last),
		with_arena(test_down__without_a_folder_lies_beside),
		with_arena(test_specs__one_folder_twice_is_an_error),
		with_arena(test_specs__errors_are_escaped),
		with_arena(test_holding__is_the_innermost_set),
		with_arena(test_scope__has_folders_rollbacks_and_snapshots),
		with_arena(test_setting__is_the_policys_the_runners_or_the_fallback),
		with_arena(test_outside__stands_for_no_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
