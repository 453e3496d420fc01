/* SPDX-License-Identifier: MIT */
#include "install/hook_look.h"

#include <errno.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/process.h"
#include "install/installer.h"

#define PROGRAM STR("mighook")

struct view {
	const struct doctor *doctor;
	struct arena *arena;
	const struct hook *hook;
	struct str path; /* of the hook */
};

static struct hook_look runs(struct str detail)
{
	return (struct hook_look){.runs = true, .is_ours = true, .detail = detail};
}

static struct hook_look fails(bool is_ours, struct str detail, struct advice fix)
{
	return (struct hook_look){.is_ours = is_ours, .detail = detail, .fix = fix};
}

/* What puts our hook where there is none. */
static struct advice advise_install(const struct view *view)
{
	const struct doctor *doctor = view->doctor;
	const char *name = view->hook->name;

	if (doctor->directory_fix.text.ptr)
		return doctor->directory_fix;
	if (repository_is_bare(doctor->repository))
		return advice_command(view->arena, "mighook install --server");
	if (doctor->directory.husky.ptr && !strcmp(name, "pre-commit"))
		return advice_command(view->arena, "mighook install --husky");
	if (doctor->directory.husky.ptr)
		return advice_command(view->arena, "mighook install --husky --hook %s", name);
	if (!view->hook->by_default || doctor->managers.count)
		return advice_command(view->arena, "mighook install --hook %s", name);
	return advice_command(view->arena, "mighook install");
}

/* True if a line that wants it from PATH finds it. Husky adds the packages' programs to PATH. */
static bool is_reachable(const struct view *view, enum mention mention)
{
	struct str worktree = view->doctor->directory.worktree;

	return mention != MENTION_BY_PATH || process_find(view->arena, PROGRAM).ptr ||
		(view->doctor->directory.husky.ptr && worktree.ptr &&
			!access(
				str_join_path(view->arena, worktree, STR("node_modules/.bin/mighook")).ptr, X_OK));
}

static struct hook_look look_at_mention(
	const struct view *view, enum mention mention, struct str text, struct str where)
{
	struct str own = process_own_file(view->arena);
	struct str folder = view->doctor->directory.path;
	struct str program = str_join_path(view->arena, folder, PROGRAM);

	if (folder.ptr && str_find(text, program, 0) < text.len && access(program.ptr, X_OK))
		return fails(true,
			str_format(
				view->arena, "%.*s runs %.*s, which is gone", STR_ARG(where), STR_ARG(program)),
			advise_install(view));
	if (is_reachable(view, mention))
		return runs(str_format(view->arena, "%.*s runs mighook", STR_ARG(where)));
	return fails(true,
		str_format(view->arena, "%.*s runs mighook, which is not in PATH", STR_ARG(where)),
		advice_words(view->arena, "Put %.*s into a folder of PATH", STR_ARG(own)));
}

/* A script of somebody else's, or a command of the configuration: it may name mighook, or run a
 * manager whose configuration does. */
static struct hook_look look_at_text(const struct view *view, struct str text, struct str where)
{
	enum mention mention = mention_of_program(text, (struct str){NULL, 0});
	const struct found_manager *found;
	struct advice fix;

	if (mention)
		return look_at_mention(view, mention, text, where);
	found = managers_behind(&view->doctor->managers, text);
	if (!found)
		return fails(false, str_format(view->arena, "%.*s never runs mighook", STR_ARG(where)),
			advise_install(view));
	mention = manager_mention(found, view->hook);
	where = str_format(view->arena, "%s, by %.*s,", found->manager->name, STR_ARG(found->file));
	if (mention)
		return look_at_mention(view, mention, text, where);
	fix.text = manager_line(view->arena, found, view->hook, &fix.is_command);
	return fails(false, str_format(view->arena, "%.*s never runs mighook", STR_ARG(where)), fix);
}

/* `.husky/_/NAME` does nothing but run `.husky/NAME`, if there is one. */
static struct hook_look look_at_husky(const struct view *view)
{
	struct str name = str_from(view->hook->name);
	struct str path = str_join_path(view->arena, view->doctor->directory.husky, name), text;
	struct error ignored;

	if (file_read(&text, view->arena, path, &ignored))
		return fails(false, str_format(view->arena, "husky has no .husky/%s to run", name.ptr),
			advise_install(view));
	return look_at_text(view, text, str_format(view->arena, "husky, by .husky/%s,", name.ptr));
}

/* A hook that git cannot run. */
static struct hook_look look_at_idle(
	const struct view *view, bool is_ours, struct str text, int reason)
{
	struct arena *arena = view->arena;

	if (reason == ENOENT)
		return fails(is_ours,
			str_format(arena, "%.*s leads to a file that is gone", STR_ARG(view->path)),
			advise_install(view));
	if (is_ours || mention_of_program(text, (struct str){NULL, 0}))
		return fails(true,
			str_format(arena, "%.*s is not executable: git ignores it", STR_ARG(view->path)),
			advice_command(arena, "chmod +x %s", escape_shell(arena, view->path).ptr));
	return fails(false,
		str_format(arena, "%.*s is somebody else's, and not executable: git ignores it",
			STR_ARG(view->path)),
		advise_install(view));
}

static struct hook_look look_at_chain(const struct view *view)
{
	struct str program = str_join_path(view->arena, view->doctor->directory.path, PROGRAM);

	if (access(program.ptr, X_OK))
		return fails(true,
			str_format(view->arena, "%.*s runs %.*s, which %s", STR_ARG(view->path),
				STR_ARG(program), errno == ENOENT ? "is gone" : "is not executable"),
			advise_install(view));
	return runs(str_format(view->arena, "%.*s runs %.*s.mighook-previous, then mighook",
		STR_ARG(view->path), STR_ARG(str_from(view->hook->name))));
}

/* True if the team's .husky/NAME runs mighook. */
static bool is_in_husky(const struct view *view)
{
	const struct hooks_directory *directory = &view->doctor->directory;
	struct str folder = directory->husky, text;
	struct error ignored;

	if (!folder.ptr && directory->worktree.ptr)
		folder = str_join_path(view->arena, directory->worktree, STR(".husky"));
	return folder.ptr &&
		!file_read(&text, view->arena,
			str_join_path(view->arena, folder, str_from(view->hook->name)), &ignored) &&
		mention_of_program(text, (struct str){NULL, 0});
}

/* No hook; but a manager that has not put in its own may be meant to run mighook. */
static struct hook_look look_at_missing(const struct view *view)
{
	const struct doctor *doctor = view->doctor;
	const struct found_manager *found = managers_running(&doctor->managers, view->hook);
	const char *name = view->hook->name;

	if (is_in_husky(view))
		return fails(true,
			str_format(view->arena,
				"there is no %s hook: husky, whose .husky/%s runs mighook, has not been run here",
				name, name),
			advice_command(view->arena, "npx husky"));
	if (found)
		return fails(false,
			str_format(view->arena,
				"there is no %s hook: %s, whose %.*s runs mighook, is not installed here", name,
				found->manager->name, STR_ARG(found->file)),
			advice_command(view->arena, "%s", manager_install(view->arena, found, view->hook).ptr));
	return fails(false, str_format(view->arena, "there is no %s hook", name), advise_install(view));
}

static struct hook_look look_at_file(const struct view *view)
{
	const struct hooks_directory *directory = &view->doctor->directory;
	struct str text = STR("");
	struct error error;
	enum installed found;
	bool is_ours;

	if (installer_look(directory->path, str_from(view->hook->name), &found, &error))
		return fails(false, str_format(view->arena, "%s", error.message),
			advice_words(view->arena, "Make it a file that you may read"));
	if (found == INSTALLED_NOTHING)
		return look_at_missing(view);
	is_ours = found != INSTALLED_FOREIGN;
	if (!is_ours && file_read(&text, view->arena, view->path, &error))
		text = STR("");
	if (access(view->path.ptr, X_OK))
		return look_at_idle(view, is_ours, text, errno);
	if (found == INSTALLED_CHAIN)
		return look_at_chain(view);
	if (is_ours)
		return runs(str_format(view->arena, "%.*s is mighook", STR_ARG(view->path)));
	/* husky before 9 has no folder of its own in between. */
	if (directory->husky.ptr && !str_equal(directory->husky, directory->path))
		return look_at_husky(view);
	return look_at_text(view, text, view->path);
}

/* The hooks of the configuration, which run besides the one in the folder. */
static struct hook_look look_at_configured(const struct view *view)
{
	const struct configured_hooks *configured = &view->doctor->configured_hooks;
	struct hook_look look = {.runs = false}, next;

	for (size_t i = 0; view->doctor->runs_configured_hooks && i < configured->count; i++) {
		const struct configured_hook *hook = &configured->items[i];

		if (look.runs || !configured_hook_runs_at(configured, hook, str_from(view->hook->name)))
			continue;
		next = look_at_text(
			view, hook->command, str_format(view->arena, "hook.%.*s.command", STR_ARG(hook->name)));
		if (next.is_ours && next.fix.is_command)
			next.fix = advice_command(view->arena, "mighook install --config-hook");
		if (next.runs || !look.is_ours)
			look = next;
	}
	return look;
}

struct hook_look hook_look_at(const struct doctor *doctor, const struct hook *hook)
{
	struct view view = {.doctor = doctor, .arena = doctor->arena, .hook = hook};
	struct hook_look configured = look_at_configured(&view), look;

	if (configured.runs)
		return configured;
	if (doctor->directory.path.ptr) {
		view.path = str_join_path(doctor->arena, doctor->directory.path, str_from(hook->name));
		look = look_at_file(&view);
	} else {
		look = fails(false, str_format(doctor->arena, "git finds no %s hook", hook->name),
			doctor->directory_fix);
	}
	return !look.runs && configured.is_ours ? configured : look;
}
