/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "migration/suggest.h"

/* The newest migration of the tip; NULL if it has none. */
static const struct migration *newest_merged(const struct migration_set *set)
{
	const struct migration *newest = NULL;

	for (size_t i = 0; i < set->migrations.count; i++) {
		const struct migration *migration = &set->migrations.items[i];

		if (migration->up && migration->up->in_tip && migration->version.ptr &&
			(!newest ||
				version_compare(set->spec->runner->order, migration->version, newest->version) > 0))
			newest = migration;
	}
	return newest;
}

/* A version behind the newest: now, if that is later. */
static struct str later_version(const struct subject *subject, struct str newest)
{
	const struct set_spec *spec = subject->set->spec;
	struct str next = version_next(subject->arena, spec->version_kind, newest);
	struct datetime when, now = datetime_from_seconds(subject->now);

	if (version_date(spec->version_kind, newest, &when)) {
		struct str today = datetime_digits(subject->arena, &now, newest.len >= 14);

		if (version_compare(spec->runner->order, today, next) > 0)
			next = today;
	}
	return suggest_version(subject->set, subject->arena, next);
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	const struct migration *newest = newest_merged(set);

	for (size_t i = 0; newest && i < set->migrations.count; i++) {
		const struct migration *migration = &set->migrations.items[i];
		bool is_new = migration->is_added || (migration->up && migration->up->is_judged);
		struct diagnostic *diagnostic;

		/* Version 0 is meant to come first: diesel's own setup has it. */
		if (!is_new || migration->is_merged || !migration->version.ptr ||
			str_equal(migration->identity, STR("0")) ||
			version_compare(set->spec->runner->order, migration->version, newest->version) >= 0)
			continue;
		diagnostic = diagnose(out, migration_lead(migration), (struct span){0, 0},
			"version %s is older than the newest merged one, %s",
			escape_text(subject->arena, migration->version, false).ptr,
			escape_text(subject->arena, migration_lead(newest)->path, false).ptr);
		diagnostic_renames(out, diagnostic,
			suggest_moves(set, subject->arena, migration, later_version(subject, newest->version)));
	}
}

const struct rule rule_version_out_of_order = {
	.key = {.id = "version-out-of-order", .severity = SEVERITY_WARNING, .grandfather_only = true},
	.scope = 'G',
	.flags = RULE_ABOUT_NAME | RULE_ABOUT_GIT | RULE_SPARES_SQUASHES,
	.summary = "a new migration sorts before the newest merged one",
	.why = "Servers have applied the newer one already: runners refuse the older, or apply it in "
		   "another order than a fresh database does. The comparison is with the tip of the "
		   "protected branch, where the others have merged meanwhile.",
	.flagged = "-- merged: supabase/migrations/20250301000000_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250201000000_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.allowed = "-- merged: supabase/migrations/20250301000000_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250401000000_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.remedy = "Turn the rule off where the runner applies in any order (`--include-all`); a "
			  "`grandfather` entry excuses a single file.",
	.source = "seed 5 lines 302-304 (S4-25); langwatch/langwatch#5715; supabase/cli#611",
	.check_set = check_set,
};
