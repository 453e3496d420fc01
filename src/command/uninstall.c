/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "command/command.h"
#include "git/cache.h"
#include "install/target.h"
#include "report/formats.h"

/* What was computed for the hooks goes with them; of a repository that cannot be read nothing has
 * been. */
static void remove_cache(struct arena *arena, struct str_list *paths)
{
	_cleanup_(repository_close) struct repository *repository = NULL;
	struct error ignored;
	struct str common;

	if (repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, &ignored))
		return;
	common = repository_common_directory(repository);
	if (cache_delete(common))
		str_list_add(arena, paths, str_join_path(arena, common, STR("mighook")));
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct hooks_directory directory;
	struct place place = {.arena = context->arena, .directory = &directory};
	struct str_list paths = {0};
	struct str reason;
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		hooks_reason_for_nothing(&reason, context->arena, /* serves= */ true, reterr))
		return EXIT_CANNOT_CHECK;
	if (reason.ptr) {
		fprintf(stderr, "mighook: %s\n", reason.ptr);
		return EXIT_CLEAN;
	}
	if (hooks_directory_find(&directory, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	for (size_t i = 0; i < target_count; i++)
		if (targets[i]->remove(&place, &paths, reterr))
			return EXIT_CANNOT_CHECK;
	remove_cache(context->arena, &paths);
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
		"Removes what `mighook install` put where git looks for hooks here, whichever version "
		"did it, and brings back the hooks that were there before. Lines in the files of "
		"husky, lefthook and pre-commit and in git's configuration go too, and so does what was "
		"kept in `.git/mighook` to be quick.",
	.run = run,
};
