/* SPDX-License-Identifier: MIT */
/* What is to be done, step by step, to take a migration back. */
#include "base/escape.h"
#include "command/rollback_script.h"

struct guide {
	struct text *text;
	struct arena *arena;
	struct check *check;
	const struct rollback *rollback;
	unsigned step;
};

static void add(struct guide *guide, const char *format, ...) _printf_(2, 3);

static void add(struct guide *guide, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	text_add(guide->text, str_vformat(guide->arena, format, values));
	va_end(values);
}

static const char *shell(struct guide *guide, struct str word)
{
	return escape_shell(guide->arena, word).ptr;
}

static const char *shown(struct guide *guide, struct str text)
{
	return escape_text(guide->arena, text, false).ptr;
}

/* The file, or the folder that is the migration. */
static struct str migration_path(const struct rollback *rollback)
{
	return rollback->set->spec->runner->layout == LAYOUT_FOLDERS ? str_dirname(rollback->up->path)
																 : rollback->up->path;
}

static bool is_folder(const struct rollback *rollback)
{
	return rollback->set->spec->runner->layout == LAYOUT_FOLDERS;
}

static bool is_written_apart(const struct rollback *rollback)
{
	return rollback->down && rollback->down != rollback->up;
}

static void add_unapplied(struct guide *guide)
{
	const struct rollback *rollback = guide->rollback;
	const char *path = shell(guide, migration_path(rollback));
	struct str snapshot = rollback->set->snapshot;

	add(guide,
		"## 1. Not applied yet\n\n"
		"Do not apply it. Take it out of the tree:\n\n```sh\n");
	add(guide, "git rm -r -- %s\n", path);
	if (is_written_apart(rollback) && !is_folder(rollback))
		add(guide, "git rm -- %s\n", shell(guide, rollback->down->path));
	if (snapshot.ptr)
		add(guide,
			"git restore --source=\"$(git log -1 --diff-filter=A --format=%%H -- %s)^\" "
			"--staged --worktree -- %s\n",
			shell(guide, rollback->up->path), shell(guide, snapshot));
	add(guide, "git commit -m 'revert(data): remove a problematic migration'\n```\n\n");
	add(guide,
		"If its commit holds nothing else, this is the same:\n\n```sh\n"
		"git revert \"$(git log -1 --diff-filter=A --format=%%H -- %s)\"\n```\n\n",
		shell(guide, rollback->up->path));
}

static void add_warnings(struct guide *guide)
{
	const struct inverse *inverse = &guide->rollback->inverse;

	if (guide->rollback->is_unread)
		add(guide, "- **no inverse**: this is not read as PostgreSQL's SQL\n");
	for (size_t i = 0; i < inverse->statements.count; i++) {
		const struct inverse_statement *statement = &inverse->statements.items[i];
		const char *mark = inverse_mark_name(statement->mark);

		if (mark)
			add(guide, "- **%s** (line %zu): %s\n", mark, statement->line,
				shown(guide, statement->reason));
	}
	for (size_t i = 0; i < inverse->later.count; i++)
		add(guide, "- a later migration changes the same objects, take it back first: `%s`\n",
			shown(guide, inverse->later.items[i]));
	if (guide->rollback->is_unread || inverse->has_none || inverse->loses_data ||
		inverse->later.count)
		add(guide, "\n");
}

static void add_run(struct guide *guide, const char *database)
{
	const struct rollback *rollback = guide->rollback;

	add(guide, "```sh\n");
	if (is_written_apart(rollback))
		add(guide, "psql \"$%s\" -v ON_ERROR_STOP=1 -f %s\n", database,
			shell(guide, rollback->down->path));
	else
		add(guide, "mighook rollback --sql %s | psql \"$%s\" -v ON_ERROR_STOP=1 -f -\n",
			shell(guide, rollback->up->path), database);
	if (rollback->history_row.ptr)
		add(guide, "psql \"$%s\" -v ON_ERROR_STOP=1 -c %s\n", database,
			shell(guide, rollback->history_row));
	add(guide, "```\n\n");
}

static void add_sql(struct guide *guide)
{
	const struct rollback *rollback = guide->rollback;

	if (rollback->down)
		add(guide,
			"%u. Somebody wrote the way back: `%s`%s. Read it, and compare it with this:\n\n",
			++guide->step, shown(guide, rollback->down->path),
			rollback->down == rollback->up ? ", in its section" : "");
	else
		add(guide, "%u. Read what will be run:\n\n", ++guide->step);
	add(guide, "```sql\n");
	rollback_add_script(guide->text, rollback, 0);
	add(guide, "```\n\n");
}

static void add_snapshot(struct guide *guide)
{
	const struct migration_set *set = guide->rollback->set;
	struct str command = set->spec->snapshot_command;

	if (!command.ptr && set->snapshot.ptr && str_ends(set->snapshot, STR(".prisma")))
		command = STR("npx prisma db pull");
	if (command.ptr)
		add(guide, "%u. Bring `%s` up to date:\n\n```sh\n%s\n```\n\n", ++guide->step,
			shown(guide, set->snapshot.ptr ? set->snapshot : STR("the snapshot")),
			shown(guide, command));
	else if (set->snapshot.ptr)
		add(guide, "%u. Bring `%s` up to date from the database.\n\n", ++guide->step,
			shown(guide, set->snapshot));
}

/* The document restores a backup in plain SQL with pg_restore, which reads every other format (seed
 * 3 line 394). */
static void add_restore(struct guide *guide)
{
	const struct inverse *inverse = &guide->rollback->inverse;

	if (!guide->rollback->is_unread && !inverse->has_none && !inverse->loses_data)
		return;
	add(guide,
		"%u. Bring back what was saved, where it is missed. A backup in plain SQL goes in with "
		"psql; `pg_restore` reads the other formats of pg_dump alone:\n\n```sh\n"
		"psql \"$DATABASE_URL\" -v ON_ERROR_STOP=1 --single-transaction -f backup-file.sql\n"
		"```\n\n",
		++guide->step);
}

static void add_applied(struct guide *guide)
{
	const struct rollback *rollback = guide->rollback;
	struct str path = migration_path(rollback);

	add(guide,
		"## 2. Applied\n\n"
		"Agree with those who answer for the database before anything is run.\n\n");
	add_warnings(guide);
	add_sql(guide);
	add(guide, "%u. Try it on a development database, and see that the application works:\n\n",
		++guide->step);
	add_run(guide, "DEV_DATABASE_URL");
	add(guide, "%u. Save what is lost, then run it in production:\n\n", ++guide->step);
	add_run(guide, "DATABASE_URL");
	add_restore(guide);
	add_snapshot(guide);
	add(guide, "%u. Keep the file where nobody runs it:\n\n```sh\nmkdir -p archive/failed\n",
		++guide->step);
	add(guide, "git mv %s %s\n```\n\n", shell(guide, path),
		shell(guide,
			str_format(guide->arena, "archive/failed/%.*s.FAILED", STR_ARG(str_basename(path)))));
	add(guide, "%u. Check the migrations, and pass the release gate again:\n\n```sh\n",
		++guide->step);
	add(guide, "mighook check --all\n```\n");
}

void rollback_add_guide(struct text *text, struct check *check, const struct rollback *rollback)
{
	struct guide guide = {
		.text = text, .arena = check->arena, .check = check, .rollback = rollback};

	add(&guide, "# Rollback of %s\n\n`%s`, run by %s.\n\n",
		shown(&guide, str_basename(rollback->up->name.stem)), shown(&guide, rollback->up->path),
		rollback->set->spec->runner->name);
	add_unapplied(&guide);
	add_applied(&guide);
}
