/* SPDX-License-Identifier: MIT */
#include "lint/rule.h"
#include "migration/suggest.h"
#include "policy/value.h"

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	struct str tolerance = policy_option(subject->policy, &subject->rule->key, "tolerance");
	int64_t latest = subject->now + value_duration(tolerance);
	struct datetime now = datetime_from_seconds(subject->now);

	for (size_t i = 0; i < subject->set->migrations.count; i++) {
		const struct migration *migration = &subject->set->migrations.items[i];
		struct diagnostic *diagnostic;
		struct str version;
		struct datetime when;

		if (!migration_lead(migration)->is_judged || !migration->version.ptr ||
			!version_date(subject->set->spec->version_kind, migration->version, &when) ||
			datetime_mistake(&when) || datetime_seconds(&when) <= latest)
			continue;
		diagnostic = diagnose(out, migration_lead(migration), (struct span){0, 0},
			"version %.*s lies in the future: every migration of the time till then would come "
			"before it",
			STR_ARG(migration->version));
		version = suggest_version(subject->set, subject->arena,
			datetime_digits(subject->arena, &now, migration->version.len >= 14));
		diagnostic_renames(
			out, diagnostic, suggest_moves(subject->set, subject->arena, migration, version));
	}
}

const struct rule rule_version_in_future = {
	.key =
		{
			.id = "version-in-future",
			.severity = SEVERITY_WARNING,
			.grandfather_only = true,
			.options =
				(const struct option_key[]){
					{"tolerance", VALUE_DURATION, NULL, "1d", "how far ahead a version may be"},
					{NULL},
				},
		},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME,
	.summary = "a version lies later than now",
	.why = "A migration dated ahead stays the newest: all that are written until then sort before "
		   "it, and runners that insist on order refuse them.",
	.flagged = "-- staged: supabase/migrations/20991231000000_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Widen `tolerance`, turn the rule off, or excuse a file by a `grandfather` entry.",
	.source = "seed 1 line 52 against line 369 (C-18)",
	.check_set = check_set,
};
