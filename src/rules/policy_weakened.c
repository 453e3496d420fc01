/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/demand.h"
#include "policy/value.h"

/* The line of the policy file that sets a key, as a span; the whole file if none does. */
static struct span line_of(struct str text, const struct setting *setting)
{
	struct str from = setting ? setting->from : (struct str){NULL, 0}, line;
	struct str rest = text;
	size_t colon = str_find(from, STR(":"), 0), start;
	uint64_t number = 1, wanted;

	if (!str_starts(from, POLICY_FILE) || colon == from.len)
		return (struct span){0, 0};
	wanted = value_number(str_slice(from, colon + 1, from.len));
	while (number < wanted && str_next(&rest, '\n', &line))
		number++;
	start = rest.ptr ? (size_t)(rest.ptr - text.ptr) : text.len;
	return (struct span){start, str_find(text, STR("\n"), start)};
}

/* What the change edits. */
struct edit {
	const struct subject *subject;
	const struct watched_file *file;
	const struct policy *before, *after;
};

/* `where`: ptr NULL for the whole repository. */
static void report(const struct edit *edit, const struct rule_key *rule,
	const struct policy *before, const struct policy *after, struct str where,
	struct diagnostics *out)
{
	const struct setting *setting = policy_setting(after, "rules.%s.severity", rule->id);

	diagnostic_hint(out,
		diagnose_text(out, edit->file->path, edit->file->after, line_of(edit->file->after, setting),
			"%s was %s and becomes %s%s%.*s", rule->id,
			severity_name(policy_severity(before, rule)),
			severity_name(policy_severity(after, rule)), where.ptr ? " in " : "", STR_ARG(where)),
		"If that is meant, have it reviewed by itself; one finding is better excused by a "
		"`grandfather` entry");
}

static bool is_weaker(
	const struct rule_key *rule, const struct policy *before, const struct policy *after)
{
	return policy_severity(after, rule) < policy_severity(before, rule);
}

static void report_rules(const struct edit *edit, struct diagnostics *out)
{
	const struct vocabulary *vocabulary = edit->subject->policy->vocabulary;

	for (size_t i = 0; i < vocabulary->rule_count; i++)
		if (is_weaker(vocabulary->rules[i], edit->before, edit->after))
			report(
				edit, vocabulary->rules[i], edit->before, edit->after, (struct str){NULL, 0}, out);
}

static struct str set_path(const struct policy *policy, size_t set)
{
	return policy_setting(policy, "sets[%zu].path", set)->value;
}

/* The set of that folder; their number if the policy lists none. */
static size_t find_set(const struct policy *policy, struct str path)
{
	size_t set = 0, count = policy_set_count(policy);

	while (set < count && !str_equal(set_path(policy, set), path))
		set++;
	return set;
}

static bool is_mutable(const struct policy *policy, size_t set)
{
	const struct setting *setting = policy_setting(policy, "sets[%zu].immutable", set);

	return setting && str_equal(setting->value, STR("off"));
}

/* What holds in a folder: of the innermost set there. NULL: nothing judges it. */
static const struct policy *policy_at(const struct policy *policy, struct str folder)
{
	size_t count = policy_set_count(policy), innermost = count;

	for (size_t i = 0; i < count; i++) {
		struct str path = set_path(policy, i);

		if ((str_equal(folder, path) || str_within(folder, path)) &&
			(innermost == count || path.len > set_path(policy, innermost).len))
			innermost = i;
	}
	if (!count)
		return policy;
	return innermost < count ? policy_of_set(policy, innermost) : NULL;
}

/* The rules of one set, but for what the top's say already. */
static void report_set_rules(const struct edit *edit, struct str path, struct diagnostics *out)
{
	const struct vocabulary *vocabulary = edit->subject->policy->vocabulary;
	const struct policy *before = policy_at(edit->before, path);
	const struct policy *after = policy_at(edit->after, path);

	for (size_t i = 0; before && after && i < vocabulary->rule_count; i++) {
		const struct rule_key *rule = vocabulary->rules[i];
		bool is_told = is_weaker(rule, edit->before, edit->after) &&
			policy_severity(edit->before, rule) == policy_severity(before, rule) &&
			policy_severity(edit->after, rule) == policy_severity(after, rule);

		if (!rule->of_change && !is_told && is_weaker(rule, before, after))
			report(edit, rule, before, after, escape_text(edit->subject->arena, path, false), out);
	}
}

/* A set that goes, or whose merged migrations may change, has lost rules as well. */
static void report_sets(const struct edit *edit, struct diagnostics *out)
{
	const struct policy *before = edit->before, *after = edit->after;
	size_t count = policy_set_count(after);

	for (size_t i = 0; i < policy_set_count(before); i++) {
		if (find_set(after, set_path(before, i)) < count)
			continue;
		if (count)
			diagnose_path(out, edit->file->path, "%s is no longer judged",
				escape_text(edit->subject->arena, set_path(before, i), false).ptr);
		else
			report_set_rules(edit, set_path(before, i), out);
	}
	for (size_t i = 0; i < count; i++) {
		if (is_mutable(after, i) && !is_mutable(before, find_set(before, set_path(after, i))))
			diagnose_text(out, edit->file->path, edit->file->after,
				line_of(edit->file->after, policy_setting(after, "sets[%zu].immutable", i)),
				"merged migrations of %s may change now",
				escape_text(edit->subject->arena, set_path(after, i), false).ptr);
		report_set_rules(edit, set_path(after, i), out);
	}
}

static void check_change(const struct subject *subject, struct diagnostics *out)
{
	const struct vocabulary *vocabulary = subject->policy->vocabulary;

	for (size_t i = 0; i < subject->demand->watched.count; i++) {
		const struct watched_file *file = &subject->demand->watched.items[i];
		struct policy before = policy_default(subject->arena, vocabulary), after = before;
		struct error error;

		/* Without a file the defaults hold; what was no valid policy demanded nothing. */
		if (subject->changes->whole ||
			(file->before.ptr &&
				policy_load(
					&before, subject->arena, vocabulary, file->before, POLICY_FILE, &error)))
			continue;
		if (file->after.ptr &&
			policy_load(&after, subject->arena, vocabulary, file->after, POLICY_FILE, &error)) {
			diagnose_path(out, file->path, "this is no valid policy any more: %s", error.message);
		} else {
			struct edit edit = {subject, file, &before, &after};

			report_rules(&edit, out);
			report_sets(&edit, out);
		}
	}
}

const struct rule rule_policy_weakened = {
	.key = {.id = "policy-weakened",
		.severity = SEVERITY_WARNING,
		.grandfather_only = true,
		.of_change = true},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "the change edits the policy so that a rule or a set is judged less",
	.why = "A commit that turns the rule off that it would break passes that rule. Whoever reviews "
		   "it should see both; in a range, at a push and on the server the base's policy judges, "
		   "if it has one.",
	.flagged = "-- merged: .mighook.yaml\n"
			   "rules: {version-out-of-order: error}\n"
			   "-- staged: .mighook.yaml\n"
			   "rules: {version-out-of-order: off}\n",
	.allowed = "-- merged: .mighook.yaml\n"
			   "rules: {version-out-of-order: warning}\n"
			   "-- staged: .mighook.yaml\n"
			   "rules: {version-out-of-order: error}\n",
	.remedy = "It is a warning: the commit passes.",
	.source = "git history of linters: the rule and its violation go in one commit",
	.reads_path = ".mighook.yaml",
	.check_change = check_change,
};
