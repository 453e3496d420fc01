/* SPDX-License-Identifier: MIT */
#include "install/hooks_directory.h"

#include "base/escape.h"
#include "base/process.h"
#include "git/git_cli.h"
#include "git/repository.h"

static int run_git(struct str *ret, int *ret_status, struct arena *arena,
	const char *const *arguments, struct error *reterr)
{
	if (process_run(arguments, PROCESS_SHOWS_ERRORS, arena, ret, ret_status, reterr))
		return error_hint(reterr, "apt install git");
	return 0;
}

/* The first line git prints; ptr NULL if it exits with another status than 0. */
static int ask(
	struct str *ret, struct arena *arena, const char *const *arguments, struct error *reterr)
{
	struct str output, line;
	int status;

	if (run_git(&output, &status, arena, arguments, reterr))
		return -1;
	*ret = (struct str){NULL, 0};
	if (!status && str_next(&output, '\n', &line))
		*ret = str_copy(arena, line);
	return 0;
}

/* The worktree's top; ptr NULL: a bare repository. */
static int ask_top(struct str *ret, struct arena *arena, struct error *reterr)
{
	static const char *const bare[] = {"git", "rev-parse", "--is-bare-repository", NULL};
	static const char *const top[] = {
		"rev-parse", "--path-format=absolute", "--show-toplevel", NULL};
	struct str is_bare, output, line;
	int status;

	*ret = (struct str){NULL, 0};
	if (ask(&is_bare, arena, bare, reterr))
		return -1;
	if (str_equal(is_bare, STR("true")))
		return 0;
	/* Inside .git there is none either, which is no failure to tell of. */
	if (git_cli_run(arena, top, &output, &status, reterr))
		return -1;
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
			*ret = STR("not inside a git repository: nothing is done\n"
					   "  hint: cd into one, or make one: git init");
	} else if (repository_is_bare(repository) && !serves) {
		repository_close(&repository);
		error_describe(reterr, "this is a bare repository: nobody commits in it");
		return error_hint(reterr, "mighook install --server");
	}
	repository_close(&repository);
	return 0;
}

/* "file:.git/config": a relative one is taken from where git looks at it, the worktree's top. */
static struct str origin_file(struct arena *arena, struct str origin, struct str top)
{
	struct str prefix = STR("file:"), path = str_slice(origin, prefix.len, origin.len);

	if (!str_starts(origin, prefix))
		return (struct str){NULL, 0};
	return path.ptr[0] == '/' || !top.ptr ? str_copy(arena, path) : str_join_path(arena, top, path);
}

int hooks_setting_find(struct hooks_setting *ret, struct arena *arena, struct error *reterr)
{
	static const char *const command[] = {
		"git", "config", "-z", "--show-scope", "--show-origin", "--get", "core.hooksPath", NULL};
	struct hooks_setting setting = {.value = {NULL, 0}};
	struct str output, scope, origin, value, top;
	int status;

	if (run_git(&output, &status, arena, command, reterr))
		return -1;
	if (!status && str_next(&output, '\0', &scope) && str_next(&output, '\0', &origin)) {
		/* What is left of an empty value is nothing at all. */
		if (!str_next(&output, '\0', &value))
			value = STR("");
		if (ask_top(&top, arena, reterr))
			return -1;
		setting = (struct hooks_setting){
			.value = str_copy(arena, value),
			.scope = str_copy(arena, scope),
			.origin = origin_file(arena, origin, top),
		};
	}
	*ret = setting;
	return 0;
}

/* True for the file that git itself keeps the scope's settings in, not for one included there. */
static bool is_own_file(struct str origin)
{
	static const char *const names[] = {"config", "config.worktree", ".gitconfig", "gitconfig"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (str_equal(str_basename(origin), str_from(names[i])))
			return true;
	return false;
}

struct str hooks_setting_unset(const struct hooks_setting *setting, struct arena *arena)
{
	struct str where = STR("");

	if (!setting->origin.ptr)
		return (struct str){NULL, 0};
	if (!is_own_file(setting->origin))
		where = str_format(arena, "--file %s ", escape_shell(arena, setting->origin).ptr);
	else if (!str_equal(setting->scope, STR("local")))
		where = str_format(arena, "--%.*s ", STR_ARG(setting->scope));
	return str_format(arena, "git config %s--unset core.hooksPath", where.ptr);
}

int hooks_directory_find(struct hooks_directory *ret, struct arena *arena, struct error *reterr)
{
	static const char *const hooks[] = {
		"git", "rev-parse", "--path-format=absolute", "--git-path", "hooks", NULL};
	struct hooks_directory directory = {.path = {NULL, 0}};
	struct hooks_setting *setting = &directory.setting;

	if (hooks_setting_find(setting, arena, reterr))
		return -1;
	if (setting->value.ptr && !setting->value.len) {
		error_describe(reterr, "core.hooksPath is empty: git finds no hooks");
		return error_hint(reterr, "%.*s", STR_ARG(hooks_setting_unset(setting, arena)));
	}
	directory.is_shared = str_equal(setting->scope, STR("global")) ||
		str_equal(setting->scope, STR("system"));
	if (ask(&directory.path, arena, hooks, reterr) || ask_top(&directory.worktree, arena, reterr))
		return -1;
	if (!directory.path.ptr)
		return error_set(reterr, "git does not say where its hooks are");
	while (directory.path.len > 1 && directory.path.ptr[directory.path.len - 1] == '/')
		directory.path = str_copy(arena, str_slice(directory.path, 0, directory.path.len - 1));
	directory.husky = husky_folder(directory.path);
	*ret = directory;
	return 0;
}
