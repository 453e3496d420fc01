/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* A rule that was not asked has used nothing; one that is unknown or expired is said elsewhere. */
static bool was_asked(
	const struct subject *subject, const struct suppression *suppression, struct str id)
{
	const struct rule_key *rule = vocabulary_rule(subject->policy->vocabulary, id);

	return rule && !rule->grandfather_only && suppression->kind == SUPPRESSION_ALLOW &&
		suppression->is_understood && suppression->reason.len &&
		!suppression_is_expired(suppression, subject->now) &&
		str_list_contains(subject->active, id) && !subject->set->spec->outside;
}

static void check_file(
	const struct subject *subject, const struct migration_file *file, struct diagnostics *out)
{
	struct suppressions_of_file own = suppressions_of(subject->suppressions, file);

	for (size_t i = own.from; i < own.to; i++) {
		const struct suppression *suppression = &subject->suppressions->items[i];

		for (size_t j = 0; j < suppression->rules.count; j++) {
			struct str id = suppression->rules.items[j];

			if (!was_asked(subject, suppression, id) || suppression->used[j])
				continue;
			diagnostic_hint(out,
				diagnose(out, file, suppression->comment, "this allows %s, which finds nothing",
					escape_text(subject->arena, id, false).ptr),
				"Delete the comment, or the rule's name in it");
		}
	}
}

const struct rule rule_suppression_unused = {
	.key = {.id = "suppression-unused", .severity = SEVERITY_WARNING, .grandfather_only = true},
	.scope = 'S',
	.flags = RULE_AFTER_OTHERS,
	.summary = "an allow comment suppresses nothing",
	.why = "What it allowed is mended, or it stands at the wrong place; left there it hides the "
		   "next finding of that kind.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "-- mighook: allow file-empty there was nothing to do at first\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_reserved.sql\n"
			   "-- mighook: allow file-empty the version is reserved for another team\n",
	.remedy = "Delete the comment.",
	.source = "sbdchd/squawk: a valid but useless ignore is silent",
	.check_file = check_file,
};
