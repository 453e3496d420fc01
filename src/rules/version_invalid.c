/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "migration/suggest.h"

/* A version for the moment of the run, written like the one it replaces. */
static struct str version_of_now(const struct subject *subject, struct str like)
{
	struct datetime now = datetime_from_seconds(subject->now);

	return suggest_version(
		subject->set, subject->arena, datetime_digits(subject->arena, &now, like.len >= 14));
}

/*
 * Counting on by hand past ...59 gives a version that is no time, yet sorts right and is accepted
 * by every runner. Once such a migration is merged its name can never be mended; where the policy
 * does not insist on dates it is left alone.
 */
static bool is_past_mending(
	const struct subject *subject, const struct migration *migration, const struct datetime *when)
{
	struct datetime without_seconds = *when;

	without_seconds.second = 0;
	return subject->set->spec->version_kind == VERSION_AUTO && migration->is_merged &&
		!datetime_mistake(&without_seconds);
}

static void report(const struct subject *subject, const struct migration *migration,
	struct diagnostics *out, const char *mistake)
{
	struct diagnostic *diagnostic = diagnose(out, migration_lead(migration), (struct span){0, 0},
		"version %s is no date: %s", escape_text(subject->arena, migration->version, false).ptr,
		mistake);

	diagnostic_renames(out, diagnostic,
		suggest_moves(
			subject->set, subject->arena, migration, version_of_now(subject, migration->version)));
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct set_spec *spec = subject->set->spec;

	for (size_t i = 0; i < subject->set->migrations.count; i++) {
		const struct migration *migration = &subject->set->migrations.items[i];
		const struct migration_file *lead = migration_lead(migration);
		const char *mistake = "it must be YYYYMMDD or YYYYMMDDHHMMSS";
		struct datetime when;

		if (!lead->is_judged || !migration->version.ptr)
			continue;
		if (version_date(spec->version_kind, migration->version, &when)) {
			mistake = datetime_mistake(&when);
			if (!mistake || is_past_mending(subject, migration, &when))
				continue;
		} else if (spec->version_kind != VERSION_DATE || !lead->name.is_well_formed) {
			continue;
		}
		report(subject, migration, out, mistake);
	}
}

const struct rule rule_version_invalid = {
	.key = {.id = "version-invalid", .severity = SEVERITY_ERROR, .grandfather_only = true},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME | RULE_SPARES_SQUASHES,
	.summary = "a version that should be a date or time is none",
	.why = "A month 13 or an hour 25 is a typing mistake, and sorts the migration where nobody "
		   "expects it. Versions count as dates where the set says `version: date`, and otherwise "
		   "where they have 8 or 14 digits and begin with 19 or 20.",
	.flagged = "-- staged: supabase/migrations/20251327093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20251227093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Set `version: sequence` for a set whose versions are counters; a `grandfather` "
			  "entry excuses a single file.",
	.source = "seed 1 lines 361-375 (S0-33, S0-34)",
	.check_set = check_set,
};
