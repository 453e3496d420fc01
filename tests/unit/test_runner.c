/* SPDX-License-Identifier: MIT */
/* Which names each tool accepts, asked of the real tools' parsers (migration/runner.c names them),
 * and what such a name says. */
#include "unit/specs.h"

#include "migration/name.h"

/* A file of the set in `db` and what its name says. */
struct named {
	const char *path;
	enum role role;
	const char *version, *description; /* NULL: malformed; "": none */
};

static void assert_named(struct arena *arena, const char *runner, const struct named *row)
{
	const struct set_spec *spec = spec_of(arena, str_format(arena, "runner: %s", runner).ptr);
	struct name name = name_of(spec, arena, str_format(arena, "db/%s", row->path));

	if (name.role != row->role)
		fail_msg("%s: %s has role %d, not %d", runner, row->path, name.role, row->role);
	if (row->role == ROLE_SIDE || row->role == ROLE_MISPLACED)
		return;
	if (name.is_well_formed != (row->version != NULL))
		fail_msg("%s: %s is%s well formed", runner, row->path, name.is_well_formed ? "" : " not");
	if (!row->version)
		return;
	if (!str_equal(name.version, str_from(row->version)))
		fail_msg("%s: %s has version %.*s", runner, row->path, STR_ARG(name.version));
	if (!str_equal(name.description, str_from(row->description)))
		fail_msg("%s: %s has description %.*s", runner, row->path, STR_ARG(name.description));
}

#define assert_all_named(runner, rows) \
	for (size_t row_ = 0; row_ < ARRAY_LENGTH(rows); row_++) \
	assert_named(*state, (runner), &(rows)[row_])

static void test_table__has_the_runners_of_the_design(void **state)
{
	static const char *const names[] = {"supabase", "prisma", "flyway", "golang-migrate", "dbmate",
		"goose", "sqlx", "diesel", "plain"};

	(void)state;
	assert_int_equal(runner_count, ARRAY_LENGTH(names));
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		const struct runner *runner = runner_find(str_from(names[i]));

		assert_non_null(runner);
		assert_string_equal(runner->name, names[i]);
	}
	assert_null(runner_find(STR("")));
	assert_null(runner_find(STR("Flyway")));
	assert_null(runner_find(STR("liquibase")));
}

/* pkg/migration/file.go: ^([0-9]+)_(.*)\.sql$ */
static void test_supabase__names(void **state)
{
	static const struct named rows[] = {
		{"20240101000000_add_users.sql", ROLE_UP, "20240101000000", "add_users"},
		{"0001_a.sql", ROLE_UP, "0001", "a"},
		{"1_.sql", ROLE_UP, "1", ""},
		{"1_Add Users.sql", ROLE_UP, "1", "Add Users"},
		{"1_a.b.sql", ROLE_UP, "1", "a.b"},
		{"20240101000000_a.down.sql", ROLE_DOWN, "20240101000000", "a"},
		{"20240101000000.sql", ROLE_UP, NULL, NULL},
		{"20240101000000-add.sql", ROLE_UP, NULL, NULL},
		{"add_users.sql", ROLE_UP, NULL, NULL},
		{"_a.sql", ROLE_UP, NULL, NULL},
		{"20240101000000_a.SQL", ROLE_UP, NULL, NULL},
		{"below/20240101000000_a.sql", ROLE_MISPLACED, NULL, NULL},
		{"README.md", ROLE_SIDE, NULL, NULL},
		{".gitkeep", ROLE_SIDE, NULL, NULL},
		{"notes.txt", ROLE_MISPLACED, NULL, NULL},
		{"1_a.sql\n", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("supabase", rows);
}

static void test_prisma__names(void **state)
{
	static const struct named rows[] = {
		{"20240101000000_add_users/migration.sql", ROLE_UP, "20240101000000", "add_users"},
		{"0_init/migration.sql", ROLE_UP, "0", "init"},
		{"20240101000000/migration.sql", ROLE_UP, "20240101000000", ""},
		{"20240101000000_a/down.sql", ROLE_DOWN, "20240101000000", "a"},
		{"migration_lock.toml", ROLE_SIDE, NULL, NULL},
		{"20240101000000_a/README.md", ROLE_SIDE, NULL, NULL},
		{"20240101000000_a/other.sql", ROLE_MISPLACED, NULL, NULL},
		{"20240101000000_a/below/migration.sql", ROLE_MISPLACED, NULL, NULL},
		{"20240101000000_a.sql", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("prisma", rows);
}

/* ResourceNameParser and MigrationVersion */
static void test_flyway__names(void **state)
{
	static const struct named rows[] = {
		{"V1__add_users.sql", ROLE_UP, "1", "add_users"},
		{"V1.2.3__a.sql", ROLE_UP, "1.2.3", "a"},
		{"V1_2__a.sql", ROLE_UP, "1_2", "a"},
		{"V20240101120000__a.sql", ROLE_UP, "20240101120000", "a"},
		{"V001__Add Users.sql", ROLE_UP, "001", "Add Users"},
		{"V1__a__b.sql", ROLE_UP, "1", "a__b"},
		{"V1___a.sql", ROLE_UP, "1", "_a"},
		{"V1__.sql", ROLE_UP, "1", ""},
		{"V1.sql", ROLE_UP, "1", ""},
		{"B5__base.sql", ROLE_UP, "5", "base"},
		{"U1__add_users.sql", ROLE_DOWN, "1", "add_users"},
		{"R__views.sql", ROLE_REPEATABLE, "", "views"},
		{"below/deeper/V2__a.sql", ROLE_UP, "2", "a"},
		{"beforeMigrate.sql", ROLE_SIDE, NULL, NULL},
		{"afterMigrate__vacuum.sql", ROLE_SIDE, NULL, NULL},
		{"V1__a.sql.conf", ROLE_SIDE, NULL, NULL},
	};

	assert_all_named("flyway", rows);
}

static void test_flyway__refuses(void **state)
{
	static const struct named rows[] = {
		{"V__a.sql", ROLE_UP, NULL, NULL},
		{"v1__a.sql", ROLE_UP, NULL, NULL},
		{"V1_a.sql", ROLE_UP, NULL, NULL},
		{"V1-2__a.sql", ROLE_UP, NULL, NULL},
		{"V1.__a.sql", ROLE_UP, NULL, NULL},
		{"V1_.sql", ROLE_UP, NULL, NULL},
		{"V1a__a.sql", ROLE_UP, NULL, NULL},
		{"V1..2__a.sql", ROLE_UP, NULL, NULL},
		{"1__a.sql", ROLE_UP, NULL, NULL},
		{"R1__a.sql", ROLE_UP, NULL, NULL},
		{"V1__a.SQL", ROLE_UP, NULL, NULL},
		{"X1__a.sql", ROLE_UP, NULL, NULL},
	};

	assert_all_named("flyway", rows);
}

/* source/parse.go: ^([0-9]+)_(.*)\.(down|up)\.(.*)$ */
static void test_golang_migrate__names(void **state)
{
	static const struct named rows[] = {
		{"000001_add_users.up.sql", ROLE_UP, "000001", "add_users"},
		{"000001_add_users.down.sql", ROLE_DOWN, "000001", "add_users"},
		{"1_.up.sql", ROLE_UP, "1", ""},
		{"1_a.b.up.sql", ROLE_UP, "1", "a.b"},
		{"0_a.up.sql", ROLE_UP, "0", "a"},
		{"18446744073709551615_a.up.sql", ROLE_UP, "18446744073709551615", "a"},
		{"000001_add_users.sql", ROLE_UP, NULL, NULL},
		{"000001.up.sql", ROLE_UP, NULL, NULL},
		{"000001-a.up.sql", ROLE_UP, NULL, NULL},
		{"a.up.sql", ROLE_UP, NULL, NULL},
		{"000001_a.UP.sql", ROLE_UP, NULL, NULL},
		{"000001_a.rollback.sql", ROLE_DOWN, NULL, NULL},
		{"below/000001_a.up.sql", ROLE_MISPLACED, NULL, NULL},
		{"embed.go", ROLE_SIDE, NULL, NULL},
	};

	assert_all_named("golang-migrate", rows);
}

/* db.go: ^(\d+).*\.sql$ */
static void test_dbmate__names(void **state)
{
	static const struct named rows[] = {
		{"20240101000000_add_users.sql", ROLE_BOTH, "20240101000000", "add_users"},
		{"20240101000000.sql", ROLE_BOTH, "20240101000000", ""},
		{"20240101000000-a.sql", ROLE_BOTH, "20240101000000", "-a"},
		{"1a.sql", ROLE_BOTH, "1", "a"},
		{"a_1.sql", ROLE_BOTH, NULL, NULL},
		{"_1.sql", ROLE_BOTH, NULL, NULL},
		{"20240101000000_a.SQL", ROLE_BOTH, NULL, NULL},
		{"below/20240101000000_a.sql", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("dbmate", rows);
}

/* migrate.go, NumericComponent */
static void test_goose__names(void **state)
{
	static const struct named rows[] = {
		{"20240101000000_add_users.sql", ROLE_BOTH, "20240101000000", "add_users"},
		{"00001_a.sql", ROLE_BOTH, "00001", "a"},
		{"1_.sql", ROLE_BOTH, "1", ""},
		{"9223372036854775807_a.sql", ROLE_BOTH, "9223372036854775807", "a"},
		{"00002_seed.go", ROLE_CODE, "00002", "seed"},
		{"00002_seed_test.go", ROLE_SIDE, NULL, NULL},
		{"main.go", ROLE_SIDE, NULL, NULL},
		{"00001.sql", ROLE_BOTH, NULL, NULL},
		{"00001-a.sql", ROLE_BOTH, NULL, NULL},
		{"a_1.sql", ROLE_BOTH, NULL, NULL},
		{"1x_a.sql", ROLE_BOTH, NULL, NULL},
		{"below/00001_a.sql", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("goose", rows);
}

/* "migration version must be greater than zero" */
static void test_goose__refuses_version_zero(void **state)
{
	static const struct named rows[] = {
		{"0_a.sql", ROLE_BOTH, NULL, NULL},
		{"00000_a.sql", ROLE_BOTH, NULL, NULL},
		{"00000000000000_a.sql", ROLE_BOTH, NULL, NULL},
	};

	assert_all_named("goose", rows);
}

/* sqlx-core/migrate/source.rs */
static void test_sqlx__names(void **state)
{
	static const struct named rows[] = {
		{"20240101000000_add_users.sql", ROLE_UP, "20240101000000", "add_users"},
		{"1_a.up.sql", ROLE_UP, "1", "a"},
		{"1_a.down.sql", ROLE_DOWN, "1", "a"},
		{"0_a.sql", ROLE_UP, "0", "a"},
		{"1_.sql", ROLE_UP, "1", ""},
		{"1_a b.c.sql", ROLE_UP, "1", "a b.c"},
		{"9223372036854775807_a.sql", ROLE_UP, "9223372036854775807", "a"},
		{"20240101000000.sql", ROLE_UP, NULL, NULL},
		{"1-a.sql", ROLE_UP, NULL, NULL},
		{"a_1.sql", ROLE_UP, NULL, NULL},
		{"1x_a.sql", ROLE_UP, NULL, NULL},
		{"1_a.SQL", ROLE_UP, NULL, NULL},
		{"build.rs", ROLE_SIDE, NULL, NULL},
		{"below/1_a.sql", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("sqlx", rows);
}

/* The tools read versions as integers of 64 bits; a timestamp with microseconds has 20 digits. */
static void test_integers__beyond_64_bits_are_refused(void **state)
{
	static const struct named goose[] = {{"20240101123000123456_a.sql", ROLE_BOTH, NULL, NULL}};
	static const struct named sqlx[] = {{"9223372036854775808_a.sql", ROLE_UP, NULL, NULL}};
	static const struct named golang_migrate[] = {
		{"20240101123000123456_a.up.sql", ROLE_UP, NULL, NULL}};

	assert_all_named("goose", goose);
	assert_all_named("sqlx", sqlx);
	assert_all_named("golang-migrate", golang_migrate);
}

/* diesel_migrations: the version ends at the first '_', its dashes dropped */
static void test_diesel__names(void **state)
{
	static const struct named rows[] = {
		{"2024-01-02-030405_add_users/up.sql", ROLE_UP, "2024-01-02-030405", "add_users"},
		{"2024-01-02-030405-0000_a/up.sql", ROLE_UP, "2024-01-02-030405-0000", "a"},
		{"00000000000000_diesel_initial_setup/up.sql", ROLE_UP, "00000000000000",
			"diesel_initial_setup"},
		{"20240102030405_a/down.sql", ROLE_DOWN, "20240102030405", "a"},
		{"2024-01-02-030405/up.sql", ROLE_UP, "2024-01-02-030405", ""},
		{"add_orders/up.sql", ROLE_UP, "add", "orders"},
		{"_a/up.sql", ROLE_UP, NULL, NULL},
		{"2024-01-02-030405_a/metadata.toml", ROLE_SIDE, NULL, NULL},
		{"2024-01-02-030405_a/migration.sql", ROLE_MISPLACED, NULL, NULL},
		{".keep", ROLE_SIDE, NULL, NULL},
	};

	assert_all_named("diesel", rows);
}

/* Both tools take any folder: prisma-engines, migrations_directory.rs lists them all; diesel,
 * migrations_internals asks for an up.sql and takes what stands before the first '_'. */
static void test_folders__without_digits_are_accepted_by_their_tools(void **state)
{
	static const char *const paths[][2] = {
		{"prisma", "db/init/migration.sql"}, {"diesel", "db/initial_setup/up.sql"}};

	for (size_t i = 0; i < ARRAY_LENGTH(paths); i++) {
		const struct set_spec *spec = spec_of(
			*state, str_format(*state, "runner: %s", paths[i][0]).ptr);

		if (!name_of(spec, *state, str_from(paths[i][1])).is_well_formed)
			fail_msg("%s: %s is not well formed", paths[i][0], paths[i][1]);
	}
}

static void test_plain__names(void **state)
{
	static const struct named rows[] = {
		{"0001_add_users.sql", ROLE_UP, "0001", "add_users"},
		{"0001-a.sql", ROLE_UP, "0001", "a"},
		{"0001.sql", ROLE_UP, "0001", ""},
		{"0001_a.up.sql", ROLE_UP, "0001", "a"},
		{"0001_a.down.sql", ROLE_DOWN, "0001", "a"},
		{"0001_a.rollback.sql", ROLE_DOWN, "0001", "a"},
		{"0001_a.undo.sql", ROLE_DOWN, "0001", "a"},
		{"a.sql", ROLE_UP, NULL, NULL},
		{"a_0001.sql", ROLE_UP, NULL, NULL},
		{"0001_a.py", ROLE_SIDE, NULL, NULL},
		{"atlas.sum", ROLE_MISPLACED, NULL, NULL},
		{"LICENSE", ROLE_SIDE, NULL, NULL},
		{"below/0001_a.sql", ROLE_MISPLACED, NULL, NULL},
	};

	assert_all_named("plain", rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table__has_the_runners_of_the_design),
		with_arena(test_supabase__names),
		with_arena(test_prisma__names),
		with_arena(test_flyway__names),
		with_arena(test_flyway__refuses),
		with_arena(test_golang_migrate__names),
		with_arena(test_dbmate__names),
		with_arena(test_goose__names),
		with_arena(test_goose__refuses_version_zero),
		with_arena(test_sqlx__names),
		with_arena(test_integers__beyond_64_bits_are_refused),
		with_arena(test_diesel__names),
		with_arena(test_folders__without_digits_are_accepted_by_their_tools),
		with_arena(test_plain__names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
