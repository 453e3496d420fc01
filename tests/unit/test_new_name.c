/* SPDX-License-Identifier: MIT */
/* The names that `new` chooses, for every runner and for patterns of a team's own. */
#include "unit/sets.h"

#include "migration/new_name.h"

enum { NOW = 1709210096 }; /* 2024-02-29 12:34:56 */

static int choose(struct arena *arena, const char *keys, const char *paths, const char *type,
	const char *description, struct new_name *ret, struct error *reterr)
{
	const struct name_request request = {.type = str_from(type),
		.description = str_from(description),
		.now = datetime_from_seconds(NOW),
		.is_last = true};

	return name_choose(ret, arena, set_of(arena, keys, paths), &request, reterr);
}

static void assert_chosen(struct arena *arena, const char *keys, const char *paths,
	const char *description, const char *expected)
{
	struct new_name got;
	struct error error;

	if (choose(arena, keys, paths, "create", description, &got, &error))
		fail_msg("%s | %s: %s", keys, paths, error.message);
	assert_text(got.path, expected);
}

static void assert_refused(struct arena *arena, const char *keys, const char *type,
	const char *description, const char *message)
{
	struct new_name got;
	struct error error;

	if (!choose(arena, keys, "", type, description, &got, &error))
		fail_msg("%.*s", STR_ARG(got.path));
	assert_contains(error.message, message);
}

#define TYPED \
	"runner: supabase, name: '^(?<version>\\d{14})_(?<type>create|alter)_" \
	"(?<description>[a-z0-9_]+)\\.sql$'"
#define DAYS \
	"runner: supabase, name: '^(?<version>\\d{8})_(?<description>[a-z0-9_]+)\\.sql$', " \
	"legacy: [{name: '^(?<version>\\d{4})_(?<description>[a-z0-9_]+)\\.sql$', until: '0319'}]"

static void test_first__is_named_as_the_runners_own_tool_does(void **state)
{
	static const char *const rows[][2] = {
		{"runner: supabase", "db/20240229123456_create_users.sql"},
		{"runner: prisma", "db/20240229123456_create_users/migration.sql"},
		{"runner: flyway", "db/V1__create_users.sql"},
		{"runner: golang-migrate", "db/000001_create_users.up.sql"},
		{"runner: dbmate", "db/20240229123456_create_users.sql"},
		{"runner: goose", "db/20240229123456_create_users.sql"},
		{"runner: sqlx", "db/20240229123456_create_users.sql"},
		{"runner: diesel", "db/2024-02-29-123456_create_users/up.sql"},
		{"runner: plain", "db/0001_create_users.sql"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_chosen(*state, rows[i][0], "", "users", rows[i][1]);
}

static void test_next__is_written_as_the_newest(void **state)
{
	static const char *const rows[][3] = {
		{"runner: flyway", "db/V1__a.sql db/V2__b.sql", "db/V3__create_users.sql"},
		{"runner: flyway", "db/V1.9__a.sql", "db/V1.10__create_users.sql"},
		{"runner: flyway", "db/V20240101000000__a.sql", "db/V20240229123456__create_users.sql"},
		{"runner: flyway", "db/R__v.sql db/V7__AddUsers.sql", "db/V8__CreateUsers.sql"},
		{"runner: golang-migrate", "db/000009_a.up.sql", "db/000010_create_users.up.sql"},
		{"runner: golang-migrate", "db/20240101000000_a.up.sql",
			"db/20240229123456_create_users.up.sql"},
		{"runner: sqlx", "db/0007_a.down.sql db/0007_a.up.sql", "db/0008_create_users.up.sql"},
		{"runner: sqlx", "db/20240101000000_a.sql", "db/20240229123456_create_users.sql"},
		{"runner: goose", "db/00001_a.sql db/00002_b.go", "db/00003_create_users.sql"},
		{"runner: plain", "db/001-first-one.sql", "db/002-create-users.sql"},
		{"runner: plain", "db/1.sql db/9.sql", "db/90_create_users.sql"},
		{"runner: plain", "db/0099_a.sql", "db/0100_create_users.sql"},
		{"runner: diesel", "db/00000000000000_setup/up.sql",
			"db/2024-02-29-123456_create_users/up.sql"},
		{"runner: diesel", "db/2024-02-29-123456-0000_a/up.sql",
			"db/2024-02-29-123457-0000_create_users/up.sql"},
		{"runner: diesel", "db/20240101000000_a/up.sql", "db/20240229123456_create_users/up.sql"},
		{"runner: supabase, version: sequence", "db/20240101_a.sql",
			"db/20240102_create_users.sql"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_chosen(*state, rows[i][0], rows[i][1], "users", rows[i][2]);
}

static void test_version__is_one_that_nobody_has(void **state)
{
	assert_chosen(*state, TYPED, "db/20240229123456_alter_x.sql db/20240229123457_alter_y.sql",
		"users", "db/20240229123458_create_users.sql");
	assert_chosen(*state, DAYS, "db/20240228_x.sql db/20240229_y.sql", "users",
		"db/20240301_create_users.sql");
	/* old names neither set the form nor are imitated */
	assert_chosen(
		*state, DAYS, "db/0001_x.sql db/0319_y.sql", "users", "db/20240229_create_users.sql");
	/* behind the newest, though that lies ahead */
	assert_chosen(*state, DAYS, "db/20261105_x.sql", "users", "db/20261106_create_users.sql");
	assert_chosen(*state, "runner: plain, name: '.*'", "db/0001_x.sql db/0002_y.sql", "users",
		"db/0003_create_users.sql");
	assert_chosen(*state, DAYS ", unique-by: name", "db/20240229_y.sql", "users",
		"db/20240229_create_users.sql");
	assert_chosen(*state, DAYS ", unique-by: name", "db/20240229_create_users.sql", "users",
		"db/20240301_create_users.sql");
}

static void test_version__of_what_is_deleted_is_not_used_again(void **state)
{
	struct migration_set *set = set_of(*state, "runner: plain", "db/0001_a.sql db/0002_b.sql");
	const struct name_request request = {
		.type = STR("add"), .description = STR("c"), .now = datetime_from_seconds(NOW)};
	struct new_name got;
	struct error error;

	set->files.items[1]->head = NULL;
	set->files.items[1]->migration = NULL;
	set->migrations.count = set->by_version.count = 0;
	migrations_pair(set, *state);
	assert_int_equal(name_choose(&got, *state, set, &request, &error), 0);
	assert_text(got.path, "db/0003_add_c.sql");
}

static void test_version__may_come_before_others_where_order_does_not_count(void **state)
{
	const struct name_request request = {
		.type = STR("add"), .description = STR("c"), .now = datetime_from_seconds(NOW)};
	struct new_name got;
	struct error error;

	assert_int_equal(
		name_choose(&got, *state, set_of(*state, DAYS, "db/20261105_x.sql"), &request, &error), 0);
	assert_text(got.path, "db/20240229_add_c.sql");
}

static void test_words__are_written_as_the_pattern_wants(void **state)
{
	static const char *const rows[][2] = {
		{"^(?<version>\\d{14})_(?<description>[a-z0-9_]+)\\.sql$",
			"db/20240229123456_create_users_oauth2.sql"},
		{"^(?<version>\\d{14})-(?<description>[a-z0-9-]+)\\.sql$",
			"db/20240229123456-create-users-oauth2.sql"},
		{"^(?<version>\\d{3})_(?<description>[A-Z][A-Za-z0-9]+)\\.sql$",
			"db/001_CreateUsersOauth2.sql"},
		{"^(?<version>\\d{3})_(?<description>[a-z][A-Za-z0-9]+)\\.sql$",
			"db/001_createUsersOauth2.sql"},
		{"^(?<version>\\d{8})_(?<description>[a-z_]+)\\.sql$",
			"db/20240229_create_users_oauth.sql"},
		{"^(?<version>\\d+)__(?<description>[a-z0-9_]+)\\.sql$",
			"db/0001__create_users_oauth2.sql"},
		{"^\\d{6}_[a-z0-9_]+\\.sql$", "db/000001_create_users_oauth2.sql"},
		{"^(?<version>\\d{14})_(?<type>[a-z]+)-(?<description>[a-z0-9-]+)\\.sql$",
			"db/20240229123456_create-users-oauth2.sql"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_chosen(*state, str_format(*state, "runner: plain, name: '%s'", rows[i][0]).ptr, "",
			"Users  OAUTH2!", rows[i][1]);
}

static void test_words__that_lose_digits_are_told(void **state)
{
	static const char keys[] =
		"runner: supabase, name: '^(?<version>\\d{14})_(?<description>[a-z_]+)\\.sql$'";
	struct new_name got;
	struct error error;

	assert_int_equal(choose(*state, keys, "", "add", "oauth2", &got, &error), 0);
	assert_true(got.lost_digits);
	assert_int_equal(choose(*state, keys, "", "add", "oauth", &got, &error), 0);
	assert_false(got.lost_digits);
}

static void test_type__is_one_that_the_pattern_lists(void **state)
{
	struct new_name got;
	struct error error;

	assert_int_equal(choose(*state, TYPED, "", "Alter", "users", &got, &error), 0);
	assert_text(got.path, "db/20240229123456_alter_users.sql");
	assert_text(got.name.type, "alter");
	assert_refused(
		*state, TYPED, "crate", "users", "'crate' is no type of this set; there is create, alter");
	assert_int_equal(choose(*state, TYPED, "", "crate", "users", &got, &error), -1);
	assert_contains(error.hint, "mighook new create");
}

static void test_impossible__names_are_refused_with_the_reason(void **state)
{
	char long_words[400];

	memset(long_words, 'x', sizeof long_words - 1);
	long_words[sizeof long_words - 1] = '\0';
	assert_refused(*state, "runner: plain", "add", "\xc3\xa4nderung", "more than ASCII");
	assert_refused(*state, "runner: plain", "\xc3\xa4", "x", "more than ASCII");
	assert_refused(*state, "runner: plain", "add", "a\nb", "more than ASCII");
	assert_refused(*state, "runner: plain", "add", "", "the description has no letter");
	assert_refused(*state, "runner: plain", "add", " -- ", "the description has no letter");
	assert_refused(*state, "runner: plain", "!", "x", "the type has no letter");
	assert_refused(*state, "runner: plain", "add", long_words, "file systems take 255");
	assert_refused(*state, "runner: plain, name: '^(?<version>\\d{4})_x\\.sql$'", "add", "y",
		"0001_add_y.sql; expected: NNNN_x.sql");
	/* a name that the policy takes and the runner would never execute */
	assert_refused(*state, "runner: golang-migrate, name: '^[a-z_]+\\.sql$'", "add", "y",
		"matches the set's pattern");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_first__is_named_as_the_runners_own_tool_does),
		with_arena(test_next__is_written_as_the_newest),
		with_arena(test_version__is_one_that_nobody_has),
		with_arena(test_version__of_what_is_deleted_is_not_used_again),
		with_arena(test_version__may_come_before_others_where_order_does_not_count),
		with_arena(test_words__are_written_as_the_pattern_wants),
		with_arena(test_words__that_lose_digits_are_told),
		with_arena(test_type__is_one_that_the_pattern_lists),
		with_arena(test_impossible__names_are_refused_with_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
