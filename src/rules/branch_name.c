/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/regex.h"
#include "lint/rule.h"

static void check_change(const struct subject *subject, struct diagnostics *out)
{
	struct str pattern = policy_option(subject->policy, &subject->rule->key, "pattern");
	struct str branch = subject->changes->branch, shown;
	struct regex *regex;
	struct error ignored; /* the policy's reader has compiled it before */

	if (!pattern.ptr || !branch.ptr || !subject->sets->is_authored ||
		regex_compile(&regex, subject->arena, pattern, &ignored) || regex_find(regex, branch, NULL))
		return;
	shown = escape_text(subject->arena, branch, false);
	diagnostic_hint(out,
		diagnose_path(out, (struct str){NULL, 0},
			"branch %s carries migrations, and its name does not match %s", shown.ptr,
			escape_text(subject->arena, pattern, false).ptr),
		"git branch -m %s NAME, and push that", escape_shell(subject->arena, branch).ptr);
}

const struct rule rule_branch_name = {
	.key =
		{
			.id = "branch-name",
			.of_change = true,
			.severity = SEVERITY_OFF,
			.needs = "pattern",
			.options =
				(const struct option_key[]){
					{"pattern", VALUE_REGEX, NULL, NULL,
						"names of branches that may carry migrations"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a pushed branch carries migrations and its name does not match the pattern",
	.why = "Where pipelines pick migrations up by the branch's name, one of another name is "
		   "reviewed and never deployed. Asked at a push, of branches that are not protected.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {branch-name: {pattern: '^migration/'}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- pushed: add-users\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {branch-name: {pattern: '^migration/'}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- pushed: migration/add-users\n",
	.remedy = "Push it under another name, or change the pattern.",
	.source = "husky and lefthook recipes that test the branch's name before a push",
	.check_change = check_change,
};
