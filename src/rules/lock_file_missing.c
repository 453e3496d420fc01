/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

/* The value of `provider = "..."`; TOML has 'literal' strings too. */
static bool find_provider(struct str text, struct span *ret)
{
	struct str rest = text, line;

	while (str_next(&rest, '\n', &line)) {
		struct str trimmed = str_trim(line), value;
		size_t open, close;

		if (!str_starts(trimmed, STR("provider")))
			continue;
		open = str_find(trimmed, STR("="), 0) + 1;
		while (open < trimmed.len && is_blank(trimmed.ptr[open]))
			open++;
		if (open >= trimmed.len || (trimmed.ptr[open] != '"' && trimmed.ptr[open] != '\''))
			continue;
		close = str_find(trimmed, str_slice(trimmed, open, open + 1), open + 1);
		if (close == trimmed.len)
			continue;
		value = str_slice(trimmed, open + 1, close);
		ret->from = (size_t)(value.ptr - text.ptr);
		ret->to = ret->from + value.len;
		return true;
	}
	return false;
}

static void check_provider(
	const struct subject *subject, const struct migration_file *lock, struct diagnostics *out)
{
	enum dialect dialect = subject->set->spec->dialect;
	struct span span = {0, 0};
	struct str provider;
	bool is_postgresql;

	if (!lock->script || dialect == DIALECT_UNKNOWN)
		return;
	if (!find_provider(lock->script->content, &span)) {
		diagnostic_hint(out, diagnose(out, lock, (struct span){0, 0}, "it names no provider"),
			"Write: provider = \"postgresql\"");
		return;
	}
	provider = str_slice(lock->script->content, span.from, span.to);
	is_postgresql = str_equal(provider, STR("postgresql")) ||
		str_equal(provider, STR("cockroachdb"));
	if (is_postgresql == (dialect == DIALECT_POSTGRESQL))
		return;
	diagnostic_hint(out,
		diagnose(out, lock, span, "provider \"%s\" is not the dialect of this set, %s",
			escape_text(subject->arena, provider, false).ptr,
			dialect == DIALECT_POSTGRESQL ? "postgresql" : "other"),
		"Mend the provider, or `dialect` of the set in the policy");
}

static bool is_taken_out(const struct migration_file *file)
{
	return file && !file->head && file->change && file->change->by_author;
}

/* Folders whose file to run is not there; `prisma migrate deploy` stops at the first. */
static void check_folders(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	struct str last = {NULL, 0};

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		struct str folder = str_dirname(file->path), up;
		const struct migration_file *found;

		if (!file->head || str_equal(folder, set->spec->path) || str_equal(folder, last) ||
			!str_equal(str_dirname(folder), set->spec->path))
			continue;
		up = str_join_path(subject->arena, folder, str_from(set->spec->runner->up_file));
		found = migration_set_file(set, up);
		if (!subject->changes->whole && !file->is_judged && !is_taken_out(found))
			continue;
		last = folder;
		if (found && found->head)
			continue;
		diagnostic_hint(out,
			diagnose_path(out, up, "this folder has no %s", set->spec->runner->up_file),
			"Write it, or run: git rm -r --cached %s", escape_shell(subject->arena, folder).ptr);
	}
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct migration_set *set = subject->set;
	const struct migration_file *lock;
	struct str path;

	if (!set->spec->runner->lock_file)
		return;
	check_folders(subject, out);
	if (!set->adds_migration && !subject->changes->whole)
		return;
	path = str_join_path(subject->arena, set->spec->path, str_from(set->spec->runner->lock_file));
	lock = migration_set_file(set, path);
	if (lock && lock->head)
		check_provider(subject, lock, out);
	else
		diagnostic_hint(out, diagnose_path(out, path, "the lock file of Prisma is missing"),
			"Run: printf 'provider = \"postgresql\"\\n' > %s && git add %s",
			escape_shell(subject->arena, path).ptr, escape_shell(subject->arena, path).ptr);
}

const struct rule rule_lock_file_missing = {
	.key = {.id = "lock-file-missing", .severity = SEVERITY_ERROR},
	.scope = 'F',
	.flags = RULE_ABOUT_GIT,
	.summary = "Prisma's migration_lock.toml or a migration.sql is missing or wrong",
	.why = "Prisma refuses to deploy where the lock file is absent or names another provider, and "
		   "where a folder has no migration.sql: better before the merge than in production.",
	.flagged = "-- staged: prisma/migrations/20250127093045_add_users/migration.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: prisma/migrations/migration_lock.toml\n"
			   "provider = \"postgresql\"\n"
			   "-- staged: prisma/migrations/20250127093045_add_users/migration.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "Turn the rule off for a set that Prisma only generates.",
	.source = "seed 4 lines 43-51 (S3-05); Prisma error P3015, P3019",
	.check_set = check_set,
};
