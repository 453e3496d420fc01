/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "migration/down_place.h"

static void test_place__is_never_where_it_would_be_executed(void **state)
{
	static const struct {
		const char *keys, *up, *path, *name;
		bool is_elsewhere;
	} rows[] = {
		{"runner: supabase, down: sibling", "db/1_a.sql", "rollback/1_a.down.sql", "1_a.down.sql",
			true},
		{"runner: supabase, down: 'db/{name}.undo.sql'", "db/1_a.sql", "rollback/1_a.down.sql",
			"1_a.down.sql", true},
		{"runner: supabase, down: 'undo/{name}.sql'", "db/1_a.sql", "undo/1_a.sql", "1_a.sql",
			false},
		{"runner: supabase", "db/1_a.sql", "rollback/1_a.down.sql", "1_a.down.sql", false},
		{"runner: plain, down: sibling", "db/1_a.sql", "db/1_a.down.sql", "1_a.down.sql", false},
		{"runner: golang-migrate", "db/1_a.up.sql", "db/1_a.down.sql", "1_a.down.sql", false},
		{"runner: flyway", "db/below/V1__a.sql", "db/below/U1__a.sql", "U1__a.sql", false},
		{"runner: diesel", "db/2024-01-01-000000_a/up.sql", "db/2024-01-01-000000_a/down.sql",
			"2024-01-01-000000_a", false},
		{"runner: diesel, down: 'undo/{name}.sql'", "db/2024-01-01-000000_a/up.sql",
			"undo/2024-01-01-000000_a.sql", "2024-01-01-000000_a.sql", false},
		{"runner: prisma", "db/1_a/migration.sql", "db/1_a/down.sql", "1_a", false},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const struct set_spec *spec = spec_of(*state, rows[i].keys);
		struct str up_path = str_from(rows[i].up);
		struct name up = name_of(spec, *state, up_path);
		struct down_place place = down_place_of(spec, *state, up_path, &up);

		assert_text(place.path, rows[i].path);
		assert_text(place.name, rows[i].name);
		assert_int_equal(place.is_elsewhere, rows[i].is_elsewhere);
		assert_false(place.is_section);
	}
}

static void test_place__of_sections_is_the_file_itself(void **state)
{
	const struct set_spec *spec = spec_of(*state, "runner: goose");
	struct name up = name_of(spec, *state, STR("db/1_a.sql"));
	struct down_place place = down_place_of(spec, *state, STR("db/1_a.sql"), &up);

	assert_true(place.is_section);
	assert_str(place.path, "db/1_a.sql");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_place__is_never_where_it_would_be_executed),
		with_arena(test_place__of_sections_is_the_file_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
