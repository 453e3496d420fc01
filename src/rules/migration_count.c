/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "policy/value.h"

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	size_t max = value_number(policy_option(subject->policy, &subject->rule->key, "max"));
	size_t count = 0;

	if (!set->adds_migration && !subject->changes->whole)
		return;
	for (size_t i = 0; i < set->migrations.count; i++)
		count += set->migrations.items[i].in_head;
	if (count <= max)
		return;
	diagnostic_hint(out,
		diagnose_path(out, (struct str){NULL, 0}, "%s holds %zu migrations, more than %zu",
			escape_text(subject->arena, set->spec->path, false).ptr, count, max),
		"Consider a squash: a fresh environment replays all of them");
}

const struct rule rule_migration_count = {
	.key =
		{
			.id = "migration-count",
			.severity = SEVERITY_INFO,
			.options =
				(const struct option_key[]){
					{"max", VALUE_NUMBER, NULL, "500", "number of migrations that is still fine"},
					{NULL},
				},
		},
	.scope = 'G',
	.flags = RULE_ABOUT_GIT,
	.summary = "a set has so many migrations that a squash is due",
	.why = "Every test database and every new environment replays all migrations; past some "
		   "hundreds that is what people wait for.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {migration-count: {max: 1}}\n"
			   "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250127093046_add_orders.sql\n"
			   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Raise `max`, or turn the rule off.",
	.source = "seed 1 lines 100-107 (S0-10)",
	.check_set = check_set,
};
