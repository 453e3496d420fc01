/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void report(const struct suppression *suppression, struct diagnostics *out, const char *what,
	const char *hint)
{
	diagnostic_hint(
		out, diagnose(out, suppression->file, suppression->comment, "%s", what), "%s", hint);
}

static void check_rule(const struct subject *subject, const struct suppression *suppression,
	struct str id, struct diagnostics *out)
{
	const struct vocabulary *vocabulary = subject->policy->vocabulary;
	struct arena *arena = subject->arena;
	const struct rule_key *rule = vocabulary_rule(vocabulary, id);
	struct str shown = escape_text(arena, id, false), nearest;

	if (rule && rule->grandfather_only) {
		report(suppression, out,
			str_format(arena, "%.*s cannot be allowed by the file it judges", STR_ARG(shown)).ptr,
			"Excuse the file by a `grandfather` entry of the policy, merged before it is needed");
		return;
	}
	if (rule)
		return;
	nearest = vocabulary_nearest_rule(vocabulary, arena, id);
	report(suppression, out,
		str_format(arena, "'%.*s' is no rule%s%.*s%s", STR_ARG(shown),
			nearest.ptr ? "; did you mean '" : "", STR_ARG(nearest), nearest.ptr ? "'?" : "")
			.ptr,
		"Run: mighook rules");
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct suppressions_of_file own = suppressions_of(subject->suppressions, file);

	for (size_t i = own.from; i < own.to; i++) {
		const struct suppression *suppression = &subject->suppressions->items[i];

		if (suppression->kind == SUPPRESSION_SQUAWK)
			continue;
		if (suppression->kind == SUPPRESSION_APPROVAL) {
			if (!suppression->reason.len)
				report(suppression, out, "this approval names nobody, so nothing is approved",
					"Write: -- approved-by: NAME [TICKET]");
			continue;
		}
		if (!suppression->is_understood || !suppression->rules.count) {
			report(suppression, out, "this comment is not understood",
				"Write: -- mighook: allow RULE[,RULE] REASON [until=YYYY-MM-DD]");
			continue;
		}
		for (size_t j = 0; j < suppression->rules.count; j++)
			check_rule(subject, suppression, suppression->rules.items[j], out);
		if (!suppression->reason.len)
			report(suppression, out, "a reason is missing, so nothing is allowed",
				"Write why behind the rule: -- mighook: allow RULE REASON");
		if (suppression_is_expired(suppression, subject->now))
			report(suppression, out,
				str_format(subject->arena, "until=%s has passed or is no date (YYYY-MM-DD)",
					escape_text(subject->arena, suppression->until, false).ptr)
					.ptr,
				"Mend what was allowed for a while, or give it a later date");
	}
}

const struct rule rule_suppression_invalid = {
	.key = {.id = "suppression-invalid", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'S',
	.summary = "an allow comment names no rule, has no reason, or is expired",
	.why = "A typing mistake in an ignore comment silences everything or nothing, and nobody "
		   "notices which. Who allows something says why, and may say until when.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- mighook: allow file-emty on purpose\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_reserved.sql\n"
			   "-- mighook: allow file-empty the version is reserved for another team\n",
	.remedy = "Mend the comment.",
	.source = "sbdchd/squawk#974",
	.check_file = check_file,
};
