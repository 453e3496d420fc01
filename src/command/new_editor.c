/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/process.h"
#include "command/new.h"
#include "git/git_cli.h"

/* git-var(1): GIT_EDITOR, core.editor, VISUAL, EDITOR, in this order; a text for the shell. */
static int find_editor(struct arena *arena, struct str *ret, struct error *reterr)
{
	static const char *const command[] = {"var", "GIT_EDITOR", NULL};
	int status;

	if (git_cli_run(arena, command, ret, &status, reterr))
		return -1;
	*ret = str_trim(*ret);
	if (!status && ret->len)
		return 0;
	error_set(reterr, "there is no editor to open the new file in");
	return error_hint(reterr, "git config core.editor NAME, or set EDITOR");
}

int new_edit(struct context *context, const struct str_list *paths, struct error *reterr)
{
	struct arena *arena = context->arena;
	const char **command = arena_array(arena, const char *, paths->count + 5);
	size_t count = 0;
	struct str editor;
	int status;

	if (find_editor(arena, &editor, reterr))
		return -1;
	command[count++] = "sh";
	command[count++] = "-c";
	command[count++] = str_format(arena, "%.*s \"$@\"", STR_ARG(editor)).ptr;
	command[count++] = str_copy(arena, editor).ptr;
	for (size_t i = 0; i < paths->count; i++)
		command[count++] =
			str_join_path(arena, repository_worktree(context->repository), paths->items[i]).ptr;
	if (process_run_here(command, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "the editor '%s' ended with status %d; what it was to open stays",
			escape_text(arena, editor, false).ptr, status);
	return 0;
}
