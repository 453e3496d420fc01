/* SPDX-License-Identifier: MIT */
/* What a path says of its migration, whatever the runner; test_runner.c has each runner's names. */
#include "unit/specs.h"

#include "migration/name.h"

static struct name name(struct arena *arena, const char *keys, const char *path)
{
	return name_of(spec_of(arena, keys), arena, str_from(path));
}

static void test_name__has_the_groups_of_the_sets_pattern(void **state)
{
	static const char keys[] =
		"runner: supabase, name: '^(?<version>\\d{14})_(?<type>create|alter)_"
		"(?<description>[a-z0-9_]+)\\.sql$'";
	struct name got = name(*state, keys, "db/20240101000000_create_users.sql");

	assert_true(got.is_well_formed);
	assert_str(got.file, "20240101000000_create_users.sql");
	assert_str(got.version, "20240101000000");
	assert_str(got.type, "create");
	assert_str(got.description, "users");
	assert_false(name(*state, keys, "db/20240101000000_add_users.sql").is_well_formed);
	assert_false(name(*state, keys, "db/20240101_create_users.sql").is_well_formed);
	assert_false(name(*state, keys, "db/20240101000000_create_Users.sql").is_well_formed);
	got = name(*state, "runner: supabase", "db/1_a.sql");
	assert_none(got.type);
}

static void test_name__of_a_set_at_the_top(void **state)
{
	struct set_specs specs = specs_of(*state, "sets: [{path: ., runner: plain}]");
	struct name got = name_of(specs.items, *state, STR("0001_a.sql"));

	assert_true(got.is_well_formed);
	assert_str(got.file, "0001_a.sql");
	assert_int_equal(name_of(specs.items, *state, STR("x/0001_a.sql")).role, ROLE_MISPLACED);
}

static void test_name__older_patterns_excuse_up_to_their_last_version(void **state)
{
	static const char keys[] =
		"runner: supabase, name: '^(?<version>\\d{8})_[a-z]+\\.sql$', "
		"legacy: [{name: '^(?<version>\\d{4})_[a-z]+\\.sql$', until: '0319'},"
		" {name: '^base\\.sql$'}]";
	struct name got = name(*state, keys, "db/0319_a.sql");

	assert_true(got.is_well_formed);
	assert_str(got.version, "0319");
	assert_true(name(*state, keys, "db/20240101_a.sql").is_well_formed);
	assert_true(name(*state, keys, "db/0001_a.sql").is_well_formed);
	assert_true(name(*state, keys, "db/0001_a.down.sql").is_well_formed);
	assert_true(name(*state, keys, "db/base.sql").is_well_formed);
	assert_false(name(*state, keys, "db/0320_a.sql").is_well_formed);
	assert_false(name(*state, keys, "db/0319_A.sql").is_well_formed);
	assert_false(name(*state, keys, "db/003_a.sql").is_well_formed);
}

static void test_stem__is_shared_by_up_and_down(void **state)
{
	static const char *const pairs[][3] = {
		{"runner: supabase", "db/1_a.sql", "db/1_a.down.sql"},
		{"runner: golang-migrate", "db/1_a.up.sql", "db/1_a.down.sql"},
		{"runner: sqlx", "db/1_a.up.sql", "db/1_a.down.sql"},
		{"runner: sqlx", "db/1_a.sql", "db/1_a.down.sql"},
		{"runner: plain", "db/1_a.sql", "db/1_a.rollback.sql"},
		{"runner: plain", "db/1_a.sql", "db/1_a.undo.sql"},
		{"runner: prisma", "db/1_a/migration.sql", "db/1_a/down.sql"},
		{"runner: diesel", "db/1_a/up.sql", "db/1_a/down.sql"},
		{"runner: supabase, down: 'rollback/{name}.rollback.sql'", "db/1_a.sql",
			"rollback/1_a.rollback.sql"},
		{"runner: supabase, down: '{name}_back.sql'", "db/1_a.sql", "db/1_a_back.sql"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
		struct name up = name(*state, pairs[i][0], pairs[i][1]);
		struct name down = name(*state, pairs[i][0], pairs[i][2]);

		assert_int_equal(up.role, ROLE_UP);
		assert_int_equal(down.role, ROLE_DOWN);
		assert_true(up.is_well_formed && down.is_well_formed);
		assert_text(up.stem, "1_a");
		assert_text(down.stem, "1_a");
	}
	assert_false(str_equal(name(*state, "runner: plain", "db/1_a.sql").stem,
		name(*state, "runner: plain", "db/1_b.sql").stem));
}

static void test_down_path__is_where_the_down_file_is_expected(void **state)
{
	static const char *const rows[][3] = {
		{"runner: golang-migrate", "db/1_a.up.sql", "db/1_a.down.sql"},
		{"runner: supabase, down: sibling", "db/1_a.sql", "rollback/1_a.down.sql"},
		{"runner: goose, down: sibling", "db/1_a.sql", "rollback/1_a.down.sql"},
		{"runner: flyway", "db/V1__a.sql", "db/U1__a.sql"},
		{"runner: flyway", "db/below/V1.2__a.sql", "db/below/U1.2__a.sql"},
		{"runner: diesel", "db/2024-01-01-000000_a/up.sql", "db/2024-01-01-000000_a/down.sql"},
		{"runner: prisma, down: sibling", "db/1_a/migration.sql", "db/1_a/down.sql"},
		{"runner: supabase, down: 'rollback/{name}.rollback.sql'", "db/1_a.sql",
			"rollback/1_a.rollback.sql"},
		{"runner: supabase, down: 'undo-{name}.sql'", "db/1_a.sql", "db/undo-1_a.sql"},
		{"runner: supabase", "db/1_a.sql", NULL},
		{"runner: dbmate", "db/1_a.sql", NULL},
		{"runner: sqlx, down: none", "db/1_a.up.sql", NULL},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const struct set_spec *spec = spec_of(*state, rows[i][0]);
		struct str up_path = str_from(rows[i][1]), down_path;
		struct name up = name_of(spec, *state, up_path);

		down_path = name_down_path(spec, *state, up_path, &up);
		if (rows[i][2])
			assert_text(down_path, rows[i][2]);
		else
			assert_none(down_path);
		if (rows[i][2])
			assert_int_equal(name_of(spec, *state, down_path).role, ROLE_DOWN);
	}
}

static void test_sibling_path__is_beside_it_whoever_would_execute_it(void **state)
{
	const struct set_spec *spec = spec_of(*state, "runner: supabase, down: sibling");
	struct name up = name_of(spec, *state, STR("db/1_a.sql"));

	assert_text(name_sibling_path(spec, *state, STR("db/1_a.sql"), &up), "db/1_a.down.sql");
	assert_str(name_of(spec, *state, STR("db/1_a.down.sql")).stem, "1_a");
	assert_str(name_of(spec, *state, STR("rollback/1_a.down.sql")).stem, "1_a");
	spec = spec_of(*state, "runner: supabase");
	assert_none(name_sibling_path(spec, *state, STR("db/1_a.sql"), &up));
}

static void test_baseline__is_flyways_b(void **state)
{
	assert_true(name(*state, "runner: flyway", "db/B5__a.sql").is_baseline);
	assert_false(name(*state, "runner: flyway", "db/V5__a.sql").is_baseline);
	assert_false(name(*state, "runner: flyway", "db/R__B.sql").is_baseline);
	assert_false(name(*state, "runner: supabase", "db/B5__a.sql").is_baseline);
}

static void test_roles__that_are_sql_or_up(void **state)
{
	static const struct {
		enum role role;
		bool is_sql, is_up;
	} rows[] = {
		{ROLE_UP, true, true},
		{ROLE_DOWN, true, false},
		{ROLE_BOTH, true, true},
		{ROLE_REPEATABLE, true, true},
		{ROLE_CODE, false, true},
		{ROLE_SIDE, false, false},
		{ROLE_MISPLACED, false, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		assert_int_equal(role_is_sql(rows[i].role), rows[i].is_sql);
		assert_int_equal(role_is_up(rows[i].role), rows[i].is_up);
	}
}

static void test_name__of_strange_files_is_never_a_migration(void **state)
{
	static const char *const paths[] = {"db/.sql", "db/a", "db/sql", "db/1_a.sql.bak",
		"db/1_a.sql~", "db/1_a.sqlx", "db/.1_a.sql.swp", "db/README", "db/LICENSE.txt",
		"db/CHANGELOG.md"};

	for (size_t i = 0; i < ARRAY_LENGTH(paths); i++) {
		struct name got = name(*state, "runner: supabase", paths[i]);

		assert_true(got.role == ROLE_SIDE || got.role == ROLE_MISPLACED);
		assert_false(got.is_well_formed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_name__has_the_groups_of_the_sets_pattern),
		with_arena(test_name__of_a_set_at_the_top),
		with_arena(test_name__older_patterns_excuse_up_to_their_last_version),
		with_arena(test_stem__is_shared_by_up_and_down),
		with_arena(test_down_path__is_where_the_down_file_is_expected),
		with_arena(test_sibling_path__is_beside_it_whoever_would_execute_it),
		with_arena(test_baseline__is_flyways_b),
		with_arena(test_roles__that_are_sql_or_up),
		with_arena(test_name__of_strange_files_is_never_a_migration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
