/* SPDX-License-Identifier: MIT */
#include "command/drift_out.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "check_rollback.h"
#include "command/rollback_script.h"
#include "command/status_report.h"
#include "report/drift.h"
#include "report/formats.h"

struct folder {
	struct arena *arena;
	struct str path;
	const struct context *context;
	const struct database_drift *drift;
	const struct report *report;
};

/* What `write` prints. */
static int print_to_text(struct folder *folder,
	void (*write)(FILE *out, const struct folder *folder), struct str *ret, struct error *reterr)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&bytes, &length);

	if (!out)
		return error_set(reterr, "out of memory");
	write(out, folder);
	if (fclose(out)) {
		free(bytes);
		return error_set(reterr, "out of memory");
	}
	*ret = str_copy(folder->arena, (struct str){bytes, length});
	free(bytes);
	return 0;
}

/* Text that is empty leaves no file behind: that of another run would tell a lie. */
static int put(struct folder *folder, const char *name, struct str text, struct error *reterr)
{
	struct str path = str_join_path(folder->arena, folder->path, str_from(name));

	if (text.len)
		return file_write(path, text, 0644, reterr);
	return unlink(path.ptr) && errno != ENOENT ? file_failed("remove", path, reterr) : 0;
}

static int put_printed(struct folder *folder, const char *name,
	void (*write)(FILE *out, const struct folder *folder), struct error *reterr)
{
	struct str text;

	return print_to_text(folder, write, &text, reterr) || put(folder, name, text, reterr) ? -1 : 0;
}

static void write_report_json(FILE *out, const struct folder *folder)
{
	report_drift_json(out, folder->report);
}

static void write_report_markdown(FILE *out, const struct folder *folder)
{
	report_drift_markdown(out, folder->report);
}

/* The schema that the migrations lead to; of several sets one behind the other. */
static struct str schema_of(const struct folder *folder)
{
	struct text text = {.arena = folder->arena};

	for (size_t i = 0; i < folder->drift->sets.count; i++) {
		const struct set_drift *set = &folder->drift->sets.items[i];

		if (set->is_pair || set->chain.failures.count)
			continue;
		if (folder->drift->sets.count > 1)
			text_addf(&text, "%s-- %.*s\n\n", text.len ? "\n" : "", STR_ARG(set->set->spec->path));
		text_add(
			&text, dump_objects_write(folder->arena, &set->chain.objects, (struct str){NULL, 0}));
	}
	return text_str(&text);
}

/* What has become of a migration on the scratch server. */
static const char *outcome(
	const struct set_drift *set, const struct migration_file *file, bool *failed)
{
	if (*failed)
		return "not-executed";
	for (size_t i = 0; i < set->chain.failures.count; i++)
		*failed |= str_equal(set->chain.failures.items[i].path, file->path);
	return *failed ? "failed" : "executed";
}

static void add_migrations(
	struct json *migrations, const struct folder *folder, const struct set_drift *set)
{
	struct ordered_files files = migration_set_in_order(set->set, folder->arena);
	bool failed = false;

	for (size_t i = 0; i < files.count; i++) {
		struct json *object = json_append_object(migrations);

		json_add_string(object, "version", files.items[i]->name.version);
		json_add_string(object, "name", files.items[i]->name.file);
		json_add_path(object, "path", files.items[i]->path);
		json_add_string(object, "state", str_from(outcome(set, files.items[i], &failed)));
	}
}

/* What the database that was named has of the migrations; without one, which of them ran. */
static void write_status(FILE *out, const struct folder *folder)
{
	_cleanup_(json_free) struct json *root = NULL;
	struct status_report status = {.database = &folder->drift->database, .since = INT64_MIN};
	struct json *migrations;

	for (size_t i = 0; i < LEDGER_STATE_COUNT; i++)
		status.states[i] = true;
	if (folder->drift->database.connection) {
		status_write_json(out, &status);
		return;
	}
	root = report_json_envelope("drift");
	migrations = json_add_array(root, "migrations");
	for (size_t i = 0; i < folder->drift->sets.count; i++)
		add_migrations(migrations, folder, &folder->drift->sets.items[i]);
	json_write(out, root);
}

/* Of two databases that are compared with each other there is none to tell. */
static int put_status(struct folder *folder, struct error *reterr)
{
	const struct database_drift *drift = folder->drift;

	return drift->sets.count && drift->sets.items[0].is_pair
		? put(folder, "status.json", STR(""), reterr)
		: put_printed(folder, "status.json", write_status, reterr);
}

/* What may have to be taken back first: what the database does not have yet, else the newest of
 * each set. */
static struct str_list migrations_in_doubt(const struct folder *folder)
{
	const struct ledger *ledger = &folder->drift->database.ledger;
	struct str_list paths = {0};

	for (size_t i = 0; folder->drift->database.connection && i < ledger->items.count; i++)
		if (ledger->items.items[i].file && ledger_states[ledger->items.items[i].state].is_pending)
			str_list_add(folder->arena, &paths, ledger->items.items[i].file->path);
	for (size_t i = 0; !paths.count && i < folder->drift->sets.count; i++) {
		const struct set_drift *set = &folder->drift->sets.items[i];
		struct ordered_files files = migration_set_in_order(set->set, folder->arena);

		if (!set->is_pair && files.count)
			str_list_add(folder->arena, &paths, files.items[files.count - 1]->path);
	}
	return paths;
}

static int put_rollback(struct folder *folder, struct error *reterr)
{
	struct check_options options = {
		.policy_path = arguments_value(folder->context->arguments, "policy")};
	struct str_list paths = migrations_in_doubt(folder);
	struct text text = {.arena = folder->arena};
	struct rollbacks rollbacks = {0};
	struct check check;

	if (paths.count &&
		(check_start(
			 &check, folder->arena, folder->drift->database.check->repository, &options, reterr) ||
			check_rollback_paths(&check, &paths, &rollbacks, reterr)))
		return -1;
	for (size_t i = 0; i < rollbacks.count; i++) {
		if (i)
			text_add_byte(&text, '\n');
		rollback_add_guide(&text, &check, &rollbacks.items[i]);
	}
	return put(folder, "rollback.md", text_str(&text), reterr);
}

int drift_out_write(const struct context *context, const struct database_drift *drift,
	const struct report *report, struct error *reterr)
{
	struct folder folder = {.arena = context->arena,
		.path = arguments_value(context->arguments, "out"),
		.context = context,
		.drift = drift,
		.report = report};

	if (!folder.path.ptr)
		return 0;
	return file_make_folder(folder.path, reterr) ||
			put_printed(&folder, "report.json", write_report_json, reterr) ||
			put_printed(&folder, "report.md", write_report_markdown, reterr) ||
			put(&folder, "drift.diff", report->drift->diff, reterr) ||
			put(&folder, "schema.sql", schema_of(&folder), reterr) || put_status(&folder, reterr) ||
			put_rollback(&folder, reterr)
		? -1
		: 0;
}

static bool is_format(struct str format, struct str name)
{
	return str_starts(format, name) && (format.len == name.len || format.ptr[name.len] == '=');
}

int drift_out_summarize(
	const struct context *context, const struct report *report, struct error *reterr)
{
	struct str_list formats = arguments_values(context->arguments, context->arena, "format");
	struct str path = str_from(getenv("GITHUB_STEP_SUMMARY"));
	bool is_github = false, is_told = false, failed;
	FILE *out;

	for (size_t i = 0; i < formats.count; i++) {
		is_github |= is_format(formats.items[i], STR("github"));
		is_told |= is_format(formats.items[i], STR("markdown"));
	}
	if (!is_github || is_told || !path.len)
		return 0;
	out = fopen(path.ptr, "ae");
	if (!out)
		return file_failed("write", path, reterr);
	report_drift_markdown(out, report);
	failed = ferror(out);
	return fclose(out) || failed ? file_failed("write", path, reterr) : 0;
}
