/* SPDX-License-Identifier: MIT */
/* `mighook schema dump`, `hash` and `check`: what of that command needs a server. */
#include <sys/stat.h>

#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "check_database_schema.h"
#include "command/database_options.h"
#include "command/drift_report.h"
#include "command/schema.h"
#include "database/schema_hash.h"
#include "report/drift.h"
#include "report/formats.h"

/* The schema of a set, or of a database, and what becomes of its file. */
struct schema_output {
	const struct set_drift *set;
	struct str label; /* in its line: the snapshot's path, or the database's place */
	struct str text, hash;
	struct str path; /* that is written; ptr NULL: none */
	struct str content; /* that is to be in it */
	struct str before; /* what was in it; ptr NULL: there was no such file */
	size_t changed; /* objects */
	bool is_written, is_staged;
};

struct schema_outputs {
	struct schema_output *items;
	size_t count, capacity;
};

static const char *shown(const struct context *context, struct str text)
{
	return escape_text(context->arena, text, false).ptr;
}

static bool is_dump(const struct context *context)
{
	return str_equal(context->arguments->positional.items[0], STR("dump"));
}

static const char *command_name(const struct context *context)
{
	return str_format(
		context->arena, "schema %.*s", STR_ARG(context->arguments->positional.items[0]))
		.ptr;
}

/* Migrations that fail, as `mighook drift` tells it. */
static enum exit_code report_failures(
	const struct context *context, const struct database_drift *drift, struct error *reterr)
{
	struct report report;

	if (drift_report_fill(&report, context, drift, reterr))
		return EXIT_CANNOT_CHECK;
	report.command = command_name(context);
	report.fail_on = SEVERITY_ERROR;
	return command_write_report(context, &report, reterr) ? EXIT_CANNOT_CHECK : EXIT_FINDINGS;
}

/* How many objects another text says otherwise; what is no SQL says nothing. */
static size_t count_changes(struct arena *arena, struct str before, const struct dump_objects *now)
{
	struct dump_objects objects;
	struct error ignored;

	if (dump_objects_read(&objects, arena, before, &ignored))
		return now->count;
	return dump_compare(arena, &objects, now).count;
}

static int write_anew(
	const struct context *context, struct schema_output *output, struct error *reterr)
{
	struct str root = repository_worktree(context->repository);
	struct str path = str_join_path(context->arena, root, output->path);
	struct stat status;
	bool is_there;

	if (!output->before.ptr) {
		if (below_create(root, output->path, output->content, &is_there, reterr))
			return -1;
		return is_there ? error_set(reterr, "%s has appeared meanwhile: it was left alone",
							  shown(context, output->path))
						: 0;
	}
	if (lstat(path.ptr, &status))
		return file_failed("read", path, reterr);
	return file_write(path, output->content, status.st_mode & 0777, reterr);
}

/* Writes the file unless it says the same already; its line ends are its own. */
static int write_output(const struct context *context, const struct database_check *database,
	struct schema_output *output, struct error *reterr)
{
	struct arena *arena = context->arena;
	struct str root = repository_worktree(context->repository), committed;

	if (!root.ptr) {
		error_set(reterr, "a bare repository has no worktree to write %s into",
			shown(context, output->path));
		return error_hint(reterr, "mighook %s", command_name(context));
	}
	if (below_read(&output->before, arena, root, output->path, reterr) ||
		schema_committed(database, output->path, &committed, reterr))
		return -1;
	output->is_staged = committed.ptr && str_equal(str_with_lf(arena, committed), output->content);
	if (output->before.ptr && str_equal(str_with_lf(arena, output->before), output->content))
		return 0;
	if (output->before.ptr && str_find(output->before, STR("\r\n"), 0) < output->before.len)
		output->content = str_with_crlf(arena, output->content);
	if (write_anew(context, output, reterr))
		return -1;
	output->is_written = true;
	return 0;
}

/* Two sets with one snapshot would write over each other. */
static int require_own_path(const struct context *context, const struct schema_outputs *outputs,
	const struct schema_output *output, struct error *reterr)
{
	for (const struct schema_output *other = outputs->items; other < output; other++) {
		const struct set_spec *spec = output->set->set->spec;

		if (!str_equal(other->path, output->path))
			continue;
		error_set(reterr, "%s and %s would both be written into %s",
			shown(context, other->set->set->spec->path), shown(context, spec->path),
			shown(context, output->path));
		return error_hint(reterr,
			"name a snapshot of its own: sets: [{path: %s, snapshot: FILE}] in .mighook.yaml",
			shown(context, spec->path));
	}
	return 0;
}

/* What is printed, and where it would be written. */
static int fill_output(const struct context *context, const struct database_drift *drift,
	const struct set_drift *set, bool is_live, struct schema_output *ret, struct error *reterr)
{
	struct arena *arena = context->arena;
	struct schema_output output = {.set = set, .text = schema_text(arena, &set->chain)};
	struct error ignored;

	output.hash = sha256_hex(arena, output.text);
	output.label = is_live ? drift->database.place : STR("-");
	output.content = output.text;
	if (!is_live && !schema_snapshot_path(set->set, arena, &output.label, &ignored))
		output.path = output.label;
	if (arguments_has(context->arguments, "write")) {
		if (schema_snapshot_path(set->set, arena, &output.path, reterr))
			return -1;
		if (!is_dump(context)) {
			output.path = schema_hash_path(arena, output.path);
			output.content = schema_hash_line(arena, output.hash, str_basename(output.label));
		}
	}
	*ret = output;
	return 0;
}

static int make_outputs(const struct context *context, const struct database_drift *drift,
	bool is_live, struct schema_outputs *ret, struct error *reterr)
{
	bool is_to_write = arguments_has(context->arguments, "write");

	for (size_t i = 0; i < drift->sets.count; i++) {
		struct schema_output *output = vec_push(context->arena, ret);

		if (fill_output(context, drift, &drift->sets.items[i], is_live, output, reterr) ||
			(is_to_write && require_own_path(context, ret, output, reterr)))
			return -1;
	}
	for (size_t i = 0; is_to_write && i < ret->count; i++) {
		struct schema_output *output = &ret->items[i];

		if (write_output(context, &drift->database, output, reterr))
			return -1;
		if (is_dump(context) && output->before.ptr)
			output->changed = count_changes(
				context->arena, output->before, &output->set->chain.objects);
	}
	return 0;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* A line for each file, and what is to be done with it. */
static void print_written(const struct context *context, const struct schema_output *output)
{
	const char *path = shown(context, output->path);
	size_t count = output->set->chain.objects.count;

	if (arguments_has(context->arguments, "quiet"))
		return;
	if (!output->is_written)
		printf("%s: up to date\n", path);
	else if (!is_dump(context))
		printf("%s: %.*s\n", path, STR_ARG(output->hash));
	else if (!output->before.ptr)
		printf("%s: %zu object%s written\n", path, count, plural(count));
	else if (output->changed)
		printf("%s: %zu object%s changed\n", path, output->changed, plural(output->changed));
	else
		printf("%s: written in the canonical form; no object has changed\n", path);
	if (!output->is_staged)
		printf("  hint: git add %s\n", escape_shell(context->arena, output->path).ptr);
}

static void print_outputs(const struct context *context, const struct schema_outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const struct schema_output *output = &outputs->items[i];

		if (arguments_has(context->arguments, "write")) {
			print_written(context, output);
		} else if (is_dump(context)) {
			fwrite(output->text.ptr, 1, output->text.len, stdout);
		} else {
			struct str line = schema_hash_line(context->arena, output->hash, output->label);

			fwrite(line.ptr, 1, line.len, stdout);
		}
	}
}

struct json_outputs {
	const struct context *context;
	const struct schema_outputs *outputs;
};

static void write_json_output(struct json_members *members, size_t number, void *context)
{
	const struct json_outputs *json = context;
	const struct schema_output *output = &json->outputs->items[number];

	json_write_path(members, "set", output->set->set->spec->path);
	json_write_path(members, "path", output->path);
	json_write_string(members, "hash", output->hash);
	json_write_number(members, "objects", (int64_t)output->set->chain.objects.count);
	json_write_bool(members, "written", output->is_written);
	if (is_dump(json->context))
		json_write_string(members, "sql", output->text);
}

static void print_json(const struct context *context, const struct schema_outputs *outputs)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(command_name(context));
	struct json_outputs json = {context, outputs};

	json_write_list(stdout, root, "schemas", outputs->count, write_json_output, &json);
}

/* A database's schema that this server cannot hold is taken as it was dumped. */
static void note_texts(const struct database_drift *drift)
{
	for (size_t i = 0; i < drift->sets.count; i++) {
		const struct schema_side *side = &drift->sets.items[i].chain;

		if (side->is_text)
			check_note(drift->database.check,
				"%s cannot be loaded into a server of this version, and is not in its final form: "
				"%s",
				escape_text(drift->database.check->arena, side->name, false).ptr,
				side->failures.count ? side->failures.items[0].message.ptr : "");
	}
}

/* What the options cannot mean together, as far as they are known before anything is done. */
static int refuse_combinations(const struct context *context, bool is_live, struct error *reterr)
{
	if (!is_live || !arguments_has(context->arguments, "write"))
		return 0;
	error_set(reterr, "--write is for what the migrations lead to, and a database is named");
	return error_hint(reterr, "mighook %s --write", command_name(context));
}

static int require_one_text(
	const struct context *context, const struct database_drift *drift, struct error *reterr)
{
	if (drift->sets.count < 2 || !is_dump(context) || arguments_has(context->arguments, "write"))
		return 0;
	error_set(reterr, "there are %zu sets: whose schema?", drift->sets.count);
	return error_hint(reterr, "mighook schema dump --set %s",
		escape_shell(context->arena, drift->sets.items[0].set->spec->path).ptr);
}

static enum exit_code write_schemas(struct context *context, struct check *check,
	const struct drift_request *request, struct error *reterr)
{
	_cleanup_(database_drift_close) struct database_drift drift = {.verdict = DRIFT_CLEAN};
	struct schema_outputs outputs = {.count = 0};
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		refuse_combinations(context, request->against, reterr) ||
		check_database_schema(check, request, &drift, reterr))
		return EXIT_CANNOT_CHECK;
	if (drift.verdict != DRIFT_CLEAN) {
		command_print_notes(context, check);
		return report_failures(context, &drift, reterr);
	}
	note_texts(&drift);
	command_print_notes(context, check);
	if ((!json && require_one_text(context, &drift, reterr)) ||
		make_outputs(context, &drift, request->against, &outputs, reterr))
		return EXIT_CANNOT_CHECK;
	if (json)
		print_json(context, &outputs);
	else
		print_outputs(context, &outputs);
	return EXIT_CLEAN;
}

/* What mends it: the snapshot, its hash, or both. */
static struct str_list hints_of(struct arena *arena, const struct report_drift *drift)
{
	bool is_snapshot = false, is_hash = false;
	struct str_list hints = {0};

	for (size_t i = 0; i < drift->count; i++)
		if (str_equal(drift->objects[i].kind, STR(SCHEMA_HASH_KIND)))
			is_hash = true;
		else
			is_snapshot = true;
	if (is_snapshot)
		str_list_add(arena, &hints, STR("mighook schema dump --write, then git add it"));
	if (is_hash)
		str_list_add(arena, &hints, STR("mighook schema hash --write, then git add it"));
	return hints;
}

static enum exit_code check_schemas(struct context *context, struct check *check,
	const struct drift_request *request, struct error *reterr)
{
	_cleanup_(database_drift_close) struct database_drift drift = {.verdict = DRIFT_CLEAN};
	struct report_drift shown_drift;
	struct report report;

	if (request->against || arguments_has(context->arguments, "write")) {
		error_set(reterr,
			"schema check compares what is committed with the migrations: it takes "
			"neither --write nor a database");
		error_hint(reterr, "mighook drift --against db");
		return EXIT_CANNOT_CHECK;
	}
	if (check_database_drift(check, request, &drift, reterr) ||
		schema_compare_hashes(&drift, reterr) ||
		drift_report_fill(&report, context, &drift, reterr))
		return EXIT_CANNOT_CHECK;
	shown_drift = *report.drift;
	shown_drift.hints = hints_of(context->arena, &shown_drift);
	report.drift = &shown_drift;
	report.command = command_name(context);
	report.fail_on = SEVERITY_ERROR;
	command_print_notes(context, check);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return command_exit_code(&report.diagnostics, SEVERITY_ERROR);
}

enum exit_code schema_run_on_database(struct context *context, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct drift_request request = {.database = database_options_read(context)};
	struct check check;

	request.against = request.database.target.url.ptr || request.database.target.environment.ptr;
	if (words->count > 1) {
		error_set(reterr, "%s takes no argument '%s'", command_name(context),
			shown(context, words->items[1]));
		error_hint(reterr, "mighook help schema");
		return EXIT_CANNOT_CHECK;
	}
	if (scratch_options_read(context, &request.scratch, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr))
		return EXIT_CANNOT_CHECK;
	return str_equal(words->items[0], STR("check"))
		? check_schemas(context, &check, &request, reterr)
		: write_schemas(context, &check, &request, reterr);
}
