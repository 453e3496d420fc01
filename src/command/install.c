/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"
#include "command/command.h"
#include "install/hooks_directory.h"
#include "install/husky.h"
#include "install/installer.h"
#include "report/formats.h"

struct chosen_hooks {
	const struct hook **items;
	size_t count, capacity;
};

static int unknown_hook(struct arena *arena, struct str name, struct error *reterr)
{
	struct text known = {.arena = arena};

	for (size_t i = 0; i < hook_count; i++)
		text_addf(&known, "%s%s", i ? ", " : "", hooks[i]->name);
	return error_set(reterr, "--hook: '%s' is none of %s", escape_text(arena, name, false).ptr,
		text_str(&known).ptr);
}

/* The hooks named by --hook; else husky's one line goes into pre-commit, and a hooks directory
 * gets every hook that is there by default. */
static int choose_hooks(
	struct context *context, bool husky, struct chosen_hooks *ret, struct error *reterr)
{
	struct str_list names = arguments_values(context->arguments, context->arena, "hook");

	for (size_t i = 0; i < names.count; i++) {
		const struct hook *hook = hook_find(names.items[i]);

		if (!hook)
			return unknown_hook(context->arena, names.items[i], reterr);
		*vec_push(context->arena, ret) = hook;
	}
	for (size_t i = 0; !names.count && i < hook_count; i++)
		if (husky ? !strcmp(hooks[i]->name, "pre-commit") : hooks[i]->by_default)
			*vec_push(context->arena, ret) = hooks[i];
	return 0;
}

static int install(struct context *context, const struct hooks_directory *directory,
	struct str husky, const struct chosen_hooks *chosen, struct error *reterr)
{
	if (!husky.ptr &&
		installer_put_program(directory->path, arguments_has(context->arguments, "link"), reterr))
		return -1;
	for (size_t i = 0; i < chosen->count; i++)
		if (husky.ptr ? husky_add(husky, chosen->items[i], reterr)
					  : installer_add(directory->path, chosen->items[i], reterr))
			return -1;
	return 0;
}

static void write_outcome(
	struct context *context, struct str folder, const struct chosen_hooks *chosen, bool json)
{
	struct arena *arena = context->arena;
	_cleanup_(json_free) struct json *root = report_json_envelope("install");
	struct json *array = json_add_array(root, "hooks");
	struct text names = {.arena = arena};

	for (size_t i = 0; i < chosen->count; i++) {
		struct json *object = json_append_object(array);
		struct str name = str_from(chosen->items[i]->name);

		json_add_string(object, "name", name);
		json_add_path(object, "path", str_join_path(arena, folder, name));
		text_addf(&names, "%s%s", i ? ", " : "", name.ptr);
	}
	if (json)
		json_write(stdout, root);
	else if (!arguments_has(context->arguments, "quiet"))
		printf("mighook: installed %s in %s\n", text_str(&names).ptr,
			escape_text(arena, folder, false).ptr);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct hooks_directory directory;
	struct chosen_hooks chosen = {0};
	struct str reason, husky = {NULL, 0};
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		hooks_reason_for_nothing(&reason, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	if (reason.ptr) {
		fprintf(stderr, "mighook: %s\n", reason.ptr);
		return EXIT_CLEAN;
	}
	if (hooks_directory_find(&directory, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	if (directory.husky.ptr)
		husky = directory.husky;
	else if (arguments_has(context->arguments, "husky"))
		husky = str_join_path(context->arena, directory.worktree, STR(".husky"));
	if (choose_hooks(context, husky.ptr != NULL, &chosen, reterr) ||
		install(context, &directory, husky, &chosen, reterr))
		return EXIT_CANNOT_CHECK;
	if (husky.ptr && !directory.husky.ptr)
		fprintf(stderr, "mighook: husky itself is not set up here: npx husky init\n");
	if (directory.is_shared && !husky.ptr)
		fprintf(stderr,
			"mighook: core.hooksPath is set for all your repositories: the hook runs in each\n");
	write_outcome(context, husky.ptr ? husky : directory.path, &chosen, json);
	return EXIT_CLEAN;
}

const struct command command_install = {
	.name = "install",
	.usage = "[--husky] [--hook NAME]... [--link]",
	.summary = "put the hooks into this repository",
	.description =
		"Installs pre-commit, pre-merge-commit and pre-push where git looks for hooks here. A\n"
		"hook that is there already is kept and runs first; `mighook uninstall` brings it back.\n"
		"With husky the hook is a line in .husky/pre-commit, to be committed: where mighook is\n"
		"not installed the line says so and lets the commit pass.",
	.options =
		(const struct option_row[]){
			{"husky", 0, NULL, "a line in .husky/pre-commit; found by itself where husky runs"},
			{"hook", 0, "NAME", "install only this hook; may be repeated"},
			{"link", 0, NULL, "link to the program instead of copying it"},
			{NULL},
		},
	.run = run,
};
