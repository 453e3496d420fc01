/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "base/below.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "check_manifest.h"
#include "command/command.h"
#include "report/formats.h"

enum manifest_action { MANIFEST_CREATE, MANIFEST_CHECK, MANIFEST_UPDATE, MANIFEST_ACTIONS };

static const char *const action_names[MANIFEST_ACTIONS] = {"create", "check", "update"};

static bool is_complete(const struct set_manifest *manifest)
{
	return manifest->bytes.ptr && !manifest->missing.count && !manifest->unlisted.count &&
		!manifest->additions.points.count;
}

/* What is right once everything that can be added has been. */
static bool is_mended(const struct set_manifest *manifest)
{
	return !manifest->missing.count;
}

static const char *shown(const struct context *context, struct str text)
{
	return escape_text(context->arena, text, false).ptr;
}

static int create(
	const struct context *context, const struct set_manifest *manifest, struct error *reterr)
{
	bool is_there;

	if (below_create(repository_worktree(context->repository), manifest->path,
			manifest_new(context->arena, manifest->path, &manifest->additions), &is_there, reterr))
		return -1;
	if (!is_there)
		return 0;
	error_set(reterr, "%s is there already", shown(context, manifest->path));
	return error_hint(reterr, "mighook manifest update");
}

static int update(
	const struct context *context, const struct set_manifest *manifest, struct error *reterr)
{
	struct str path = str_join_path(
		context->arena, repository_worktree(context->repository), manifest->path);
	struct stat status;
	struct str text;

	if (!manifest->bytes.ptr) {
		error_set(reterr, "there is no %s", shown(context, manifest->path));
		return error_hint(reterr, "mighook manifest create");
	}
	if (!manifest->additions.entries.count && !manifest->additions.points.count)
		return 0;
	if (manifest_add(
			&text, context->arena, manifest->bytes, manifest->path, &manifest->additions, reterr))
		return -1;
	if (lstat(path.ptr, &status))
		return file_failed("read", path, reterr);
	if (!S_ISREG(status.st_mode))
		return error_set(reterr, "%s is no regular file", shown(context, manifest->path));
	return file_write(path, text, status.st_mode & 0777, reterr);
}

static int write_all(const struct context *context, enum manifest_action action,
	const struct set_manifests *manifests, struct error *reterr)
{
	for (size_t i = 0; i < manifests->count; i++)
		if (action != MANIFEST_CHECK &&
			(action == MANIFEST_CREATE ? create : update)(context, &manifests->items[i], reterr))
			return -1;
	return 0;
}

static void write_missing(struct json_members *members, size_t number, void *context)
{
	const struct set_manifest *manifest = context;

	json_write_string(members, "version", manifest->missing.items[number].version);
}

static void write_unlisted(struct json_members *members, size_t number, void *context)
{
	const struct manifest_gap *gap =
		&((const struct set_manifest *)context)->unlisted.items[number];

	json_write_string(members, "version", gap->version);
	json_write_path(members, "path", gap->path);
}

static void write_point(struct json_members *members, size_t number, void *context)
{
	const struct manifest_point *point =
		&((const struct set_manifest *)context)->additions.points.items[number];

	json_write_string(members, "version", point->version);
	json_write_string(members, "replaces", point->replaces);
}

static void write_manifest(struct json_members *members, size_t number, void *context)
{
	struct set_manifest *manifest = &((struct set_manifests *)context)->items[number];

	json_write_path(members, "path", manifest->path);
	json_write_path(members, "set", manifest->set->spec->path);
	json_write_bool(members, "exists", manifest->bytes.ptr != NULL);
	json_write_array(members, "missing", manifest->missing.count, write_missing, manifest);
	json_write_array(members, "unlisted", manifest->unlisted.count, write_unlisted, manifest);
	json_write_array(
		members, "undeclared", manifest->additions.points.count, write_point, manifest);
}

static void write_json(
	struct context *context, enum manifest_action action, bool ok, struct set_manifests *manifests)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(
		str_format(context->arena, "manifest %s", action_names[action]).ptr);

	json_add_bool(root, "ok", ok);
	json_write_list(stdout, root, "manifests", manifests->count, write_manifest, manifests);
}

/* The options with which the same manifest is meant again. */
static const char *file_option(const struct context *context)
{
	struct str file = arguments_value(context->arguments, "file");

	return file.ptr
		? str_format(context->arena, " --file %s", escape_shell(context->arena, file).ptr).ptr
		: "";
}

static void print_missing(const struct context *context, const struct set_manifest *manifest)
{
	for (size_t i = 0; i < manifest->missing.count; i++)
		printf("%s: %s is listed, and there is no such migration\n", shown(context, manifest->path),
			shown(context, manifest->missing.items[i].version));
	if (manifest->missing.count)
		printf("  Take the entries out, or bring the files back: git log --diff-filter=D --stat -- "
			   "%s\n",
			escape_shell(context->arena, manifest->set->spec->path).ptr);
}

static void print_gaps(const struct context *context, const struct set_manifest *manifest)
{
	const struct manifest_additions *additions = &manifest->additions;

	if (!manifest->bytes.ptr) {
		printf("%s: there is no such file\n  Run: mighook manifest create%s && git add %s\n",
			shown(context, manifest->path), file_option(context),
			escape_shell(context->arena, manifest->path).ptr);
		return;
	}
	print_missing(context, manifest);
	for (size_t i = 0; i < manifest->unlisted.count; i++)
		printf("%s: %s is not listed: %s\n", shown(context, manifest->path),
			shown(context, manifest->unlisted.items[i].version),
			shown(context, manifest->unlisted.items[i].path));
	for (size_t i = 0; i < additions->points.count; i++)
		printf("%s: the squash %s is not declared: it replaces %s\n",
			shown(context, manifest->path), additions->points.items[i].version.ptr,
			additions->points.items[i].replaces.ptr);
	if (manifest->unlisted.count || additions->points.count)
		printf("  Run: mighook manifest update%s && git add %s\n", file_option(context),
			escape_shell(context->arena, manifest->path).ptr);
}

static void print_written(
	const struct context *context, enum manifest_action action, const struct set_manifest *manifest)
{
	const struct manifest_additions *additions = &manifest->additions;
	size_t count = additions->entries.count + additions->points.count;

	if (count || action == MANIFEST_CREATE)
		printf("%s: %s %zu migrations%s\n", shown(context, manifest->path),
			action == MANIFEST_CREATE ? "lists" : "lists more:", additions->entries.count,
			additions->points.count ? ", declares squashes" : "");
	else if (!arguments_has(context->arguments, "quiet"))
		printf("%s: nothing to add\n", shown(context, manifest->path));
	print_missing(context, manifest);
	if ((count || action == MANIFEST_CREATE) && !arguments_has(context->arguments, "quiet"))
		fprintf(stderr, "mighook: next: git add %s\n",
			escape_shell(context->arena, manifest->path).ptr);
}

static void print_text(const struct context *context, enum manifest_action action,
	const struct set_manifests *manifests)
{
	for (size_t i = 0; i < manifests->count; i++) {
		const struct set_manifest *manifest = &manifests->items[i];

		if (action != MANIFEST_CHECK)
			print_written(context, action, manifest);
		else if (!is_complete(manifest))
			print_gaps(context, manifest);
		else if (!arguments_has(context->arguments, "quiet"))
			printf("%s: lists what is there\n", shown(context, manifest->path));
	}
}

static int read_action(
	const struct context *context, enum manifest_action *ret, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;

	for (unsigned i = 0; words->count == 1 && i < MANIFEST_ACTIONS; i++)
		if (str_equal(words->items[0], str_from(action_names[i]))) {
			*ret = i;
			return 0;
		}
	error_set(reterr, "manifest takes one of create, check, update");
	return error_hint(reterr, "mighook help manifest");
}

static int read_file(const struct context *context, struct str *ret, struct error *reterr)
{
	struct str file = arguments_value(context->arguments, "file");

	*ret = file.ptr ? below_path(context->arena, file) : file;
	return file.ptr && !ret->len
		? error_set(reterr, "--file: '%s' is no path in the repository", shown(context, file))
		: 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {
		.policy_path = arguments_value(context->arguments, "policy"), .is_hook = true};
	struct manifest_request request = {
		.set = arguments_value(context->arguments, "set"),
	};
	struct set_manifests manifests;
	enum manifest_action action;
	struct check check;
	bool json, ok = true;

	if (read_action(context, &action, reterr) || read_file(context, &request.file, reterr) ||
		command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	request.in_worktree = action != MANIFEST_CHECK;
	if (request.in_worktree && repository_is_bare(context->repository)) {
		error_set(reterr, "a bare repository has no worktree to write into");
		return EXIT_CANNOT_CHECK;
	}
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_manifests(&check, &request, &manifests, reterr) ||
		write_all(context, action, &manifests, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	for (size_t i = 0; i < manifests.count; i++)
		ok &= action == MANIFEST_CHECK ? is_complete(&manifests.items[i])
									   : is_mended(&manifests.items[i]);
	if (json)
		write_json(context, action, ok, &manifests);
	else
		print_text(context, action, &manifests);
	return ok ? EXIT_CLEAN : EXIT_FINDINGS;
}

const struct command command_manifest = {
	.name = "manifest",
	.usage = "create|check|update [--set PATH] [--file PATH]",
	.summary = "keep the list of migrations that a release needs",
	.description =
		"The file is the one that the policy key `manifest` of a set names. It has the keys "
		"`version`, `baseline` (older migrations need not be listed), `required_migrations` and "
		"`squash_points`, each with the `version` of a baseline and the versions that it "
		"`replaces`: single ones, ranges as `0001..0319`, or `...` between two. A version may have "
		"its name behind it: `0001_baseline_v1`.\n"
		"\n"
		"`create` writes it with all migrations of the index, and the squashes whose markers say "
		"what they replace. It does not write over a file that is there. `update` adds what is "
		"missing to the file in the worktree, whose own comments and order stay as they are. "
		"Neither stages it.\n"
		"\n"
		"`check` compares the migrations of the index, in a bare repository of HEAD, with the "
		"manifest there, and exits with 1 if one of them is not listed, or if one that is listed "
		"is not there and no squash point replaces it.",
	.options =
		(const struct option_row[]){
			{"set", 0, "PATH", "folder of one set; else all that have a manifest"},
			{"file", 0, "PATH", "manifest, from the top; else the one that the policy names"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
