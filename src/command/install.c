/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"
#include "command/command.h"
#include "install/installation.h"
#include "report/formats.h"

static int unknown_hook(struct arena *arena, struct str name, struct error *reterr)
{
	struct text known = {.arena = arena};

	for (size_t i = 0; i < hook_count; i++)
		text_addf(&known, "%s%s", i ? ", " : "", hooks[i]->name);
	return error_set(reterr, "--hook: '%s' is none of %s", escape_text(arena, name, false).ptr,
		text_str(&known).ptr);
}

/* The target an option asks for; husky's where husky runs the hooks and nothing else is asked. */
static int choose_target(const struct context *context, const struct hooks_directory *directory,
	const struct target **ret, struct error *reterr)
{
	const struct found_managers none = {0};
	const struct target *chosen = NULL;

	for (size_t i = 0; i < target_count; i++) {
		if (!targets[i]->option || !arguments_has(context->arguments, targets[i]->option))
			continue;
		if (chosen)
			return error_set(
				reterr, "--%s and --%s exclude each other", chosen->option, targets[i]->option);
		chosen = targets[i];
	}
	*ret = chosen ? chosen : installation_target(directory, &none);
	return 0;
}

/* The hooks named by --hook. */
static int choose_hooks(struct context *context, struct chosen_hooks *ret, struct error *reterr)
{
	struct str_list names = arguments_values(context->arguments, context->arena, "hook");

	for (size_t i = 0; i < names.count; i++) {
		const struct hook *hook = hook_find(names.items[i]);

		if (!hook)
			return unknown_hook(context->arena, names.items[i], reterr);
		*vec_push(context->arena, ret) = hook;
	}
	return 0;
}

static void write_outcome(
	struct context *context, const struct installation *installation, bool json)
{
	struct arena *arena = context->arena;
	_cleanup_(json_free) struct json *root = report_json_envelope("install");

	installation_add_json(installation, json_add_array(root, "hooks"));
	if (json)
		json_write(stdout, root);
	else if (!arguments_has(context->arguments, "quiet"))
		printf("mighook: installed %s in %s\n", installation_names(installation, arena).ptr,
			escape_text(arena, installation->where, false).ptr);
	if (installation->remaining.ptr)
		fprintf(stderr, "mighook: %s\n", installation->remaining.ptr);
}

/* Without a policy the old files are judged like new ones as soon as they are touched. */
static void point_to_init(const struct context *context, const struct hooks_directory *directory)
{
	if (directory->worktree.ptr && !arguments_has(context->arguments, "quiet") &&
		access(str_join_path(context->arena, directory->worktree, POLICY_FILE).ptr, F_OK))
		fprintf(stderr,
			"mighook: there is no .mighook.yaml: the defaults judge; to write one: mighook init\n");
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct installation installation = {
		.links_program = arguments_has(context->arguments, "link"),
	};
	struct hooks_directory directory;
	struct str reason;
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		hooks_reason_for_nothing(
			&reason, context->arena, arguments_has(context->arguments, "server"), reterr))
		return EXIT_CANNOT_CHECK;
	if (reason.ptr) {
		fprintf(stderr, "mighook: %s\n", reason.ptr);
		return EXIT_CLEAN;
	}
	if (hooks_directory_find(&directory, context->arena, reterr) ||
		choose_target(context, &directory, &installation.target, reterr) ||
		choose_hooks(context, &installation.hooks, reterr) ||
		installation_make(&installation, context->arena, &directory, reterr))
		return EXIT_CANNOT_CHECK;
	write_outcome(context, &installation, json);
	point_to_init(context, &directory);
	return EXIT_CLEAN;
}

const struct command command_install = {
	.name = "install",
	.usage = "[--husky | --lefthook | --pre-commit | --server | --config-hook] [--hook HOOK]... "
			 "[--link]",
	.summary = "put the hooks into this repository",
	.description =
		"Installs pre-commit, pre-merge-commit and pre-push where git looks for hooks here: a "
		"copy of the program and a link to it for each hook, so that nothing outside can take "
		"them away. A hook that is there already is kept and runs first; `mighook uninstall` "
		"brings it back. Run it again after an upgrade: what an older mighook has put here is "
		"brought up to date.\n\n"
		"With --husky, --lefthook and --pre-commit it writes lines into their files instead, "
		"to be committed for the whole team: where mighook is not installed husky's and "
		"lefthook's lines say so and let the commit pass. The sample line `npm test` of "
		"`husky init` is taken out where package.json has no such script; `mighook uninstall` "
		"brings it back.",
	.options =
		(const struct option_row[]){
			{"husky", 0, NULL, "a line in `.husky/pre-commit`; found by itself where husky runs"},
			{"lefthook", 0, NULL,
				"a file of its own, `.lefthook/mighook.yml`, and a line in `lefthook.yml` that "
				"names it"},
			{"pre-commit", 0, NULL,
				"an item in `.pre-commit-config.yaml`, for pre-commit and prek"},
			{"server", 0, NULL, "`pre-receive` instead, in the repository that others push to"},
			{"config-hook", 0, NULL,
				"hooks in git's configuration of this repository; needs git 2.54"},
			{"hook", 0, "HOOK", "install only this hook; may be repeated"},
			{"link", 0, NULL, "link to the program instead of copying it"},
			{NULL},
		},
	.run = run,
};
