/* SPDX-License-Identifier: MIT */
#include "unit/words.h"

#include "policy/policy.h"

static int load_from(struct arena *arena, const char *source, const char *text, struct policy *ret,
	struct error *reterr)
{
	struct vocabulary *vocabulary = arena_new(arena, struct vocabulary);

	*vocabulary = words_of(arena);
	*reterr = (struct error){.message = ""};
	return policy_load(ret, arena, vocabulary, str_from(text), str_from(source), reterr);
}

static struct policy load(struct arena *arena, const char *text)
{
	struct policy policy;
	struct error error;

	if (load_from(arena, ".mighook.yaml", text, &policy, &error))
		fail_msg("%s", error.message);
	return policy;
}

static const struct rule_key *rule(const char *id)
{
	for (size_t i = 0; i < ARRAY_LENGTH(word_rules); i++)
		if (!strcmp(word_rules[i]->id, id))
			return word_rules[i];
	fail_msg("no rule %s", id);
	return NULL;
}

static enum severity severity(struct arena *arena, const char *text, const char *id)
{
	struct policy policy = load(arena, text);

	return policy_severity(&policy, rule(id));
}

static void test_default__is_the_catalogue(void **state)
{
	struct vocabulary vocabulary = words_of(*state);
	struct policy policy = policy_default(*state, &vocabulary);

	assert_none(policy.source);
	assert_int_equal(policy_set_count(&policy), 0);
	assert_int_equal(policy.grandfathers.count, 0);
	assert_null(policy_setting(&policy, "version"));
	for (size_t i = 0; i < ARRAY_LENGTH(word_rules); i++)
		assert_int_equal(policy_severity(&policy, word_rules[i]), word_rules[i]->severity);
	assert_str(policy_option(&policy, rule("header-missing"), "max-age"), "30d");
	assert_none(policy_option(&policy, rule("header-missing"), "ticket"));
	assert_int_equal(policy_option_list(&policy, rule("header-missing"), "fields").count, 0);
}

static void test_load__file_beats_the_defaults(void **state)
{
	struct policy policy = load(*state,
		"rules:\n"
		"  name-malformed: warning\n"
		"  snapshot-not-staged: off\n"
		"  header-missing: {severity: info, fields: [Author, Ticket],"
		" ticket: '^X', max-age: 5d}\n");
	struct str_list fields = policy_option_list(&policy, rule("header-missing"), "fields");

	assert_str(policy.source, ".mighook.yaml");
	assert_int_equal(policy_severity(&policy, rule("name-malformed")), SEVERITY_WARNING);
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_OFF);
	assert_int_equal(policy_severity(&policy, rule("header-missing")), SEVERITY_INFO);
	assert_int_equal(policy_severity(&policy, rule("version-in-future")), SEVERITY_WARNING);
	assert_int_equal(fields.count, 2);
	assert_str(fields.items[1], "Ticket");
	assert_str(policy_option(&policy, rule("header-missing"), "ticket"), "^X");
	assert_str(policy_option(&policy, rule("header-missing"), "max-age"), "5d");
}

/* Design, section 6: a mapping without severity turns an off rule on at its catalogue severity,
 * warning if that is off. */
static void test_on__takes_the_catalogues_severity_or_warning(void **state)
{
	assert_int_equal(severity(*state, "rules: {header-missing: {fields: A}}", "header-missing"),
		SEVERITY_WARNING);
	assert_int_equal(
		severity(*state, "rules: {rollback-missing: {}}", "rollback-missing"), SEVERITY_WARNING);
	assert_int_equal(
		severity(*state, "rules: {migration-count: {}}", "migration-count"), SEVERITY_INFO);
	assert_int_equal(
		severity(*state, "rules: {name-malformed: {}}", "name-malformed"), SEVERITY_ERROR);
}

static void test_on__over_a_shipped_policy(void **state)
{
	/* off in ci-writer, error in the catalogue */
	assert_int_equal(severity(*state, "extends: ci-writer\nrules: {snapshot-not-staged: {}}",
						 "snapshot-not-staged"),
		SEVERITY_ERROR);
	/* off in ci-writer and in the catalogue */
	assert_int_equal(
		severity(*state, "extends: ci-writer\nrules: {rollback-missing: {}}", "rollback-missing"),
		SEVERITY_WARNING);
	/* error in typed-governance, off in the catalogue: it is not off, so it stays */
	assert_int_equal(severity(*state, "extends: typed-governance\nrules: {rollback-missing: {}}",
						 "rollback-missing"),
		SEVERITY_ERROR);
	/* warning in typed-governance, error in the catalogue: it is not off, so it stays */
	assert_int_equal(severity(*state, "extends: typed-governance\nrules: {rollback-runnable: {}}",
						 "rollback-runnable"),
		SEVERITY_WARNING);
}

static void test_on__is_shown_as_the_severity_it_gives(void **state)
{
	struct policy policy = load(*state, "rules: {header-missing: {fields: A}, table-dropped: {}}");

	assert_str(policy_setting(&policy, "rules.header-missing.severity")->value, "warning");
	assert_str(policy_setting(&policy, "rules.table-dropped.severity")->value, "warning");
}

static void test_extends__file_beats_shipped_later_beats_earlier(void **state)
{
	struct policy policy;

	policy = load(*state, "extends: dated-policy\n");
	assert_int_equal(policy_severity(&policy, rule("header-missing")), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_OFF);
	assert_str(
		policy_setting(&policy, "rules.header-missing.severity")->from, "policy dated-policy");
	assert_int_equal(policy_option_list(&policy, rule("header-missing"), "fields").count, 4);
	policy = load(*state, "extends: [dated-policy, schema-snapshot]\n");
	assert_int_equal(policy_severity(&policy, rule("header-missing")), SEVERITY_OFF);
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_ERROR);
	policy = load(*state, "extends: [schema-snapshot, dated-policy]\n");
	assert_int_equal(policy_severity(&policy, rule("header-missing")), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_OFF);
	policy = load(*state, "rules: {snapshot-not-staged: info}\nextends: schema-snapshot\n");
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_INFO);
	assert_str(
		policy_setting(&policy, "rules.snapshot-not-staged.severity")->from, ".mighook.yaml:1");
}

static void test_extends__sets_are_replaced_as_a_whole(void **state)
{
	struct policy policy = load(*state, "extends: dated-policy\n");

	assert_int_equal(policy_set_count(&policy), 1);
	assert_true(policy_set_is_shipped(&policy, 0));
	assert_str(policy_setting(&policy, "sets[0].path")->value, "supabase/migrations");
	assert_str(policy_setting(&policy, "sets[%d].legacy[%d].until", 0, 0)->value, "0319");
	policy = load(*state, "extends: dated-policy\nsets: [{path: db}, {path: app}]\n");
	assert_int_equal(policy_set_count(&policy), 2);
	assert_false(policy_set_is_shipped(&policy, 0));
	assert_false(policy_set_is_shipped(&policy, 1));
	assert_str(policy_setting(&policy, "sets[0].path")->value, "db");
	assert_null(policy_setting(&policy, "sets[0].runner"));
	assert_null(policy_setting(&policy, "sets[0].legacy[0].until"));
	assert_null(policy_setting(&policy, "sets[0].archive"));
}

static void test_extends__unknown_names_the_nearest(void **state)
{
	struct policy policy;
	struct error error;

	assert_int_equal(
		load_from(*state, "p.yaml", "version: 1\nextends: schema-snapshto\n", &policy, &error), -1);
	assert_true(str_starts(str_from(error.message), STR("p.yaml:2:")));
	assert_contains(error.message, "'schema-snapshto'");
	assert_contains(error.message, "'schema-snapshot'");
	assert_contains(error.hint, "mighook policy list");
	assert_int_equal(load_from(*state, "p.yaml", "extends: ../policies/x\n", &policy, &error), -1);
	assert_contains(error.message, "../policies/x");
}

static enum severity severity_in(const struct policy *policy, size_t set, const char *id)
{
	return policy_severity(policy_of_set(policy, set), rule(id));
}

static void test_of_set__rules_of_a_set_hold_there_alone(void **state)
{
	struct policy policy = load(*state,
		"rules: {migration-count: error, header-missing: {severity: info, fields: [A], max-age: "
		"1d}}\n"
		"sets:\n"
		"  - {path: a, rules: {migration-count: off, header-missing: {fields: [B, C]}}}\n"
		"  - {path: b}\n"
		"  - {path: c, rules: {header-missing: warning}}\n");
	const struct policy *a = policy_of_set(&policy, 0), *c = policy_of_set(&policy, 2);

	assert_int_equal(severity_in(&policy, 0, "migration-count"), SEVERITY_OFF);
	assert_int_equal(severity_in(&policy, 1, "migration-count"), SEVERITY_ERROR);
	assert_int_equal(severity_in(&policy, 2, "migration-count"), SEVERITY_ERROR);
	assert_ptr_equal(policy_of_set(&policy, 1), &policy);
	assert_int_equal(policy_severity(&policy, rule("migration-count")), SEVERITY_ERROR);
	/* options and severity are laid over one by one, as those of a file over a shipped policy's */
	assert_int_equal(policy_severity(a, rule("header-missing")), SEVERITY_INFO);
	assert_int_equal(policy_option_list(a, rule("header-missing"), "fields").count, 2);
	assert_str(policy_option(a, rule("header-missing"), "max-age"), "1d");
	assert_int_equal(policy_severity(c, rule("header-missing")), SEVERITY_WARNING);
	assert_int_equal(policy_option_list(c, rule("header-missing"), "fields").count, 1);
	assert_int_equal(policy_option_list(&policy, rule("header-missing"), "fields").count, 1);
	assert_str(policy_setting(a, "rules.migration-count.severity")->from, ".mighook.yaml:3");
	/* the keys of sets are the same in both */
	assert_str(policy_setting(a, "sets[2].path")->value, "c");
}

static void test_of_set__a_mapping_turns_a_rule_on_that_is_off_at_the_top(void **state)
{
	struct policy policy = load(*state,
		"rules: {name-malformed: off}\n"
		"sets: [{path: a, rules: {header-missing: {fields: [A]}, name-malformed: {}}}]\n");

	assert_int_equal(policy_severity(&policy, rule("header-missing")), SEVERITY_OFF);
	assert_int_equal(severity_in(&policy, 0, "header-missing"), SEVERITY_WARNING);
	assert_int_equal(severity_in(&policy, 0, "name-malformed"), SEVERITY_ERROR);
	assert_true(policy_rule_is_idle(
		policy_of_set(&policy, 0), &(struct rule_key){.id = "header-missing", .needs = "ticket"}));
}

static void test_of_set__extends_brings_the_rules_of_a_shipped_policy(void **state)
{
	struct policy policy = load(*state,
		"extends: schema-snapshot\n"
		"rules: {snapshot-not-staged: warning}\n"
		"sets:\n"
		"  - {path: a, extends: dated-policy, rules: {header-missing: info}}\n"
		"  - {path: b, extends: [dated-policy, ci-writer]}\n");

	assert_int_equal(severity_in(&policy, 0, "snapshot-not-staged"), SEVERITY_OFF);
	assert_int_equal(severity_in(&policy, 0, "header-missing"), SEVERITY_INFO);
	assert_int_equal(
		policy_option_list(policy_of_set(&policy, 0), rule("header-missing"), "fields").count, 4);
	assert_int_equal(severity_in(&policy, 1, "header-missing"), SEVERITY_OFF);
	assert_int_equal(policy_severity(&policy, rule("snapshot-not-staged")), SEVERITY_WARNING);
	/* rules alone: no set of the shipped policy, and no rule that is asked of the whole change */
	assert_int_equal(policy_set_count(&policy), 2);
	assert_null(policy_setting(&policy, "sets[0].archive"));
	assert_int_equal(severity_in(&policy, 1, "forbidden-command"), SEVERITY_WARNING);
	assert_int_equal(policy_severity(&policy, rule("forbidden-command")), SEVERITY_WARNING);
}

static void test_of_set__mistakes_name_the_set(void **state)
{
	struct policy policy;
	struct error error;

	assert_int_equal(load_from(*state, "p.yaml", "sets:\n  - path: a\n    extends: dated-polici\n",
						 &policy, &error),
		-1);
	assert_contains(error.message, "p.yaml:3: sets[0].extends: 'dated-polici'");
	assert_contains(error.message, "'dated-policy'");
}

static void test_set_is_shipped__does_not_depend_on_the_files_name(void **state)
{
	struct policy policy;
	struct error error;

	assert_int_equal(
		load_from(*state, "policy of our team.yaml", "sets: [{path: db}]\n", &policy, &error), 0);
	assert_false(policy_set_is_shipped(&policy, 0));
}

static void test_load__keeps_grandfathers_in_order(void **state)
{
	static const char sha[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	struct policy policy = load(*state,
		str_format(*state,
			"grandfather:\n"
			"  - {rule: name-malformed, path: db/old.sql}\n"
			"  - {rule: name-malformed}\n"
			"  - {fingerprint: %s, rule: table-dropped, path: ./db/b.sql}\n",
			sha)
			.ptr);

	assert_int_equal(policy.grandfathers.count, 3);
	assert_str(policy.grandfathers.items[0].rule, "name-malformed");
	assert_str(policy.grandfathers.items[0].path, "db/old.sql");
	assert_none(policy.grandfathers.items[0].fingerprint);
	assert_str(policy.grandfathers.items[1].rule, "name-malformed");
	assert_none(policy.grandfathers.items[1].path);
	assert_str(policy.grandfathers.items[2].rule, "table-dropped");
	assert_str(policy.grandfathers.items[2].path, "db/b.sql");
	assert_str(policy.grandfathers.items[2].fingerprint, sha);
}

static void test_load__failure_leaves_the_output_untouched(void **state)
{
	static const char *const texts[] = {"a: [", "x: 1", "version: 2", "extends: nothing-like-it"};

	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct policy policy = {.source = STR("kept")};
		struct error error;

		assert_int_equal(load_from(*state, "p.yaml", texts[i], &policy, &error), -1);
		assert_str(policy.source, "kept");
		assert_true(strlen(error.message) > 0);
	}
}

static void test_shipped__are_five_with_a_summary_each(void **state)
{
	static const char *const names[] = {
		"additive-prisma", "ci-writer", "dated-policy", "schema-snapshot", "typed-governance"};
	struct shipped_policies shipped = policy_shipped(*state);

	assert_int_equal(shipped.count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_str(shipped.items[i].name, names[i]);
		assert_true(shipped.items[i].summary.len > 10);
		assert_int_not_equal(shipped.items[i].summary.ptr[0], '#');
		assert_int_equal(
			str_find(shipped.items[i].summary, STR("\n"), 0), shipped.items[i].summary.len);
	}
}

/* Requirements, 2.7: what each shipped policy says of the rules that are checked. */
static void test_shipped__have_the_severities_of_the_requirements(void **state)
{
	static const struct {
		const char *policy;
		enum severity header_missing, rollback_missing, rollback_runnable, snapshot_not_staged;
		const char *immutable;
	} rows[] = {
		{"dated-policy", SEVERITY_ERROR, SEVERITY_OFF, SEVERITY_ERROR, SEVERITY_OFF, "merged"},
		{"ci-writer", SEVERITY_OFF, SEVERITY_OFF, SEVERITY_ERROR, SEVERITY_OFF, "applied"},
		{"typed-governance", SEVERITY_ERROR, SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_OFF,
			"merged"},
		{"additive-prisma", SEVERITY_OFF, SEVERITY_OFF, SEVERITY_ERROR, SEVERITY_ERROR, "merged"},
		{"schema-snapshot", SEVERITY_OFF, SEVERITY_OFF, SEVERITY_ERROR, SEVERITY_ERROR, "merged"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct policy policy = load(*state, str_format(*state, "extends: %s", rows[i].policy).ptr);

		assert_int_equal(policy_severity(&policy, rule("header-missing")), rows[i].header_missing);
		assert_int_equal(
			policy_severity(&policy, rule("rollback-missing")), rows[i].rollback_missing);
		assert_int_equal(
			policy_severity(&policy, rule("rollback-runnable")), rows[i].rollback_runnable);
		assert_int_equal(
			policy_severity(&policy, rule("snapshot-not-staged")), rows[i].snapshot_not_staged);
		assert_str(policy_setting(&policy, "sets[0].immutable")->value, rows[i].immutable);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(test_default__is_the_catalogue),
		with_arena(test_load__file_beats_the_defaults),
		with_arena(test_on__takes_the_catalogues_severity_or_warning),
		with_arena(test_on__over_a_shipped_policy),
		with_arena(test_on__is_shown_as_the_severity_it_gives),
		with_arena(test_extends__file_beats_shipped_later_beats_earlier),
		with_arena(test_extends__sets_are_replaced_as_a_whole),
		with_arena(test_extends__unknown_names_the_nearest),
		with_arena(test_of_set__rules_of_a_set_hold_there_alone),
		with_arena(test_of_set__a_mapping_turns_a_rule_on_that_is_off_at_the_top),
		with_arena(test_of_set__extends_brings_the_rules_of_a_shipped_policy),
		with_arena(test_of_set__mistakes_name_the_set),
		with_arena(test_set_is_shipped__does_not_depend_on_the_files_name),
		with_arena(test_load__keeps_grandfathers_in_order),
		with_arena(test_load__failure_leaves_the_output_untouched),
		with_arena(test_shipped__are_five_with_a_summary_each),
		with_arena(test_shipped__have_the_severities_of_the_requirements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
