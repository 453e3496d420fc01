/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "command/command.h"
#include "install/hooks_directory.h"
#include "install/husky.h"
#include "install/installer.h"
#include "report/formats.h"

/* Takes our hooks out of the hooks directory and out of husky's files. */
static int uninstall(struct context *context, const struct hooks_directory *directory,
	struct str_list *ret_paths, struct error *reterr)
{
	struct arena *arena = context->arena;
	struct str husky = directory->husky;
	bool found;

	if (!husky.ptr && directory->worktree.ptr)
		husky = str_join_path(arena, directory->worktree, STR(".husky"));
	for (size_t i = 0; i < hook_count; i++) {
		struct str name = str_from(hooks[i]->name);

		if (installer_remove(directory->path, name, &found, reterr))
			return -1;
		if (found)
			str_list_add(arena, ret_paths, str_join_path(arena, directory->path, name));
		if (!husky.ptr)
			continue;
		if (husky_remove(husky, name, &found, reterr))
			return -1;
		if (found)
			str_list_add(arena, ret_paths, str_join_path(arena, husky, name));
	}
	return installer_remove_program(directory->path, reterr);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct hooks_directory directory;
	struct str_list paths = {0};
	struct str reason;
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		hooks_reason_for_nothing(&reason, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	if (reason.ptr) {
		fprintf(stderr, "mighook: %s\n", reason.ptr);
		return EXIT_CLEAN;
	}
	if (hooks_directory_find(&directory, context->arena, reterr) ||
		uninstall(context, &directory, &paths, reterr))
		return EXIT_CANNOT_CHECK;
	if (json) {
		_cleanup_(json_free) struct json *root = report_json_envelope("uninstall");
		struct json *array = json_add_array(root, "removed");

		for (size_t i = 0; i < paths.count; i++)
			json_append_string(array, paths.items[i]);
		json_write(stdout, root);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < paths.count; i++)
		if (!arguments_has(context->arguments, "quiet"))
			printf("mighook: removed %s\n", escape_text(context->arena, paths.items[i], false).ptr);
	if (!paths.count && !arguments_has(context->arguments, "quiet"))
		printf("mighook: no hook of mighook is installed here\n");
	return EXIT_CLEAN;
}

const struct command command_uninstall = {
	.name = "uninstall",
	.usage = "",
	.summary = "take the hooks out again",
	.description =
		"Removes what `install` put where git looks for hooks here, whichever version did it, and\n"
		"brings back the hooks that were there before. Lines in husky's files go too.",
	.run = run,
};
