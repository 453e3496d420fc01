/* SPDX-License-Identifier: MIT */
#include "command/baseline_from_db.h"

#include <sys/stat.h>

#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "check_database_baseline.h"
#include "command/database_options.h"
#include "report/formats.h"

static const char *shown(const struct context *context, struct str text)
{
	return escape_text(context->arena, text, false).ptr;
}

/* The snapshot is there already, as a rule: of a database of last year. */
static int write_snapshot(
	const struct context *context, const struct database_baseline *baseline, struct error *reterr)
{
	struct str root = repository_worktree(context->repository);
	struct str path = str_join_path(context->arena, root, baseline->snapshot);
	struct stat status;
	bool is_there;

	if (!baseline->snapshot.ptr)
		return 0;
	if (below_create(root, baseline->snapshot, baseline->snapshot_text, &is_there, reterr))
		return -1;
	if (!is_there)
		return 0;
	if (lstat(path.ptr, &status))
		return file_failed("read", path, reterr);
	if (!S_ISREG(status.st_mode))
		return error_set(reterr, "%s is no regular file", shown(context, baseline->snapshot));
	return file_write(path, baseline->snapshot_text, status.st_mode & 0777, reterr);
}

static void remove_written(
	const struct context *context, const struct database_baseline *baseline, size_t count)
{
	struct error ignored;

	while (count--)
		if (below_remove(repository_worktree(context->repository),
				baseline->migration.files[count].path, &ignored))
			return;
}

/* All of the files, or none. */
static int write_files(
	const struct context *context, const struct database_baseline *baseline, struct error *reterr)
{
	struct str root = repository_worktree(context->repository);

	if (!root.ptr)
		return error_set(reterr, "a bare repository has no worktree to write into");
	for (size_t i = 0; i < baseline->migration.count; i++) {
		const struct new_file *file = &baseline->migration.files[i];
		bool is_there, failed = below_create(root, file->path, file->content, &is_there, reterr);

		if (!failed && !is_there)
			continue;
		remove_written(context, baseline, i);
		return failed ? -1 : error_set(reterr, "%s is there already", shown(context, file->path));
	}
	if (!write_snapshot(context, baseline, reterr))
		return 0;
	remove_written(context, baseline, baseline->migration.count);
	return -1;
}

static void write_failures(const struct context *context, const struct database_baseline *baseline)
{
	for (size_t i = 0; i < baseline->failures->count; i++) {
		const struct replay_failure *failure = &baseline->failures->items[i];

		printf("-- %s:%zu:%zu: %.*s\n", shown(context, failure->path), failure->line,
			failure->column, STR_ARG(failure->message));
		if (failure->hint.ptr)
			printf("--   %.*s\n", STR_ARG(failure->hint));
	}
}

static void write_refusal(const struct context *context, const struct database_baseline *baseline)
{
	const struct drift_objects *objects = &baseline->objects;

	if (baseline->failures) {
		printf("-- %s has what does not go through on an empty database%s:\n",
			baseline->database.place.ptr,
			baseline->failures == &baseline->live.failures ? ", as its dump says it" : "");
		write_failures(context, baseline);
	}
	for (size_t i = 0; i < objects->count; i++)
		printf("-- %-12s %s %s (%s: %s; baseline: %s)\n", drift_changes[objects->items[i].change],
			shown(context, objects->items[i].kind), shown(context, objects->items[i].name),
			baseline->database.place.ptr, objects->items[i].left.ptr ? "yes" : "no",
			objects->items[i].right.ptr ? "yes" : "no");
	printf("-- not proven: nothing was written\n");
}

static struct str paths_of(const struct context *context, const struct database_baseline *baseline)
{
	struct text text = {.arena = context->arena};

	for (size_t i = 0; i < baseline->migration.count; i++)
		text_addf(&text, "%s%s", i ? " " : "",
			escape_shell(context->arena, baseline->migration.files[i].path).ptr);
	if (baseline->snapshot.ptr)
		text_addf(&text, " %s", escape_shell(context->arena, baseline->snapshot).ptr);
	return text_str(&text);
}

/* Which table the row goes to, where the command would not find it. */
static struct str history_option(
	const struct context *context, const struct database_baseline *baseline)
{
	const struct ledger *ledger = &baseline->database.ledger;
	const struct ledger_set *set = &ledger->sets.items[0];
	const struct history *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < set->histories.count; i++) {
		const struct history *history = &ledger->histories.items[set->histories.items[i]];

		found = history->exists ? history : found;
		count += history->exists;
	}
	if (!count)
		return STR(" --init");
	return count == 1 && set->histories.count > 1
		? str_format(context->arena, " --source %s", escape_shell(context->arena, found->table).ptr)
		: STR("");
}

static void write_next_steps(
	const struct context *context, const struct database_baseline *baseline)
{
	const struct target *target = &baseline->database.target;
	struct str version = baseline->migration.name.name.version;

	printf("-- next: git add %s && mighook check --staged && git commit\n",
		paths_of(context, baseline).ptr);
	printf("-- then, for each database that has this schema, mark it as applied: %s\n",
		target_in_commands(target, context->arena,
			str_format(context->arena, "mighook baseline --only %.*s%s --commit", STR_ARG(version),
				history_option(context, baseline).ptr))
			.ptr);
	if (baseline->orphans)
		printf("-- its history has %zu row%s that no file is there for: %s\n", baseline->orphans,
			baseline->orphans == 1 ? "" : "s",
			target_in_commands(target, context->arena, STR("mighook repair")).ptr);
}

static void write_text(
	const struct context *context, const struct database_baseline *baseline, bool written)
{
	const struct new_migration *migration = &baseline->migration;

	if (!written)
		fwrite(migration->files[0].content.ptr, 1, migration->files[0].content.len, stdout);
	printf("%s-- %s: %s\n", written ? "" : "\n", baseline->database.place.ptr,
		written ? "written down" : "to be written down");
	for (size_t i = 0; i < migration->count; i++)
		printf("-- write    %s\n", shown(context, migration->files[i].path));
	if (baseline->snapshot.ptr)
		printf("-- write    %s\n", shown(context, baseline->snapshot));
	printf("-- proven: executed on an empty database it leads to the same schema, object by "
		   "object: %zu objects\n",
		baseline->live.objects.count);
	for (size_t i = 0; i < baseline->replayed.unverified.count; i++)
		printf("-- not verified: what uses the extension %s, which is not installed here\n",
			shown(context, baseline->replayed.unverified.items[i].extension));
	if (written)
		write_next_steps(context, baseline);
	else
		printf("-- nothing was written: --write does it\n");
}

static void write_json(const struct database_baseline *baseline, bool written)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("baseline");
	struct json *files, *differences, *failures;

	json_add_bool(root, "proven", baseline->is_proven);
	json_add_bool(root, "written", written);
	json_add_path(root, "baseline", baseline->migration.files[0].path);
	json_add_string(root, "content", baseline->migration.files[0].content);
	json_add_path(root, "snapshot", baseline->snapshot);
	json_add_number(root, "orphans", (int64_t)baseline->orphans);
	files = json_add_array(root, "files");
	for (size_t i = 0; i < baseline->migration.count; i++)
		json_append_string(files, baseline->migration.files[i].path);
	differences = json_add_array(root, "differences");
	for (size_t i = 0; i < baseline->objects.count; i++) {
		struct json *object = json_append_object(differences);

		json_add_string(object, "kind", baseline->objects.items[i].kind);
		json_add_string(object, "name", baseline->objects.items[i].name);
		json_add_string(
			object, "change", str_from(drift_changes[baseline->objects.items[i].change]));
	}
	failures = json_add_array(root, "failures");
	for (size_t i = 0; baseline->failures && i < baseline->failures->count; i++) {
		struct json *object = json_append_object(failures);

		json_add_path(object, "path", baseline->failures->items[i].path);
		json_add_number(object, "line", (int64_t)baseline->failures->items[i].line);
		json_add_string(object, "message", baseline->failures->items[i].message);
	}
	json_write(stdout, root);
}

enum exit_code baseline_from_db(struct context *context, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct check_options options = {.policy_path = arguments_value(arguments, "policy")};
	_cleanup_(database_baseline_close) struct database_baseline baseline = {.is_proven = false};
	struct baseline_request request = {
		.database = database_options_read(context),
		.name = arguments_value(arguments, "name"),
	};
	bool json, writes = arguments_has(arguments, "write");
	struct check check;

	if (command_wants_json(context, &json, reterr) ||
		scratch_options_read(context, &request.scratch, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_baseline(&check, &request, &baseline, reterr)) {
		target_in_hint(&baseline.database.target, reterr);
		return EXIT_CANNOT_CHECK;
	}
	writes = writes && baseline.is_proven;
	if (writes && write_files(context, &baseline, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (json)
		write_json(&baseline, writes);
	else if (baseline.is_proven)
		write_text(context, &baseline, writes);
	else
		write_refusal(context, &baseline);
	return baseline.is_proven ? EXIT_CLEAN : EXIT_FINDINGS;
}
