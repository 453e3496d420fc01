/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* True if the change takes the up file of this down file away. */
static bool loses_up_file(const struct migration_set *set, const struct migration_file *down)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (role_is_up(file->name.role) && !file->head && file->change && file->change->by_author &&
			str_equal(file->name.stem, down->name.stem))
			return true;
	}
	return false;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;

	for (size_t i = 0; i < set->migrations.count; i++) {
		const struct migration *migration = &set->migrations.items[i];
		const struct migration_file *down = migration->down;

		if (!down || !down->head || (migration->up && migration->up->head) ||
			(!down->is_judged && !loses_up_file(set, down)))
			continue;
		diagnostic_hint(out,
			diagnose(out, down, (struct span){0, 0},
				"a rollback without its migration: no file here is the way forward that it takes "
				"back"),
			"Run: git rm --cached %s", escape_shell(subject->arena, down->path).ptr);
	}
}

const struct rule rule_rollback_orphaned = {
	.key = {.id = "rollback-orphaned", .severity = SEVERITY_WARNING},
	.scope = 'F',
	.flags = RULE_ABOUT_NAME,
	.summary = "a down file has no up file",
	.why = "Most often one of the two has a typing mistake in its name, and the runner finds "
		   "neither the one nor the other where it looks for it.",
	.flagged = "-- staged: migrations/000001_add_users.up.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: migrations/000001_add_user.down.sql\n"
			   "DROP TABLE users;\n",
	.allowed = "-- staged: migrations/000001_add_users.up.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "-- staged: migrations/000001_add_users.down.sql\n"
			   "DROP TABLE users;\n",
	.remedy = "`-- mighook: allow rollback-orphaned REASON` at the top of the down file.",
	.source = "golang-migrate/migrate MIGRATIONS.md",
	.check_set = check_set,
};
