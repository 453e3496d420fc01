/* SPDX-License-Identifier: MIT */
#include "unit/specs.h"

#include "base/sha256.h"
#include "lint/grandfather.h"
#include "lint/run.h"

static const struct rule free_rule = {.key = {.id = "header-missing"}};
static const struct rule strict_rule = {.key = {.id = "name-malformed", .grandfather_only = true}};

static struct policy *policy(struct arena *arena, const char *text)
{
	struct vocabulary *vocabulary = arena_new(arena, struct vocabulary);
	struct policy *policy = arena_new(arena, struct policy);
	struct error error;

	*vocabulary = words_of(arena);
	if (policy_load(policy, arena, vocabulary, str_from(text), STR("p.yaml"), &error))
		fail_msg("%s", error.message);
	return policy;
}

static void test_fingerprint__is_sha256_with_line_ends_as_lf(void **state)
{
	struct str lf = sha256_hex(*state, STR("a\nb\n\nc"));

	assert_true(str_equal(grandfather_fingerprint(*state, STR("a\nb\n\nc")), lf));
	assert_true(str_equal(grandfather_fingerprint(*state, STR("a\r\nb\r\n\r\nc")), lf));
	assert_true(str_equal(grandfather_fingerprint(*state, STR("a\nb\r\n\nc")), lf));
	assert_false(str_equal(grandfather_fingerprint(*state, STR("a\nb\n\nc\n")), lf));
	assert_true(str_equal(grandfather_fingerprint(*state, STR("")), sha256_hex(*state, STR(""))));
	assert_true(
		str_equal(grandfather_fingerprint(*state, STR("\r\n")), sha256_hex(*state, STR("\n"))));
}

/* True if the policy (and the one that is trusted, NULL: none) excuses a finding in db/1.sql. */
static bool excuses(struct arena *arena, const struct rule *rule, const char *text,
	const char *trusted, const char *content)
{
	struct script script = {.content = str_from(content)};
	struct migration_file file = {.path = STR("db/1.sql"), .script = content ? &script : NULL};
	struct diagnostic diagnostic = {
		.rule = rule, .path = file.path, .file = &file, .content = str_from(content)};
	struct grandfathers none = {0};

	return excuses_cover(excuses_of(arena, policy(arena, text),
							 trusted ? &policy(arena, trusted)->grandfathers : &none),
		&diagnostic);
}

static void test_excuse__is_of_rule_and_path(void **state)
{
	assert_false(excuses(*state, &free_rule, "", NULL, "x"));
	assert_true(excuses(*state, &free_rule, "grandfather: [{rule: header-missing}]", NULL, "x"));
	assert_false(excuses(*state, &free_rule, "grandfather: [{rule: migration-count}]", NULL, "x"));
	assert_true(excuses(
		*state, &free_rule, "grandfather: [{rule: header-missing, path: db/1.sql}]", NULL, "x"));
	assert_false(excuses(
		*state, &free_rule, "grandfather: [{rule: header-missing, path: db/2.sql}]", NULL, "x"));
	assert_false(
		excuses(*state, &free_rule, "grandfather: [{rule: header-missing, path: db}]", NULL, "x"));
	assert_true(excuses(*state, &free_rule,
		"grandfather: [{rule: header-missing, path: db/2.sql}, {rule: header-missing}]", NULL,
		"x"));
}

static void test_excuse__with_a_fingerprint_is_of_that_content(void **state)
{
	const char *text = str_format(*state,
		"grandfather: [{rule: header-missing, path: db/1.sql, fingerprint: %s}]",
		sha256_hex(*state, STR("SELECT 1;\n")).ptr)
						   .ptr;

	assert_true(excuses(*state, &free_rule, text, NULL, "SELECT 1;\n"));
	assert_true(excuses(*state, &free_rule, text, NULL, "SELECT 1;\r\n"));
	assert_false(excuses(*state, &free_rule, text, NULL, "SELECT 2;\n"));
	assert_false(excuses(*state, &free_rule, text, NULL, NULL));
}

static void test_excuse__of_what_no_comment_allows_must_be_trusted(void **state)
{
	static const char entry[] = "grandfather: [{rule: name-malformed, path: db/1.sql}]";
	static const char wider[] = "grandfather: [{rule: name-malformed}]";

	assert_false(excuses(*state, &strict_rule, entry, NULL, "x"));
	assert_false(excuses(*state, &strict_rule, entry, "", "x"));
	assert_true(excuses(*state, &strict_rule, entry, entry, "x"));
	/* the change must not widen an entry, and must not bring back one that it took out */
	assert_false(excuses(*state, &strict_rule, wider, entry, "x"));
	assert_false(excuses(*state, &strict_rule, "", entry, "x"));
}

static enum severity severity(struct arena *arena, const struct rule *rule, const char *text,
	const char *only, const char *skip)
{
	struct str_list only_list = {0}, skip_list = {0};
	struct change_set changes = {.arena = arena};
	struct lint lint = {.arena = arena,
		.policy = policy(arena, text),
		.only = &only_list,
		.skip = &skip_list,
		.changes = &changes};

	if (only)
		str_list_add(arena, &only_list, str_from(only));
	if (skip)
		str_list_add(arena, &skip_list, str_from(skip));
	return lint_severity(&lint, lint.policy, rule);
}

/* Design, section 5: --rule runs only these and turns an off one on at its catalogue severity,
 * warning if that is off. */
static void test_lint_severity__of_rules_asked_for_and_skipped(void **state)
{
	static const struct rule off = {.key = {.id = "header-missing", .severity = SEVERITY_OFF}};
	static const struct rule error = {.key = {.id = "name-malformed", .severity = SEVERITY_ERROR}};
	static const char all_off[] = "rules: {header-missing: off, name-malformed: off}";

	assert_int_equal(severity(*state, &off, "", NULL, NULL), SEVERITY_OFF);
	assert_int_equal(severity(*state, &error, "", NULL, NULL), SEVERITY_ERROR);
	assert_int_equal(severity(*state, &off, "", "header-missing", NULL), SEVERITY_WARNING);
	assert_int_equal(severity(*state, &error, all_off, "name-malformed", NULL), SEVERITY_ERROR);
	assert_int_equal(severity(*state, &error, "", "header-missing", NULL), SEVERITY_OFF);
	assert_int_equal(severity(*state, &error, "", NULL, "name-malformed"), SEVERITY_OFF);
	assert_int_equal(
		severity(*state, &error, "", "name-malformed", "name-malformed"), SEVERITY_OFF);
	assert_int_equal(
		severity(*state, &error, "rules: {name-malformed: info}", "name-malformed", NULL),
		SEVERITY_INFO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_fingerprint__is_sha256_with_line_ends_as_lf),
		with_arena(test_excuse__is_of_rule_and_path),
		with_arena(test_excuse__with_a_fingerprint_is_of_that_content),
		with_arena(test_excuse__of_what_no_comment_allows_must_be_trusted),
		with_arena(test_lint_severity__of_rules_asked_for_and_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
