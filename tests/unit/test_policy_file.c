/* SPDX-License-Identifier: MIT */
#include "unit/words.h"

#include "policy/policy_file.h"

static int read(struct arena *arena, const char *text, bool is_shipped, struct settings *ret,
	struct error *reterr)
{
	struct vocabulary vocabulary = words_of(arena);
	struct policy_origin origin = {
		is_shipped ? STR("policy dated") : STR(".mighook.yaml"), is_shipped};

	*reterr = (struct error){.message = ""};
	return policy_file_read(ret, arena, &vocabulary, str_from(text), &origin, reterr);
}

static struct settings settings_of(struct arena *arena, const char *text)
{
	struct settings settings = {0};
	struct error error;

	if (read(arena, text, false, &settings, &error))
		fail_msg("%s", error.message);
	return settings;
}

/* The value of the one key of interest; fails if it is not set. */
static struct str value(struct arena *arena, const char *text, const char *key)
{
	struct settings settings = settings_of(arena, text);
	const struct setting *setting = settings_get(&settings, str_from(key));

	if (!setting)
		fail_msg("%s is not set", key);
	return setting_shown(arena, setting);
}

/* Fails unless the policy is refused with a message that has all the parts. */
static void assert_refused(
	struct arena *arena, const char *text, const char *place, const char *word, const char *nearest)
{
	struct settings settings = {.count = 77};
	struct error error;

	if (!read(arena, text, false, &settings, &error))
		fail_msg("%s was accepted", text);
	assert_int_equal(settings.count, 77);
	assert_true(str_starts(str_from(error.message), str_from(place)));
	assert_contains(error.message, word);
	assert_contains(error.message, nearest);
}

static const char example[] = "version: 1\n"
							  "extends: schema-snapshot\n"
							  "sets:\n"
							  "  - path: supabase/migrations\n"
							  "    runner: supabase\n"
							  "    snapshot: schema.sql\n"
							  "    name: '^(?<version>\\d{14})_(?<description>[a-z0-9_]+)\\.sql$'\n"
							  "protected: [origin/main]\n"
							  "rules:\n"
							  "  table-dropped: error\n"
							  "  header-missing: {severity: error, fields: [Author, Description], "
							  "ticket: '^[A-Z]+-\\d+$'}\n"
							  "database:\n"
							  "  on-commit: warn\n"
							  "  environments: {dev: {url-env: DATABASE_URL}}\n";

/* The example of the design, section 6. */
static void test_read__takes_the_example_of_the_design(void **state)
{
	static const char *const expected[][2] = {
		{"version", "1"},
		{"extends", "[schema-snapshot]"},
		{"sets[0].path", "supabase/migrations"},
		{"sets[0].runner", "supabase"},
		{"sets[0].snapshot", "schema.sql"},
		{"sets[0].name", "^(?<version>\\d{14})_(?<description>[a-z0-9_]+)\\.sql$"},
		{"protected", "[origin/main]"},
		{"rules.table-dropped.severity", "error"},
		{"rules.header-missing.severity", "error"},
		{"rules.header-missing.fields", "[Author, Description]"},
		{"rules.header-missing.ticket", "^[A-Z]+-\\d+$"},
		{"database.on-commit", "warn"},
		{"database.environments.dev.url-env", "DATABASE_URL"},
	};
	struct settings settings = settings_of(*state, example);

	assert_int_equal(settings.count, ARRAY_LENGTH(expected));
	for (size_t i = 0; i < ARRAY_LENGTH(expected); i++)
		assert_text(value(*state, example, expected[i][0]), expected[i][1]);
}

/* Every key of the table in the design, section 6. */
static void test_read__takes_every_key(void **state)
{
	struct settings settings = settings_of(*state,
		"version: 1\nextends: []\npostgres: 16\nprotected: main\ntemplates: t\nauthority: db\n"
		"sets:\n"
		"  - {path: a, runner: goose, dialect: other, snapshot: none, snapshot-command: make s,\n"
		"     name: x, legacy: [{name: y, until: '0319'}, {name: z}], version: date,\n"
		"     unique-by: name, down: 'rollback/{name}.sql', immutable: applied,\n"
		"     transaction: none, history: [{adapter: goose}, {table: t, columns: {version: c, "
		"name: d}}],\n"
		"     history-writes: manual, manifest: m.yaml, archive: old, prelude: supabase,\n"
		"     acl: true}\n"
		"grandfather:\n"
		"  - {rule: name-malformed, path: a/1.sql, fingerprint: "
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad}\n"
		"database: {on-commit: off, timeout: 5s, environments: {dev: {url-env: U, rest-env: R,\n"
		"  key-env: K, prelude: p}}}\n");

	assert_int_equal(settings.count, 38);
	assert_non_null(settings_get(&settings, STR("sets[0].legacy[1].name")));
	assert_str(settings_get(&settings, STR("sets[0].history[1].columns.name"))->value, "d");
	assert_str(settings_get(&settings, STR("grandfather[0].path"))->value, "a/1.sql");
	assert_str(settings_get(&settings, STR("sets[0].prelude"))->list.items[0], "supabase");
}

static void test_read__says_where_a_value_comes_from(void **state)
{
	struct settings settings = settings_of(*state, "version: 1\n\nrules:\n  name-malformed: off\n");
	struct error error;

	assert_str(settings_get(&settings, STR("version"))->from, ".mighook.yaml:1");
	assert_str(
		settings_get(&settings, STR("rules.name-malformed.severity"))->from, ".mighook.yaml:4");
	assert_int_equal(read(*state, "version: 1\n", true, &settings, &error), 0);
	assert_str(settings_get(&settings, STR("version"))->from, "policy dated");
}

static void test_read__empty_files_set_nothing(void **state)
{
	assert_int_equal(settings_of(*state, "").count, 0);
	assert_int_equal(settings_of(*state, "# nothing\r\n").count, 0);
	assert_int_equal(settings_of(*state, "rules: {}\n").count, 0);
}

static void test_read__crlf_is_like_lf(void **state)
{
	static const char text[] = "version: 1\r\nprotected:\r\n  - main\r\n";

	assert_text(value(*state, text, "version"), "1");
	assert_text(value(*state, text, "protected"), "[main]");
}

static void test_rule__without_severity_is_on(void **state)
{
	assert_text(
		value(*state, "rules: {header-missing: {fields: Author}}", "rules.header-missing.severity"),
		"on");
	assert_text(
		value(*state, "rules: {header-missing: {}}", "rules.header-missing.severity"), "on");
	assert_text(
		value(*state, "rules: {table-dropped: {require: backup}}", "rules.table-dropped.severity"),
		"on");
	assert_text(value(*state, "rules: {header-missing: {fields: A, severity: info}}",
					"rules.header-missing.severity"),
		"info");
}

static void test_paths__are_written_one_way(void **state)
{
	assert_text(value(*state, "sets: [{path: ./db/migrations/}]", "sets[0].path"), "db/migrations");
	assert_text(value(*state, "sets: [{path: .}]", "sets[0].path"), "");
	assert_text(value(*state, "sets: [{path: ./}]", "sets[0].path"), "");
	assert_text(value(*state, "sets: [{path: a, snapshot: none}]", "sets[0].snapshot"), "none");
}

static void test_lists__may_be_a_single_text(void **state)
{
	assert_text(value(*state, "protected: main", "protected"), "[main]");
	assert_text(value(*state, "protected: [main, dev]", "protected"), "[main, dev]");
	assert_text(value(*state, "protected: []", "protected"), "[]");
}

static void test_unknown_key__names_file_line_key_and_nearest(void **state)
{
	assert_refused(
		*state, "version: 1\nprotcted: main\n", ".mighook.yaml:2:", "'protcted'", "'protected'");
	assert_refused(*state, "\n\nruls: {}\n", ".mighook.yaml:3:", "'ruls'", "'rules'");
	assert_refused(*state, "sets:\n  - path: a\n    runer: goose\n", ".mighook.yaml:3:", "'runer'",
		"'runner'");
	assert_refused(*state, "sets:\n  - path: a\n    legacy:\n      - name: x\n        untill: 1\n",
		".mighook.yaml:5:", "'untill'", "'until'");
	assert_refused(*state, "rules:\n  header-missing:\n    feilds: [A]\n",
		".mighook.yaml:3:", "'feilds'", "'fields'");
	assert_refused(*state, "rules:\n  header-missing:\n    serverity: off\n",
		".mighook.yaml:3:", "'serverity'", "'severity'");
	assert_refused(
		*state, "database:\n  timout: 5s\n", ".mighook.yaml:2:", "'timout'", "'timeout'");
	assert_refused(*state, "database:\n  environments:\n    dev:\n      url_env: U\n",
		".mighook.yaml:4:", "'url_env'", "'url-env'");
	assert_refused(*state, "grandfather:\n  - rule: name-malformed\n    pth: x\n",
		".mighook.yaml:3:", "'pth'", "'path'");
}

static void test_unknown_key__far_from_all_lists_them(void **state)
{
	assert_refused(*state, "database:\n  zzzzzzzz: 5s\n", ".mighook.yaml:2:", "'zzzzzzzz'",
		"on-commit, timeout, require-views, environments");
	assert_refused(*state, "'': 1\n", ".mighook.yaml:1:", "''", "version");
	assert_refused(*state, "sets[]: 1\n", ".mighook.yaml:1:", "'sets[]'", "'sets'");
	assert_refused(*state, "database.timeout: 5s\n", ".mighook.yaml:1:", "'database.timeout'", "");
}

static void test_unknown_rule__names_the_nearest(void **state)
{
	assert_refused(*state, "rules:\n  name-malformd: off\n", ".mighook.yaml:2:", "'name-malformd'",
		"'name-malformed'");
	assert_refused(*state, "rules:\n  name-malformd: {x: 1}\n",
		".mighook.yaml:2:", "'name-malformd'", "'name-malformed'");
	assert_refused(*state, "grandfather:\n  - rule: name-malformd\n",
		".mighook.yaml:2:", "'name-malformd'", "'name-malformed'");
}

static void test_duplicate_key__names_file_line_and_key(void **state)
{
	assert_refused(
		*state, "version: 1\nprotected: a\nprotected: b\n", ".mighook.yaml:3:", "'protected'", "");
	assert_refused(*state, "rules:\n  name-malformed: off\n\n  name-malformed: error\n",
		".mighook.yaml:4:", "'name-malformed'", "");
	assert_refused(
		*state, "sets:\n- path: a\n  runner: goose\n  path: b\n", ".mighook.yaml:4:", "'path'", "");
}

static void test_version__above_1_is_for_a_newer_mighook(void **state)
{
	assert_refused(
		*state, "version: 2\n", ".mighook.yaml:1:", "version", "written for a newer mighook");
	/* said before anything that only the newer one understands */
	assert_refused(*state, "new-key: x\nversion: 3\nsets: 7\n", ".mighook.yaml:2:", "version",
		"written for a newer mighook");
	assert_refused(*state, "version: '10'\n", ".mighook.yaml:1:", "version", "newer mighook");
	assert_refused(*state, "version: one\n", ".mighook.yaml:1:", "version", "'one'");
	assert_refused(*state, "version: [1]\n", ".mighook.yaml:1:", "version", "");
	assert_refused(*state, "version:\n", ".mighook.yaml:1:", "version", "");
}

static void test_values__bad_ones_name_line_and_key(void **state)
{
	assert_refused(
		*state, "postgres: new\n", ".mighook.yaml:1:", "postgres", "'new' is not a number");
	assert_refused(*state, "sets:\n- path: ../x\n", ".mighook.yaml:2:", "sets[0].path", "../x");
	assert_refused(
		*state, "sets:\n- path: a\n- path: /b\n", ".mighook.yaml:3:", "sets[1].path", "/b");
	assert_refused(*state, "sets:\n- path: a\n  runner: flywa\n",
		".mighook.yaml:3:", "sets[0].runner", "'flyway'");
	assert_refused(
		*state, "sets:\n- path: a\n  name: 'a(b'\n", ".mighook.yaml:3:", "sets[0].name", "a(b");
	assert_refused(*state, "rules:\n  name-malformed: eror\n",
		".mighook.yaml:2:", "rules.name-malformed", "'error'");
	assert_refused(*state, "rules:\n  header-missing: {max-age: 3}\n",
		".mighook.yaml:2:", "rules.header-missing.max-age", "'3'");
	assert_refused(*state, "protected:\n- main\n- {a: b}\n", ".mighook.yaml:3:", "protected", "");
	assert_refused(*state, "database: {on-commit: warm}\n",
		".mighook.yaml:1:", "database.on-commit", "'warn'");
	assert_refused(*state, "grandfather:\n- rule: name-malformed\n  fingerprint: abc\n",
		".mighook.yaml:3:", "grandfather[0].fingerprint", "64");
}

static void test_kinds__wrong_ones_name_line_and_key(void **state)
{
	assert_refused(*state, "- a\n", ".mighook.yaml:1:", "mapping", "");
	assert_refused(*state, "text\n", ".mighook.yaml:1:", "mapping", "");
	assert_refused(*state, "rules: [a]\n", ".mighook.yaml:1:", "rules", "mapping");
	assert_refused(*state, "rules:\n  name-malformed: [off]\n",
		".mighook.yaml:2:", "rules.name-malformed", "severity");
	assert_refused(*state, "sets: {path: a}\n", ".mighook.yaml:1:", "sets", "list");
	assert_refused(*state, "sets:\n  - a\n", ".mighook.yaml:2:", "sets[0]", "mapping");
	assert_refused(*state, "version: 1\nsets:\n", ".mighook.yaml:2:", "sets", "list");
	assert_refused(*state, "database: on\n", ".mighook.yaml:1:", "database", "mapping");
	assert_refused(*state, "protected: {main: yes}\n", ".mighook.yaml:1:", "protected", "list");
	assert_refused(*state, "sets: [{path: a, history: [{table: t, columns: [x]}]}]\n",
		".mighook.yaml:1:", "columns", "mapping");
	assert_refused(*state, "sets:\n- path: a\n  history: [{table: t, columns: {versoin: x}}]\n",
		".mighook.yaml:3:", "versoin", "did you mean 'version'");
	assert_refused(*state, "sets:\n- path: a\n  history: [{adapter: gose}]\n",
		".mighook.yaml:3:", "gose", "did you mean 'goose'");
}

static void test_required_keys__are_asked_for(void **state)
{
	assert_refused(*state, "sets:\n  - runner: goose\n", ".mighook.yaml:2:", "sets[0]", "'path'");
	assert_refused(*state, "sets:\n  - path: a\n    legacy:\n      - until: '1'\n",
		".mighook.yaml:4:", "sets[0].legacy[0]", "'name'");
	assert_refused(
		*state, "grandfather:\n  - path: a\n", ".mighook.yaml:2:", "grandfather[0]", "'rule'");
}

static void test_malformed__names_file_and_line(void **state)
{
	assert_refused(*state, "a: [\n", ".mighook.yaml:", "YAML", "");
	assert_refused(*state, "version: 1\n\tx: 2\n", ".mighook.yaml:2:", "YAML", "");
	assert_refused(*state, "version: 1\n---\nversion: 1\n", ".mighook.yaml", "one", "");
	assert_refused(*state, "&a [*a]\n", ".mighook.yaml:1:", "", "");
}

static void test_set_rules__mistakes_name_line_key_and_nearest(void **state)
{
#define SET "sets:\n- path: a\n  rules:\n"
	assert_refused(*state, SET "    name-malformd: off\n",
		".mighook.yaml:4:", "sets[0].rules: 'name-malformd'", "'name-malformed'");
	assert_refused(*state, SET "    header-missing: {feilds: [A]}\n",
		".mighook.yaml:4:", "'feilds' in sets[0].rules.header-missing", "'fields'");
	assert_refused(*state, SET "    header-missing: {max-age: 3}\n",
		".mighook.yaml:4:", "sets[0].rules.header-missing.max-age", "duration");
	assert_refused(*state, SET "    name-malformed: eror\n",
		".mighook.yaml:4:", "sets[0].rules.name-malformed.severity", "'error'");
	assert_refused(
		*state, "sets:\n- path: a\n  rules: [x]\n", ".mighook.yaml:3:", "sets[0].rules", "mapping");
	assert_refused(
		*state, "sets:\n- path: a\n  rulez: {}\n", ".mighook.yaml:3:", "'rulez'", "'rules'");
	/* nothing of a set is asked there */
	assert_refused(*state, SET "    forbidden-command: error\n",
		".mighook.yaml:4:", "sets[0].rules.forbidden-command", "whole change");
#undef SET
	assert_text(value(*state, "sets: [{path: a, rules: {header-missing: {fields: A}}}]",
					"sets[0].rules.header-missing.severity"),
		"on");
}

static void test_messages__escape_what_the_file_says(void **state)
{
	static const char *const texts[] = {"\"\\e[1mx\": 1\n", "postgres: \"\\e[1m\"\n",
		"rules: {\"\\e[1m\": off}\n", "sets: [{path: a, \"\\e[1m\": 1}]\n",
		"sets: [{path: a, runner: \"\\e[1m\"}]\n", "sets: [{path: \"/\\e[1m\"}]\n",
		"sets: [{path: a, name: \"(\\e[1m\"}]\n", "database: {environments: {\"\\e[1m\": 1}}\n",
		"sets: [{path: a, history: [{columns: {\"\\e[1m\": [1]}}]}]\n"};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct settings settings;
		struct error error;

		assert_int_equal(read(*state, texts[i], false, &settings, &error), -1);
		assert_lacks(error.message, "\x1b");
		assert_contains(error.message, "\\x1B[1m");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_read__takes_the_example_of_the_design),
		with_arena(test_read__takes_every_key),
		with_arena(test_read__says_where_a_value_comes_from),
		with_arena(test_read__empty_files_set_nothing),
		with_arena(test_read__crlf_is_like_lf),
		with_arena(test_rule__without_severity_is_on),
		with_arena(test_paths__are_written_one_way),
		with_arena(test_lists__may_be_a_single_text),
		with_arena(test_unknown_key__names_file_line_key_and_nearest),
		with_arena(test_unknown_key__far_from_all_lists_them),
		with_arena(test_unknown_rule__names_the_nearest),
		with_arena(test_duplicate_key__names_file_line_and_key),
		with_arena(test_version__above_1_is_for_a_newer_mighook),
		with_arena(test_values__bad_ones_name_line_and_key),
		with_arena(test_kinds__wrong_ones_name_line_and_key),
		with_arena(test_required_keys__are_asked_for),
		with_arena(test_malformed__names_file_and_line),
		with_arena(test_set_rules__mistakes_name_line_key_and_nearest),
		with_arena(test_messages__escape_what_the_file_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
