/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "rules/placeholder.h"

static bool is_taken_away(const struct migration_set *set, struct str path)
{
	const struct migration_file *file = path.ptr ? migration_set_file(set, path) : NULL;

	return file && !file->head && file->change && file->change->by_author;
}

/* The change may bring the up file, or take the down file away. */
static bool is_asked(const struct subject *subject, const struct migration *migration)
{
	const struct migration_set *set = subject->set;
	const struct migration_file *up = migration->up;

	return up->is_judged || (migration->down && migration->down->is_judged) ||
		is_taken_away(set, name_down_path(set->spec, subject->arena, up->path, &up->name)) ||
		is_taken_away(set, name_sibling_path(set->spec, subject->arena, up->path, &up->name));
}

static void report_absent(
	const struct subject *subject, const struct migration *migration, struct diagnostics *out)
{
	const struct migration_file *up = migration->up;
	struct arena *arena = subject->arena;
	struct str path = name_down_path(subject->set->spec, arena, up->path, &up->name);
	struct diagnostic *diagnostic;

	if (!path.ptr) {
		diagnostic_hint(out,
			diagnose(out, up, (struct span){0, 0}, "there is no rollback: the section `-- %s` %s",
				subject->set->spec->runner->down_marker ? subject->set->spec->runner->down_marker
														: "down",
				up->script->sections.down.exists ? "is empty" : "is missing"),
			"Write the statements that take this migration back below that line");
		return;
	}
	diagnostic = diagnose(out, up, (struct span){0, 0}, "there is no rollback: %s is missing",
		escape_text(arena, path, false).ptr);
	diagnostic_hint(
		out, diagnostic, "Write the rollback, then run: git add %s", escape_shell(arena, path).ptr);
}

static void check_placeholder(
	const struct migration_file *file, const struct section *section, struct diagnostics *out)
{
	struct span placeholder;

	if (placeholder_is_all(file, section, &placeholder))
		diagnostic_hint(out,
			diagnose(out, file, placeholder, "the rollback is still the template's placeholder"),
			"Write the statements that take the migration back");
}

static void check_down_file(const struct migration_file *down, struct diagnostics *out)
{
	struct section all = {.exists = true};

	if (!down->script)
		return;
	all.to = down->script->content.len;
	if (down->script->down_is_empty)
		diagnostic_hint(out, diagnose(out, down, (struct span){0, 0}, "the rollback is empty"),
			"Write the statements that take the migration back");
	else
		check_placeholder(down, &all, out);
}

static void check_see(const struct migration_file *up, struct diagnostics *out)
{
	size_t at;

	if (!up->script || !up->script->see_is_missing)
		return;
	at = (size_t)(up->script->see.ptr - up->script->content.ptr);
	diagnostic_hint(out,
		diagnose(out, up, (struct span){at, at + up->script->see.len},
			"`See:` names a file that is not there"),
		"Add that file, or name the right one");
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct set_spec *spec = subject->set->spec;

	if (spec->down == DOWN_NONE)
		return;
	for (size_t i = 0; i < subject->set->migrations.count; i++) {
		const struct migration *migration = &subject->set->migrations.items[i];
		const struct migration_file *up = migration->up, *down = migration->down;

		if (!up || !up->head || !role_is_sql(up->name.role) || up->name.role == ROLE_REPEATABLE ||
			up->name.is_baseline || !is_asked(subject, migration))
			continue;
		check_see(up, out);
		if (spec->down == DOWN_SECTION) {
			if (up->script && up->script->down_is_empty)
				report_absent(subject, migration, out);
			else if (up->script)
				check_placeholder(up, &up->script->sections.down, out);
		} else if (!down || !down->head) {
			report_absent(subject, migration, out);
		} else {
			check_down_file(down, out);
		}
	}
}

const struct rule rule_rollback_missing = {
	.key = {.id = "rollback-missing", .severity = SEVERITY_OFF},
	.scope = 'F',
	.flags = RULE_ABOUT_GIT | RULE_SPARES_SQUASHES,
	.summary = "a migration has no rollback, or an empty one",
	.why = "The time to write the way back is when the way forward is in mind. Where the rollback "
		   "lies is the set's `down`: a sibling file, a section of the same file, or a path with "
		   "{name}. A sibling that the runner would execute may lie in a folder `rollback` beside "
		   "the migrations instead. A `See:` comment must name a file that is there.",
	.flagged =
		"-- staged: .mighook.yaml\n"
		"sets: [{path: supabase/migrations, runner: supabase, down: 'rollback/{name}.sql'}]\n"
		"rules: {rollback-missing: error}\n"
		"-- staged: supabase/migrations/20250127093045_add_users.sql\n"
		"CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed =
		"-- staged: .mighook.yaml\n"
		"sets: [{path: supabase/migrations, runner: supabase, down: 'rollback/{name}.sql'}]\n"
		"rules: {rollback-missing: error}\n"
		"-- staged: supabase/migrations/20250127093045_add_users.sql\n"
		"CREATE TABLE users (id bigint PRIMARY KEY);\n"
		"-- staged: rollback/20250127093045_add_users.sql\n"
		"DROP TABLE users;\n",
	.remedy = "`-- mighook: allow rollback-missing REASON` at the top of the migration.",
	.source = "seed 3 lines 62-66, 104, 336, 349 (S2-08, S2-10)",
	.check_set = check_set,
};
