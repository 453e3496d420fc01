/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/vec.h"
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

/* The one new migration of its version that has no rollback: the names most likely differ by a
 * mistake. NULL: there is none, or it may be one of several. */
static const struct migration *partner_of(
	const struct migration_set *set, const struct migration *orphan)
{
	const struct migration *partner = NULL;

	for (size_t i = 0; i < set->migrations.count && orphan->identity.ptr; i++) {
		const struct migration *other = &set->migrations.items[i];

		if (other == orphan || !other->identity.ptr ||
			!str_equal(other->identity, orphan->identity))
			continue;
		if (partner || !other->up || !other->up->is_judged || (other->down && other->down->head))
			return NULL;
		partner = other;
	}
	return partner;
}

/* The names that would make them a pair; none if there is nothing to tell. */
static struct moves moves_of(
	const struct subject *subject, const struct migration *orphan, const struct migration *partner)
{
	struct moves moves = {0};
	struct str to = {NULL, 0};

	if (partner)
		to = name_down_path(
			subject->set->spec, subject->arena, partner->up->path, &partner->up->name);
	if (to.ptr && !str_equal(to, orphan->down->path))
		*vec_push(subject->arena, &moves) = (struct move){orphan->down->path, to};
	return moves;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;

	for (size_t i = 0; i < set->migrations.count; i++) {
		const struct migration *migration = &set->migrations.items[i];
		const struct migration_file *down = migration->down;
		struct diagnostic *diagnostic;
		struct moves moves;

		if (!down || !down->head || (migration->up && migration->up->head) ||
			(!down->is_judged && !loses_up_file(set, down)))
			continue;
		diagnostic = diagnose(out, down, (struct span){0, 0},
			"a rollback without its migration: no file here is the way forward that it takes back");
		moves = moves_of(subject, migration, partner_of(set, migration));
		if (moves.count)
			diagnostic_renames(out, diagnostic, moves);
		else
			diagnostic_hint(out, diagnostic, "Run: git rm --cached %s",
				escape_shell(subject->arena, down->path).ptr);
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
