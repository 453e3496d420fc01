/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "migration/squash_marker.h"

#define HASH "sha256:f804bf413ac98d4fcfed413baae010ff0a677026d31f77cec98d8d967db2cbf8"

static bool read(struct squash_marker *ret, struct arena *arena, const char *text)
{
	struct scan scan = scan_sql(arena, str_from(text), 0, strlen(text));

	return squash_marker_read(ret, arena, &scan);
}

/* Seed 1, lines 133-146, with a hash. */
static void test_read__takes_the_example_of_the_seed(void **state)
{
	struct squash_marker marker;

	assert_true(read(&marker, *state,
		"-- Consolidated schema as of 2026-01-18\n"
		"-- Squashes migrations 0001-0319\n"
		"CREATE TABLE t (id int);\n"
		"-- Marker comment for tooling\n"
		"-- SQUASH_BASELINE: 2026-01-18\n"
		"-- SQUASH_COUNT: 319\n"
		"-- SQUASH_HASH: " HASH "\n"));
	assert_true(squash_marker_is_sound(&marker));
	assert_str(marker.lines[MARKER_BASELINE].value, "2026-01-18");
	assert_int_equal(marker.count, 319);
	assert_str(marker.lines[MARKER_HASH].value, HASH);
	assert_none(marker.lines[MARKER_REPLACES].value);
	assert_int_equal(marker.replaces.count, 0);
}

static void test_read__what_was_written(void **state)
{
	struct squash_marker marker = {.count = 0}, again;
	static const char *const values[MARKER_KEYS] = {
		"2026-02-28", "2", HASH, "0001..0002, 20250101", "A B: c", "x = 'y'"};
	struct str text;

	for (unsigned key = 0; key < MARKER_KEYS; key++)
		marker.lines[key].value = str_from(values[key]);
	text = squash_marker_text(*state, &marker);
	assert_true(read(&again, *state, text.ptr));
	assert_true(squash_marker_is_sound(&again));
	for (unsigned key = 0; key < MARKER_KEYS; key++) {
		assert_str(again.lines[key].value, values[key]);
		assert_str(str_slice(text, again.lines[key].from, again.lines[key].to),
			str_format(*state, "%s: %s", marker_names[key], values[key]).ptr);
	}
	assert_int_equal(again.replaces.count, 2);
	assert_true(version_ranges_hold(&again.replaces, ORDER_TEXT, STR("0002")));
	assert_false(version_ranges_hold(&again.replaces, ORDER_TEXT, STR("0003")));
	assert_true(version_ranges_hold(&again.replaces, ORDER_TEXT, STR("20250101")));
	assert_false(version_ranges_hold(&again.replaces, ORDER_TEXT, (struct str){NULL, 0}));
}

static void test_read__line_ends_and_block_comments(void **state)
{
	struct squash_marker marker;

	assert_true(read(&marker, *state,
		"/* SQUASH_BASELINE: 2026-01-18\r\n * SQUASH_COUNT: 1\r\n * SQUASH_HASH: " HASH "\r\n */"));
	assert_true(squash_marker_is_sound(&marker));
}

static void test_read__no_marker(void **state)
{
	static const char *const texts[] = {"", "SELECT 1; -- SQUASH_COUNT: 1\n",
		"-- See SQUASH_COUNT: 1\n", "SELECT '\n-- SQUASH_COUNT: 1\n';", "-- SQUASH_REASON: x\n",
		"-- SQUASH_COUNT 1\n", "-- squash_count: 1\n",
		"CREATE FUNCTION f() AS $$\n-- SQUASH_COUNT: 1\n$$;"};
	struct squash_marker marker;

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		if (read(&marker, *state, texts[i]))
			fail_msg("%s", texts[i]);
}

static void test_read__mistakes(void **state)
{
	static const struct {
		enum marker_key key;
		const char *text, *mistake;
	} cases[] = {
		{MARKER_BASELINE, "-- SQUASH_BASELINE: 2026-02-30\n", "no day that exists"},
		{MARKER_BASELINE, "-- SQUASH_BASELINE: 20260218\n", "must be a day"},
		{MARKER_BASELINE, "-- SQUASH_BASELINE:\n", "must be a day"},
		{MARKER_BASELINE, "-- SQUASH_COUNT: 1\n", "is missing"},
		{MARKER_COUNT, "-- SQUASH_COUNT: 1x\n", "must be a number"},
		{MARKER_COUNT, "-- SQUASH_COUNT: -1\n", "must be a number"},
		{MARKER_COUNT, "-- SQUASH_COUNT:\n", "must be a number"},
		{MARKER_COUNT, "-- SQUASH_COUNT: 18446744073709551617\n", "must be a number"},
		{MARKER_COUNT, "-- SQUASH_COUNT: 1\n-- SQUASH_COUNT: 1\n", "twice"},
		{MARKER_COUNT, "-- SQUASH_HASH: " HASH "\n", "is missing"},
		{MARKER_HASH, "-- SQUASH_HASH: md5:00\n", "64 hex digits"},
		{MARKER_HASH, "-- SQUASH_HASH: " HASH "0\n", "64 hex digits"},
		{MARKER_HASH, "-- SQUASH_HASH: sha256:<hash>\n", "64 hex digits"},
		{MARKER_REPLACES, "-- SQUASH_COUNT: 1\n-- SQUASH_REPLACES:\n", "versions and ranges"},
		{MARKER_REPLACES, "-- SQUASH_COUNT: 1\n-- SQUASH_REPLACES: 1..x\n", "versions and ranges"},
		{MARKER_REPLACES, "-- SQUASH_COUNT: 1\n-- SQUASH_REPLACES: all\n", "versions and ranges"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct squash_marker marker;

		assert_true(read(&marker, *state, cases[i].text));
		assert_false(squash_marker_is_sound(&marker));
		if (!marker.lines[cases[i].key].mistake)
			fail_msg("%s has no mistake", cases[i].text);
		assert_contains(marker.lines[cases[i].key].mistake, cases[i].mistake);
	}
}

static void test_hash__is_that_of_sorted_lines(void **state)
{
	struct squashed_file files[] = {
		{STR("0002_orders.sql"),
			STR("ee3d0ba2aa1bcd4c2d1a4dc8d0e2f7ad0e0d2a8df9fa0b9f3f9e1e2dfbd5c1ac")},
		{STR("0001_users.sql"),
			STR("6b1e1d6c1f8e0a5d7f6c2b3a49586776655443322110ffeeddccbbaa99887766")},
	};

	/* printf '0001_users.sql\t6b1e...\n0002_orders.sql\tee3d...\n' | sha256sum */
	assert_str(squash_hash(*state, files, ARRAY_LENGTH(files)),
		"ebdaac4e55d5d3cf715d8c49abd169ff12f1dc8f038914576e24dd612c73bbb0");
	assert_str(squash_hash(*state, files, 0),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_folder(void **state)
{
	assert_text(
		squash_folder(*state, STR("archive"), STR("2026-01-18")), "archive/migrations_20260118");
	assert_text(squash_folder(*state, STR(""), STR("2026-01-18")), "migrations_20260118");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_read__takes_the_example_of_the_seed),
		with_arena(test_read__what_was_written),
		with_arena(test_read__line_ends_and_block_comments),
		with_arena(test_read__no_marker),
		with_arena(test_read__mistakes),
		with_arena(test_hash__is_that_of_sorted_lines),
		with_arena(test_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
