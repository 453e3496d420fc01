/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/watched.h"
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

static void report(const struct subject *subject, const struct watched_file *file,
	const struct policy *before, const struct policy *after, struct diagnostics *out)
{
	for (size_t i = 0; i < subject->policy->vocabulary->rule_count; i++) {
		const struct rule_key *rule = subject->policy->vocabulary->rules[i];
		enum severity was = policy_severity(before, rule), is = policy_severity(after, rule);
		const struct setting *setting = policy_setting(after, "rules.%s.severity", rule->id);

		if (is >= was)
			continue;
		diagnostic_hint(out,
			diagnose_text(out, file->path, file->after, line_of(file->after, setting),
				"%s was %s and becomes %s", rule->id, severity_name(was), severity_name(is)),
			"If that is meant, have it reviewed by itself; one finding is better excused by a "
			"`grandfather` entry");
	}
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

/* A set that goes, or whose merged migrations may change, has lost rules as well. */
static void report_sets(const struct subject *subject, const struct watched_file *file,
	const struct policy *before, const struct policy *after, struct diagnostics *out)
{
	size_t count = policy_set_count(after);

	for (size_t i = 0; count && i < policy_set_count(before); i++)
		if (find_set(after, set_path(before, i)) == count)
			diagnose_path(out, file->path, "%s is no longer judged",
				escape_text(subject->arena, set_path(before, i), false).ptr);
	for (size_t i = 0; i < count; i++)
		if (is_mutable(after, i) && !is_mutable(before, find_set(before, set_path(after, i))))
			diagnose_text(out, file->path, file->after,
				line_of(file->after, policy_setting(after, "sets[%zu].immutable", i)),
				"merged migrations of %s may change now",
				escape_text(subject->arena, set_path(after, i), false).ptr);
}

static void check_change(const struct subject *subject, struct diagnostics *out)
{
	const struct vocabulary *vocabulary = subject->policy->vocabulary;

	for (size_t i = 0; i < subject->watched->count; i++) {
		const struct watched_file *file = &subject->watched->items[i];
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
			report(subject, file, &before, &after, out);
			report_sets(subject, file, &before, &after, out);
		}
	}
}

const struct rule rule_policy_weakened = {
	.key = {.id = "policy-weakened", .severity = SEVERITY_WARNING, .grandfather_only = true},
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
