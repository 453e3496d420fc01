/* SPDX-License-Identifier: MIT */
#include "command/database_schema_output.h"

#include <sys/stat.h>

#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/vec.h"
#include "database/schema_hash.h"
#include "report/formats.h"

static const char *shown(const struct context *context, struct str text)
{
	return escape_text(context->arena, text, false).ptr;
}

const char *schema_command_name(const struct context *context)
{
	return str_format(
		context->arena, "schema %.*s", STR_ARG(context->arguments->positional.items[0]))
		.ptr;
}

bool schema_is_dump(const struct context *context)
{
	return str_equal(context->arguments->positional.items[0], STR("dump"));
}

/* How many objects another text says otherwise; what is no SQL says nothing. */
static size_t count_changes(struct arena *arena, struct str before, const struct dump_objects *now)
{
	struct dump_objects objects;
	struct error ignored;

	if (dump_objects_read(&objects, arena, str_with_lf_ends(arena, before), &ignored))
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
		return error_hint(reterr, "mighook %s", schema_command_name(context));
	}
	if (below_read(&output->before, arena, root, output->path, reterr) ||
		schema_committed(database, output->path, &committed, reterr))
		return -1;
	output->is_staged = committed.ptr && dump_file_says(arena, committed, output->content);
	if (output->before.ptr && dump_file_says(arena, output->before, output->content))
		return 0;
	if (output->before.ptr && !str_equal(str_with_lf_ends(arena, output->before), output->before))
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
static void fill_output(const struct context *context, const struct database_drift *drift,
	const struct set_drift *set, bool is_live, struct schema_output *ret)
{
	struct arena *arena = context->arena;
	struct schema_output output = {.set = set, .text = schema_text(arena, &set->chain)};
	struct error ignored;

	output.hash = sha256_hex(arena, output.text);
	output.content = output.text;
	output.label = is_live ? drift->database.place : STR("-");
	if (!is_live && !schema_snapshot_path(set->set, arena, &output.label, &ignored))
		output.path = output.label;
	if (output.path.ptr && !schema_is_dump(context)) {
		output.path = schema_hash_path(arena, output.path);
		output.content = schema_hash_line(arena, output.hash, str_basename(output.label));
	}
	*ret = output;
}

static int write_outputs(const struct context *context, const struct database_check *database,
	struct schema_outputs *outputs, struct error *reterr)
{
	for (size_t i = 0; i < outputs->count; i++) {
		struct schema_output *output = &outputs->items[i];

		if (write_output(context, database, output, reterr))
			return -1;
		if (schema_is_dump(context) && output->before.ptr)
			output->changed = count_changes(
				context->arena, output->before, &output->set->chain.objects);
	}
	return 0;
}

int schema_outputs_make(const struct context *context, const struct database_drift *drift,
	bool is_live, struct schema_outputs *ret, struct error *reterr)
{
	bool is_to_write = arguments_has(context->arguments, "write");
	struct error passed;

	for (size_t i = 0; i < drift->sets.count; i++) {
		const struct set_drift *set = &drift->sets.items[i];
		struct schema_output *output;
		struct str path;

		/* of several sets one may have no snapshot */
		if (is_to_write && schema_snapshot_path(set->set, context->arena, &path, &passed)) {
			if (drift->sets.count > 1)
				check_note(drift->database.check, "%s", passed.message);
			continue;
		}
		output = vec_push(context->arena, ret);
		fill_output(context, drift, set, is_live, output);
		if (is_to_write && require_own_path(context, ret, output, reterr))
			return -1;
	}
	if (!ret->count) {
		*reterr = passed;
		return -1;
	}
	return is_to_write ? write_outputs(context, &drift->database, ret, reterr) : 0;
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
	else if (!schema_is_dump(context))
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

void schema_outputs_print(const struct context *context, const struct schema_outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const struct schema_output *output = &outputs->items[i];

		if (arguments_has(context->arguments, "write")) {
			print_written(context, output);
		} else if (schema_is_dump(context)) {
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
	if (schema_is_dump(json->context))
		json_write_string(members, "sql", output->text);
}

void schema_outputs_print_json(const struct context *context, const struct schema_outputs *outputs)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(schema_command_name(context));
	struct json_outputs json = {context, outputs};

	json_write_list(stdout, root, "schemas", outputs->count, write_json_output, &json);
}
