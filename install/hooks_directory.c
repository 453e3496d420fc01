/* SPDX-License-Identifier: MIT */
#include "install/hooks_directory.h"

#include "base/process.h"
#include "git/repository.h"

/* The first line git prints; ptr NULL if it exits with another status than 0. */
static int ask(
	struct str *ret, struct arena *arena, const char *const *arguments, struct error *reterr)
{
	struct str output, line;
	int status;

	if (process_run(arguments, PROCESS_SHOWS_ERRORS, arena, &output, &status, reterr)) {
		error_hint(reterr, "apt install git");
		return -1;
	}
	*ret = (struct str){NULL, 0};
	if (!status && str_next(&output, '\n', &line))
		*ret = str_copy(arena, line);
	return 0;
}

/* ".husky/_" is where husky 9 keeps its own; husky 4 to 8 used ".husky". */
static struct str husky_folder(struct str hooks)
{
	if (str_equal(str_basename(hooks), STR("_")) &&
		str_equal(str_basename(str_dirname(hooks)), STR(".husky")))
		return str_dirname(hooks);
	return str_equal(str_basename(hooks), STR(".husky")) ? hooks : (struct str){NULL, 0};
}

int hooks_reason_for_nothing(
	struct str *ret, struct arena *arena, bool serves, struct error *reterr)
{
	const char *enabled = getenv("MIGHOOK"), *script = getenv("npm_lifecycle_event");
	const char *ci = getenv("CI");
	struct repository *repository = NULL;
	struct error error;

	*ret = (struct str){NULL, 0};
	if (enabled && !strcmp(enabled, "0")) {
		*ret = STR("MIGHOOK=0: nothing is done");
	} else if (ci && *ci && script) {
		*ret = str_format(arena, "npm's %s script in CI: nothing is done", script);
	} else if (repository_open(&repository, arena, REPOSITORY_OPENED_BY_GIT, &error)) {
		/* What libgit2 cannot read git may: only the absence of a repository counts. */
		if (error.kind == ERROR_NO_REPOSITORY)
			*ret = STR("not inside a git repository: nothing is done");
	} else if (repository_is_bare(repository) && !serves) {
		repository_close(&repository);
		error_describe(reterr, "this is a bare repository: nobody commits in it");
		return error_hint(reterr, "mighook install --server");
	}
	repository_close(&repository);
	return 0;
}

int hooks_directory_find(struct hooks_directory *ret, struct arena *arena, struct error *reterr)
{
	static const char *const hooks[] = {
		"git", "rev-parse", "--path-format=absolute", "--git-path", "hooks", NULL};
	static const char *const top[] = {
		"git", "rev-parse", "--path-format=absolute", "--show-toplevel", NULL};
	static const char *const bare[] = {"git", "rev-parse", "--is-bare-repository", NULL};
	static const char *const configured[] = {
		"git", "config", "--show-scope", "--get", "core.hooksPath", NULL};
	struct hooks_directory directory = {.path = {NULL, 0}};
	struct str is_bare, setting, scope;

	if (ask(&setting, arena, configured, reterr))
		return -1;
	if (str_next(&setting, '\t', &scope) && setting.ptr) {
		if (!setting.len) {
			error_describe(
				reterr, "core.hooksPath is empty: git looks for hooks wherever it is started");
			return error_hint(reterr, "git config --unset core.hooksPath");
		}
		directory.is_shared = str_equal(scope, STR("global")) || str_equal(scope, STR("system"));
	}
	if (ask(&directory.path, arena, hooks, reterr) || ask(&is_bare, arena, bare, reterr))
		return -1;
	if (!directory.path.ptr)
		return error_set(reterr, "git does not say where its hooks are");
	if (!str_equal(is_bare, STR("true")) && ask(&directory.worktree, arena, top, reterr))
		return -1;
	while (directory.path.len > 1 && directory.path.ptr[directory.path.len - 1] == '/')
		directory.path = str_copy(arena, str_slice(directory.path, 0, directory.path.len - 1));
	directory.husky = husky_folder(directory.path);
	*ret = directory;
	return 0;
}
