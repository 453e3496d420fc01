/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "base/vec.h"
#include "migration/pair.h"

static const struct entry present = {.mode = MODE_FILE};

/* Where a file stands, one letter each: h judged tree, p parent, b merge base, t protected tip. */
struct standing {
	const char *path, *where;
};

static struct migration_set *paired(
	struct arena *arena, const char *keys, const struct standing *files, size_t count)
{
	struct migration_set *set = arena_new(arena, struct migration_set);

	set->spec = spec_of(arena, keys);
	for (size_t i = 0; i < count; i++) {
		struct migration_file *file = arena_new(arena, struct migration_file);

		file->path = str_from(files[i].path);
		file->name = name_of(set->spec, arena, file->path);
		file->head = strchr(files[i].where, 'h') ? &present : NULL;
		file->parent = strchr(files[i].where, 'p') ? &present : NULL;
		file->in_base = strchr(files[i].where, 'b');
		file->in_tip = strchr(files[i].where, 't');
		*vec_push(arena, &set->files) = file;
	}
	migrations_pair(set, arena);
	return set;
}

#define PAIRED(keys, ...) \
	paired(*state, (keys), (const struct standing[]){__VA_ARGS__}, \
		sizeof((const struct standing[]){__VA_ARGS__}) / sizeof(struct standing))

/* Fails unless the migration has these files; NULL: none. */
static void assert_pair(const struct migration *migration, const char *up, const char *down)
{
	assert_int_equal(migration->up != NULL, up != NULL);
	assert_int_equal(migration->down != NULL, down != NULL);
	if (up && migration->up) {
		assert_text(migration->up->path, up);
		assert_ptr_equal(migration->up->migration, migration);
	}
	if (down && migration->down) {
		assert_text(migration->down->path, down);
		assert_ptr_equal(migration->down->migration, migration);
	}
	assert_text(migration_lead(migration)->path, up ? up : down);
}

static void test_pair__up_and_down_of_one_stem(void **state)
{
	struct migration_set *set = PAIRED("runner: golang-migrate", {"db/1_a.down.sql", "h"},
		{"db/1_a.up.sql", "h"}, {"db/2_b.up.sql", "h"}, {"db/3_c.down.sql", "h"},
		{"db/README.md", "h"});

	assert_int_equal(set->migrations.count, 3);
	assert_pair(&set->migrations.items[0], "db/1_a.up.sql", "db/1_a.down.sql");
	assert_pair(&set->migrations.items[1], "db/2_b.up.sql", NULL);
	assert_pair(&set->migrations.items[2], NULL, "db/3_c.down.sql");
	assert_text(set->migrations.items[2].version, "3");
	assert_null(set->files.items[4]->migration);
}

static void test_pair__rollbacks_in_a_folder_of_their_own(void **state)
{
	struct migration_set *set = PAIRED("runner: supabase, down: 'back/{name}.rollback.sql'",
		{"back/1_a.rollback.sql", "h"}, {"back/2_b.rollback.sql", "h"}, {"db/1_a.sql", "h"});

	assert_int_equal(set->migrations.count, 2);
	assert_pair(&set->migrations.items[0], "db/1_a.sql", "back/1_a.rollback.sql");
	assert_text(set->migrations.items[0].version, "1");
	assert_pair(&set->migrations.items[1], NULL, "back/2_b.rollback.sql");
}

static void test_pair__folders_are_one_migration_each(void **state)
{
	struct migration_set *set = PAIRED(
		"runner: diesel", {"db/1_a/down.sql", "h"}, {"db/1_a/up.sql", "h"}, {"db/2_b/up.sql", "h"});

	assert_int_equal(set->migrations.count, 2);
	assert_pair(&set->migrations.items[0], "db/1_a/up.sql", "db/1_a/down.sql");
	assert_pair(&set->migrations.items[1], "db/2_b/up.sql", NULL);
}

static void test_pair__flyways_undo_belongs_to_its_version(void **state)
{
	struct migration_set *set = PAIRED("runner: flyway", {"db/B1__base.sql", "h"},
		{"db/R__x.sql", "h"}, {"db/U1.0__other_words.sql", "h"}, {"db/U2__b.sql", "h"},
		{"db/V1__a.sql", "h"});
	const struct migration *first = set->files.items[4]->migration;

	assert_int_equal(set->migrations.count, 4);
	assert_pair(first, "db/V1__a.sql", "db/U1.0__other_words.sql");
	assert_pair(set->files.items[0]->migration, "db/B1__base.sql", NULL);
	assert_pair(set->files.items[3]->migration, NULL, "db/U2__b.sql");
	assert_none(set->files.items[1]->migration->version);
}

static void test_pair__a_second_file_for_one_place_stands_alone(void **state)
{
	struct migration_set *set = PAIRED(
		"runner: sqlx", {"db/1_a.down.sql", "h"}, {"db/1_a.sql", "h"}, {"db/1_a.up.sql", "h"});
	size_t ups = 0, downs = 0;

	assert_int_equal(set->migrations.count, 2);
	for (size_t i = 0; i < 2; i++) {
		ups += set->migrations.items[i].up != NULL;
		downs += set->migrations.items[i].down != NULL;
	}
	assert_int_equal(ups, 2);
	assert_int_equal(downs, 1);
}

static void test_pair__what_counts_as_a_migration(void **state)
{
	struct migration_set *set = PAIRED("runner: plain", {"db/1_deleted.sql", "pbt"},
		{"db/2_new.sql", "h"}, {"db/3_came_to_the_tip.sql", "t"}, {"db/4_merged.sql", "hpbt"},
		{"db/5_gone_before.sql", "b"}, {"db/6_committed_here.sql", "hp"});
	const struct migration *items = set->migrations.items;

	assert_int_equal(set->migrations.count, 4);
	assert_text(items[0].stem, "2_new");
	assert_true(items[0].in_head && items[0].is_added && !items[0].is_merged);
	assert_text(items[1].stem, "3_came_to_the_tip");
	assert_true(!items[1].in_head && !items[1].is_added && items[1].is_merged);
	assert_text(items[2].stem, "4_merged");
	assert_true(items[2].in_head && !items[2].is_added && items[2].is_merged);
	assert_text(items[3].stem, "6_committed_here");
	assert_true(items[3].in_head && !items[3].is_added && !items[3].is_merged);
}

static void test_pair__a_new_down_file_adds_no_migration(void **state)
{
	struct migration_set *set = PAIRED(
		"runner: golang-migrate", {"db/1_a.down.sql", "h"}, {"db/1_a.up.sql", "hp"});

	assert_int_equal(set->migrations.count, 1);
	assert_false(set->migrations.items[0].is_added);
}

static void test_versions__are_sorted_merged_ones_first(void **state)
{
	static const char *const stems[] = {"01_c", "1_a", "0001_b", "2_d"};
	struct migration_set *set = PAIRED("runner: plain", {"db/0001_b.sql", "h"},
		{"db/01_c.sql", "hbt"}, {"db/1_a.sql", "hbt"}, {"db/2_d.sql", "h"}, {"db/x.sql", "h"});

	assert_int_equal(set->migrations.count, 5);
	assert_int_equal(set->by_version.count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_text(set->by_version.items[i]->stem, stems[i]);
	assert_text(set->by_version.items[0]->identity, "1");
	assert_text(set->highest_number, "2");
}

static void test_versions__highest_number_is_in_the_runners_order(void **state)
{
	struct migration_set *set = PAIRED("runner: golang-migrate", {"db/10_a.up.sql", "h"},
		{"db/20240101000000_c.up.sql", "h"}, {"db/9_b.up.sql", "h"});

	assert_text(set->highest_number, "10");
	set = PAIRED("runner: supabase", {"db/20240101000000_c.sql", "h"});
	assert_none(set->highest_number);
}

static void test_has_version__is_aware_of_numbers(void **state)
{
	struct migration_set *set = PAIRED(
		"runner: plain", {"db/0001_a.sql", "h"}, {"db/20240102_b.sql", "h"}, {"db/x.sql", "h"});

	assert_true(migration_set_has_version(set, *state, STR("1")));
	assert_true(migration_set_has_version(set, *state, STR("0001")));
	assert_true(migration_set_has_version(set, *state, STR("2024-01-02")));
	assert_false(migration_set_has_version(set, *state, STR("2")));
	assert_false(migration_set_has_version(set, *state, STR("10")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_pair__up_and_down_of_one_stem),
		with_arena(test_pair__rollbacks_in_a_folder_of_their_own),
		with_arena(test_pair__folders_are_one_migration_each),
		with_arena(test_pair__flyways_undo_belongs_to_its_version),
		with_arena(test_pair__a_second_file_for_one_place_stands_alone),
		with_arena(test_pair__what_counts_as_a_migration),
		with_arena(test_pair__a_new_down_file_adds_no_migration),
		with_arena(test_versions__are_sorted_merged_ones_first),
		with_arena(test_versions__highest_number_is_in_the_runners_order),
		with_arena(test_has_version__is_aware_of_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
