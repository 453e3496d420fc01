/* SPDX-License-Identifier: MIT */
#include "unit/fixture.h"

#include "policy/manifest.h"

static struct manifest read(struct arena *arena, const char *text)
{
	struct manifest manifest = {.baseline = {NULL, 0}};
	struct error error;

	if (manifest_read(&manifest, arena, str_from(text), STR("m.yaml"), &error))
		fail_msg("%s", error.message);
	return manifest;
}

/* The message of a manifest that cannot be read. */
static const char *refusal(struct arena *arena, const char *text)
{
	struct error *error = arena_new(arena, struct error);
	struct manifest manifest = {.baseline = STR("kept")};

	if (!manifest_read(&manifest, arena, str_from(text), STR("m.yaml"), error))
		fail_msg("%s was accepted", text);
	assert_str(manifest.baseline, "kept");
	return error->message;
}

/* Seed 1, lines 193-210. */
static void test_read__takes_the_example_of_the_seed(void **state)
{
	struct manifest manifest = read(*state,
		"# supabase/migration_manifest.yaml\n"
		"version: \"1.0\"\n"
		"baseline: \"0001\"\n"
		"required_migrations:\n"
		"  - \"0001\" # core_schema\n"
		"  - \"0002\" # enrichment_rpc\n"
		"  # ... etc\n"
		"\n"
		"# Optional: declare squash points\n"
		"squash_points:\n"
		"  - version: \"0001_baseline_v1\"\n"
		"    replaces: [\"0001\", \"0002\", \"...\", \"0319\"]\n");

	assert_str(manifest.baseline, "0001");
	assert_int_equal(manifest.required.count, 2);
	assert_str(manifest.required.items[0], "0001");
	assert_str(manifest.required.items[1], "0002");
	assert_int_equal(manifest.replaced.count, 2);
	assert_str(manifest.replaced.items[0].first, "0001");
	assert_str(manifest.replaced.items[0].last, "0001");
	assert_str(manifest.replaced.items[1].first, "0002");
	assert_str(manifest.replaced.items[1].last, "0319");
	assert_int_equal(manifest.points.count, 1);
	assert_str(manifest.points.items[0].version, "0001");
	assert_int_equal(manifest.points.items[0].replaces.count, 2);
}

static void test_read__ranges_and_names_behind_versions(void **state)
{
	struct manifest manifest = read(*state,
		"baseline: 0001_baseline_v1\n"
		"required_migrations: [0320_add_users]\n"
		"squash_points:\n"
		"  - replaces: ['0001..0319', 20240101_x]\n"
		"  - replaces: [0400_a..0410_b, '...', '0420']\n");

	assert_str(manifest.baseline, "0001");
	assert_str(manifest.required.items[0], "0320");
	assert_int_equal(manifest.replaced.count, 3);
	assert_str(manifest.replaced.items[0].first, "0001");
	assert_str(manifest.replaced.items[0].last, "0319");
	assert_str(manifest.replaced.items[1].first, "20240101");
	assert_str(manifest.replaced.items[1].last, "20240101");
	assert_str(manifest.replaced.items[2].first, "0400");
	assert_str(manifest.replaced.items[2].last, "0420");
}

static void test_read__nothing_is_required(void **state)
{
	struct manifest manifest = read(*state, "");

	assert_none(manifest.baseline);
	assert_int_equal(manifest.required.count, 0);
	assert_int_equal(manifest.replaced.count, 0);
	manifest = read(*state, "required_migrations: []\nsquash_points: []\n");
	assert_int_equal(manifest.required.count, 0);
}

static void test_read__unknown_keys_are_errors(void **state)
{
	const char *message = refusal(*state, "version: 1\nbasline: '0001'\n");

	assert_contains(message, "m.yaml:2:");
	assert_contains(message, "basline");
	message = refusal(*state, "squash_points:\n  - version: '1'\n    replace: ['1']\n");
	assert_contains(message, "m.yaml:3:");
	assert_contains(message, "replace");
}

static void test_read__wrong_kinds_are_errors_with_a_line(void **state)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{"- a\n", "m.yaml:1:"},
		{"text", "m.yaml:1:"},
		{"version: [1]\n", "m.yaml:1:"},
		{"version: 1\nbaseline: [1]\n", "m.yaml:2:"},
		{"version: 1\nbaseline: abc\n", "m.yaml:2:"},
		{"version: 1\nbaseline: ''\n", "m.yaml:2:"},
		{"version: 1\nbaseline: _1\n", "m.yaml:2:"},
		{"required_migrations: '0001'\n", "m.yaml:1:"},
		{"required_migrations:\n - '0001'\n - x\n", "m.yaml:3:"},
		{"required_migrations:\n - '0001'\n - [1]\n", "m.yaml:3:"},
		{"squash_points: {version: '1'}\n", "m.yaml:1:"},
		{"squash_points:\n - '1'\n", "m.yaml:2:"},
		{"squash_points:\n - version: x\n", "m.yaml:2:"},
		{"squash_points:\n - replaces: '1'\n", "m.yaml:2:"},
		{"squash_points:\n - replaces: [['1']]\n", "m.yaml:2:"},
		{"version: 1\nversion: 2\n", "m.yaml:2:"},
		{"a: [\n", "m.yaml:"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		assert_contains(refusal(*state, cases[i].text), cases[i].place);
}

static void test_read__dots_stand_between_two_versions(void **state)
{
	static const char *const lists[] = {"['...', '2']", "['1', '...']", "['...']",
		"['1', '...', '...', '2']", "['1..']", "['..2']", "['1....2']", "['1...2']"};

	for (size_t i = 0; i < ARRAY_LENGTH(lists); i++)
		refusal(*state, str_format(*state, "squash_points:\n - replaces: %s\n", lists[i]).ptr);
}

/* Design, 4.9: text from the repository is escaped on the way out. */
static void test_read__escapes_text_in_messages(void **state)
{
	assert_lacks(refusal(*state, "baseline: \"\\e[31mx\"\n"), "\x1b");
	assert_lacks(refusal(*state, "\"\\e[31mx\": 1\n"), "\x1b");
	assert_lacks(refusal(*state, "squash_points: [{\"\\e[31mx\": 1}]\n"), "\x1b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_read__takes_the_example_of_the_seed),
		with_arena(test_read__ranges_and_names_behind_versions),
		with_arena(test_read__nothing_is_required),
		with_arena(test_read__unknown_keys_are_errors),
		with_arena(test_read__wrong_kinds_are_errors_with_a_line),
		with_arena(test_read__dots_stand_between_two_versions),
		with_arena(test_read__escapes_text_in_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
