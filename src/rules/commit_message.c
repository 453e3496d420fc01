/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/regex.h"
#include "lint/rule.h"

/* git-commit(1), --fixup and --squash: the message goes when the commit is melted into another. */
static bool is_to_be_melted(struct str message)
{
	return str_starts(message, STR("fixup! ")) || str_starts(message, STR("squash! ")) ||
		str_starts(message, STR("amend! "));
}

static bool matches(const struct subject *subject, struct str pattern, struct str text)
{
	struct regex *regex;
	struct error ignored; /* the policy's reader has compiled it before */

	return regex_compile(&regex, subject->arena, pattern, &ignored) ||
		regex_find(regex, text, NULL);
}

/* git-interpret-trailers(1): a line `Name: value`. */
static bool has_trailer(struct str message, struct str name)
{
	struct str line, field;

	while (str_next(&message, '\n', &line))
		if (str_next(&line, ':', &field) && line.ptr && str_trim(line).len &&
			str_equal_ignoring_case(str_trim(field), name))
			return true;
	return false;
}

static void report(struct diagnostics *out, struct str missing)
{
	diagnostic_hint(out, diagnose_path(out, (struct str){NULL, 0}, "%.*s", STR_ARG(missing)),
		"Commit again: git commit -e -F \"$(git rev-parse --git-path COMMIT_EDITMSG)\"");
}

static void check_change(const struct subject *subject, struct diagnostics *out)
{
	const struct rule_key *key = &subject->rule->key;
	struct str pattern = policy_option(subject->policy, key, "pattern");
	struct str ticket = policy_option(subject->policy, key, "ticket");
	struct str_list trailers = policy_option_list(subject->policy, key, "trailers");
	struct str message = subject->changes->message, rest = message, title = STR("");

	if (!subject->sets->is_authored || is_to_be_melted(message))
		return;
	(void)str_next(&rest, '\n', &title);
	if (pattern.ptr && !matches(subject, pattern, title))
		report(out,
			str_format(subject->arena, "the commit's title does not match %s",
				escape_text(subject->arena, pattern, false).ptr));
	if (ticket.ptr && !matches(subject, ticket, message))
		report(out,
			str_format(subject->arena, "the commit's message names no ticket (%s)",
				escape_text(subject->arena, ticket, false).ptr));
	for (size_t i = 0; i < trailers.count; i++)
		if (!has_trailer(message, trailers.items[i]))
			report(out,
				str_format(subject->arena, "the commit's message has no line `%s: ...`",
					escape_text(subject->arena, trailers.items[i], false).ptr));
}

const struct rule rule_commit_message = {
	.key =
		{
			.id = "commit-message",
			.of_change = true,
			.severity = SEVERITY_OFF,
			.needs = "pattern|ticket|trailers",
			.options =
				(const struct option_key[]){
					{"pattern", VALUE_REGEX, NULL, NULL, "what the title must match"},
					{"ticket", VALUE_REGEX, NULL, NULL, "what must be somewhere in the message"},
					{"trailers", VALUE_LIST, NULL, NULL, "lines `Name: value` there must be"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT | RULE_ABOUT_MESSAGE,
	.summary = "a commit with migrations has no ticket, or another message than it should",
	.why = "Years later a migration's commit is what tells who asked for it and who approved it. "
		   "Asked by the hook commit-msg (`mighook install --hook commit-msg`), and only of "
		   "commits that change migrations.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {commit-message: {ticket: 'DB-\\d+'}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- message: add users\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {commit-message: {ticket: 'DB-\\d+'}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- message: DB-17: add users\n",
	.remedy = "Write the message anew: `git commit --amend`.",
	.source = "seed 1 line 309 (S0-29); seed 4 lines 25-29 (S3-02)",
	.check_change = check_change,
};
