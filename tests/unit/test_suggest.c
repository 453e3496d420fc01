/* SPDX-License-Identifier: MIT */
#include "unit/sets.h"

#include "migration/suggest.h"

enum { NOW = 1709210096 }; /* 2024-02-29 12:34:56 */

/* What is suggested for the set's first file whose name is malformed. */
static bool suggested(
	struct arena *arena, const struct migration_set *set, struct name_suggestion *ret)
{
	for (size_t i = 0; i < set->files.count; i++)
		if (!set->files.items[i]->name.is_well_formed)
			return suggest_name(set, arena, set->files.items[i], NOW, ret);
	fail_msg("no name is malformed");
	return false;
}

#define STRICT "name: '^(?<version>\\d{14})_(?<description>[a-z0-9_]+)\\.sql$'"
#define TYPED \
	"name: '^(?<version>\\d{14})_(?<type>create|alter|drop|seed|fix)_(?<description>[a-z0-9_]+)" \
	"\\.sql$'"

/* The letters of `parts` stand for digits, separator, letter case, type, extension, characters. */
static void assert_suggested(struct arena *arena, const char *keys, const char *path,
	const char *expected, const char *parts)
{
	struct name_suggestion got;
	struct text wrong = {.arena = arena};

	if (!suggested(arena, set_of(arena, keys, path), &got))
		fail_msg("nothing is suggested for %s", path);
	assert_text(got.path, expected);
	text_add(&wrong, got.digits ? STR("d") : STR(""));
	text_add(&wrong, got.separator ? STR("s") : STR(""));
	text_add(&wrong, got.letter_case ? STR("l") : STR(""));
	text_add(&wrong, got.type ? STR("t") : STR(""));
	text_add(&wrong, got.extension ? STR("e") : STR(""));
	text_add(&wrong, got.characters ? STR("c") : STR(""));
	assert_text(text_str(&wrong), parts);
}

static void test_name__changes_only_what_is_wrong(void **state)
{
	static const char keys[] = "runner: supabase, " STRICT;

	assert_suggested(
		*state, keys, "db/20240101000000-add_users.sql", "db/20240101000000_add_users.sql", "s");
	assert_suggested(
		*state, keys, "db/20240101000000_Add_Users.sql", "db/20240101000000_add_users.sql", "l");
	assert_suggested(
		*state, keys, "db/20240101000000_AddUsers.sql", "db/20240101000000_add_users.sql", "l");
	assert_suggested(
		*state, keys, "db/20240101000000_add-users.sql", "db/20240101000000_add_users.sql", "c");
	assert_suggested(
		*state, keys, "db/20240101000000_add_users.SQL", "db/20240101000000_add_users.sql", "e");
	assert_suggested(*state, keys, "db/20240101000000_add_users.down.SQL",
		"db/20240101000000_add_users.down.sql", "e");
}

static void test_name__keeps_the_date_there_is(void **state)
{
	static const char keys[] = "runner: supabase, " STRICT;

	assert_suggested(
		*state, keys, "db/20240101_add_users.sql", "db/20240101000000_add_users.sql", "d");
	assert_suggested(
		*state, keys, "db/2024-01-31_add_users.sql", "db/20240131000000_add_users.sql", "d");
	assert_suggested(
		*state, keys, "db/20240131_0930_add_users.sql", "db/20240131093000_add_users.sql", "d");
}

static void test_name__tells_that_there_are_too_many_digits(void **state)
{
	assert_suggested(*state, "runner: supabase, name: '^(?<version>\\d{8})_[a-z_]+\\.sql$'",
		"db/20240131093000_add_users.sql", "db/20240131_add_users.sql", "d");
}

static void test_name__without_a_date_takes_now(void **state)
{
	assert_suggested(*state, "runner: supabase, " STRICT, "db/add_users.sql",
		"db/20240229123456_add_users.sql", "d");
	assert_suggested(
		*state, "runner: supabase", "db/add_users.sql", "db/20240229123456_add_users.sql", "d");
	assert_suggested(*state, "runner: supabase, " STRICT, "db/20241301000000_a.SQL",
		"db/20240229123456_a.sql", "de");
}

static void test_name__adds_the_type_that_is_meant(void **state)
{
	static const char keys[] = "runner: supabase, " TYPED;

	assert_suggested(*state, keys, "db/20240101000000_add_phone.sql",
		"db/20240101000000_alter_add_phone.sql", "t");
	assert_suggested(*state, keys, "db/20240101000000_remove_phone.sql",
		"db/20240101000000_drop_remove_phone.sql", "t");
	assert_suggested(*state, keys, "db/20240101000000-create_users.sql",
		"db/20240101000000_create_users.sql", "s");
}

static void test_name__of_each_kind_of_layout(void **state)
{
	assert_suggested(
		*state, "runner: golang-migrate", "db/000001_a.sql", "db/000001_a.up.sql", "e");
	assert_suggested(*state, "runner: flyway", "db/V1_a.sql", "db/V1__a.sql", "s");
	assert_suggested(*state, "runner: flyway", "db/below/V1_a.sql", "db/below/V1__a.sql", "s");
	assert_suggested(*state,
		"runner: prisma, name: '^(?<version>\\d{14})_(?<description>[a-z0-9_]+)$'",
		"db/20240101000000-a/migration.sql", "db/20240101000000_a", "s");
	assert_suggested(
		*state, "runner: goose", "db/20240101000000-a.sql", "db/20240101000000_a.sql", "s");
}

/* The nearest name keeps what the file does: an undo file stays one. */
static void test_name__of_flyway_keeps_its_prefix(void **state)
{
	assert_suggested(*state, "runner: flyway", "db/U1_a.sql", "db/U1__a.sql", "s");
	assert_suggested(*state, "runner: flyway", "db/B5_base.sql", "db/B5__base.sql", "s");
	assert_suggested(*state, "runner: flyway", "db/u1_a.sql", "db/U1__a.sql", "sl");
	assert_suggested(*state, "runner: flyway", "db/x1__a.sql", "db/V1__a.sql", "c");
}

/* "... that the set's pattern accepts and no migration has" */
static void test_name__is_not_one_that_exists(void **state)
{
	struct name_suggestion got;
	struct migration_set *set = set_of(*state, "runner: supabase, " STRICT,
		"db/20240101000000_AddUsers.sql db/20240101000000_add_users.sql");

	if (suggested(*state, set, &got))
		assert_false(str_equal(got.path, STR("db/20240101000000_add_users.sql")));
}

static void test_name__new_date_is_free(void **state)
{
	struct name_suggestion got;
	struct migration_set *set = set_of(*state, "runner: supabase, " STRICT,
		"db/20240229123456_a.sql db/20240229123457_b.sql db/add_users.sql");

	assert_true(suggested(*state, set, &got));
	assert_text(got.path, "db/20240229123458_add_users.sql");
}

static void test_name__is_none_if_no_name_is_accepted(void **state)
{
	struct name_suggestion got;

	assert_false(suggested(
		*state, set_of(*state, "runner: supabase, name: '^only-this\\.sql$'", "db/1_a.sql"), &got));
}

/* Whatever is suggested is accepted, and is no name that the file has already. */
static void test_name__suggestions_are_well_formed(void **state)
{
	static const char strict[] = "runner: supabase, " STRICT, typed[] = "runner: supabase, " TYPED;
	static const char *const keys[] = {"runner: supabase", strict, typed, "runner: flyway",
		"runner: golang-migrate", "runner: dbmate", "runner: goose", "runner: sqlx",
		"runner: plain", "runner: plain, version: date"};
	static const char *const names[] = {"a.sql", "1.sql", "-.sql", "_.sql", "2024.sql",
		"20241399_x.sql", "\xc3\x84nderung.sql", "\xff.sql", "1x_y.sql", "V__.sql", "v1.sql",
		"99999999999999999999999999_x.sql", "20240101000000_.SQL", "a'b c;$(d).sql", "0.sql",
		"x.down.sql", "x.up.sql", "2024-01-01T10:20:30 x.sql", "00000000000000x.sql"};

	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
		for (size_t j = 0; j < ARRAY_LENGTH(names); j++) {
			struct migration_set *set = set_of(*state, keys[i], "");
			struct migration_file file = {.path = str_format(*state, "db/%s", names[j])};
			struct name_suggestion got;

			file.name = name_of(set->spec, *state, file.path);
			if (file.name.is_well_formed || !suggest_name(set, *state, &file, NOW, &got))
				continue;
			if (!name_of(set->spec, *state, got.path).is_well_formed)
				fail_msg("%s: %s becomes %s", keys[i], names[j], got.path.ptr);
			assert_false(str_equal(got.path, file.path));
		}
	}
}

static void assert_version(struct arena *arena, const char *keys, const char *paths,
	const char *from, const char *expected)
{
	assert_text(suggest_version(set_of(arena, keys, paths), arena, str_from(from)), expected);
}

static void test_version__is_the_first_free_one(void **state)
{
	assert_version(*state, "runner: supabase", "", "20240101000000", "20240101000000");
	assert_version(*state, "runner: supabase", "db/20240101000000_a.sql db/20240101000001_b.sql",
		"20240101000000", "20240101000002");
	assert_version(*state, "runner: supabase", "db/20231231_a.sql", "20231231", "20240101");
	assert_version(*state, "runner: golang-migrate", "db/1_a.up.sql db/9_b.up.sql", "9", "10");
	assert_version(*state, "runner: plain", "db/0001_a.sql db/0002_b.sql", "0002", "0003");
	assert_version(*state, "runner: flyway", "db/V1.8__a.sql db/V1.9__b.sql", "1.9", "1.10");
}

static void test_version__counts_equal_numbers_as_taken(void **state)
{
	assert_version(*state, "runner: plain", "db/0001_a.sql", "1", "2");
	assert_version(*state, "runner: flyway", "db/V1.1.0__a.sql", "1.1", "1.2");
}

/* "... and that can follow it": the runner must not apply it before the ones there are. */
static void test_version__follows_in_the_runners_order(void **state)
{
	struct migration_set *set = set_of(*state, "runner: plain", "db/8_a.sql db/9_b.sql");
	struct str version = suggest_version(set, *state, STR("9"));

	assert_true(version_compare(ORDER_TEXT, version, STR("9")) > 0);
	assert_version(*state, "runner: plain", "db/98_a.sql db/99_b.sql", "98", "990");
	assert_version(*state, "runner: plain", "db/099_b.sql", "099", "100");
}

static void assert_renaming(struct arena *arena, const char *keys, const char *paths,
	const char *version, const char *expected)
{
	struct migration_set *set = set_of(arena, keys, paths);

	assert_int_equal(set->migrations.count, 1);
	assert_text(
		suggest_renaming(set, arena, &set->migrations.items[0], str_from(version)), expected);
}

static void test_renaming__moves_all_files_or_the_folder(void **state)
{
	assert_renaming(*state, "runner: supabase", "db/20240101000000_a.sql", "20240101000001",
		"git mv db/20240101000000_a.sql db/20240101000001_a.sql");
	assert_renaming(*state, "runner: golang-migrate", "db/1_a.down.sql db/1_a.up.sql", "2",
		"git mv db/1_a.up.sql db/2_a.up.sql && git mv db/1_a.down.sql db/2_a.down.sql");
	assert_renaming(*state, "runner: prisma", "db/1_a/down.sql db/1_a/migration.sql", "2",
		"git mv db/1_a db/2_a");
	assert_renaming(*state, "runner: flyway", "db/x/V1.2__a.sql", "1.3",
		"git mv db/x/V1.2__a.sql db/x/V1.3__a.sql");
	assert_renaming(
		*state, "runner: plain", "db/1_1_1.sql", "2", "git mv db/1_1_1.sql db/2_1_1.sql");
}

static void test_renaming__moves_the_rollback_of_a_pattern_too(void **state)
{
	assert_renaming(*state, "runner: supabase, down: 'rollback/{name}.rollback.sql'",
		"db/20240101_a.sql rollback/20240101_a.rollback.sql", "20240102",
		"git mv db/20240101_a.sql db/20240102_a.sql && "
		"git mv rollback/20240101_a.rollback.sql rollback/20240102_a.rollback.sql");
	assert_renaming(*state, "runner: prisma, down: 'rollback/{name}.sql'",
		"db/1_a/migration.sql rollback/1_a.sql", "2",
		"git mv db/1_a db/2_a && git mv rollback/1_a.sql rollback/2_a.sql");
}

static void test_renaming__changes_the_version_and_no_other_digits(void **state)
{
	assert_renaming(*state, "runner: plain, name: '^m2_(?<version>\\d+)_(?<description>.*)\\.sql$'",
		"db/m2_2_a.sql", "3", "git mv db/m2_2_a.sql db/m2_3_a.sql");
}

static void test_renaming__leaves_out_what_is_not_in_the_judged_tree(void **state)
{
	struct migration_set *set = set_of(
		*state, "runner: golang-migrate", "db/1_a.down.sql db/1_a.up.sql");

	set->files.items[0]->head = NULL;
	assert_text(suggest_renaming(set, *state, &set->migrations.items[0], STR("2")),
		"git mv db/1_a.up.sql db/2_a.up.sql");
}

static void test_move__is_quoted(void **state)
{
	assert_text(
		suggest_move(*state, STR("db/a.sql"), STR("db/1_a.sql")), "git mv db/a.sql db/1_a.sql");
	assert_text(suggest_move(*state, STR("db/a b.sql"), STR("db/it's.sql")),
		"git mv 'db/a b.sql' 'db/it'\\''s.sql'");
}

/* "hints that can be run": git must not take the name for an option. */
static void test_move__of_a_name_that_starts_with_a_dash(void **state)
{
	struct str command = suggest_move(*state, STR("-a.sql"), STR("1_a.sql"));

	assert_false(str_starts(command, STR("git mv -a.sql")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_name__changes_only_what_is_wrong),
		with_arena(test_name__keeps_the_date_there_is),
		with_arena(test_name__tells_that_there_are_too_many_digits),
		with_arena(test_name__without_a_date_takes_now),
		with_arena(test_name__adds_the_type_that_is_meant),
		with_arena(test_name__of_each_kind_of_layout),
		with_arena(test_name__of_flyway_keeps_its_prefix),
		with_arena(test_name__is_not_one_that_exists),
		with_arena(test_name__new_date_is_free),
		with_arena(test_name__is_none_if_no_name_is_accepted),
		with_arena(test_name__suggestions_are_well_formed),
		with_arena(test_version__is_the_first_free_one),
		with_arena(test_version__counts_equal_numbers_as_taken),
		with_arena(test_version__follows_in_the_runners_order),
		with_arena(test_renaming__moves_all_files_or_the_folder),
		with_arena(test_renaming__moves_the_rollback_of_a_pattern_too),
		with_arena(test_renaming__changes_the_version_and_no_other_digits),
		with_arena(test_renaming__leaves_out_what_is_not_in_the_judged_tree),
		with_arena(test_move__is_quoted),
		with_arena(test_move__of_a_name_that_starts_with_a_dash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
