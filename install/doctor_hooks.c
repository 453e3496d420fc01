/* SPDX-License-Identifier: MIT */
/* Where git looks for hooks here, what it meets there, and who else manages hooks. */
#include <sys/stat.h>
#include <unistd.h>

#include "install/doctor.h"
#include "install/hook_look.h"
#include "install/installer.h"

#define PATH_CHECK STR("hooks-path")

static bool is_folder(struct str path)
{
	struct stat status;

	return !stat(path.ptr, &status) && S_ISDIR(status.st_mode);
}

static struct advice advise_unset(struct doctor *doctor, const struct hooks_setting *setting)
{
	struct str command = hooks_setting_unset(setting, doctor->arena);

	return command.ptr ? advice_command(doctor->arena, "%s", command.ptr)
					   : advice_words(doctor->arena, "Start git without -c core.hooksPath");
}

/* "core.hooksPath=tools/hooks, local, /r/.git/config". */
static struct str describe_setting(struct doctor *doctor, const struct hooks_setting *setting)
{
	return str_format(doctor->arena, "core.hooksPath=%.*s, %.*s%s%.*s", STR_ARG(setting->value),
		STR_ARG(setting->scope), setting->origin.ptr ? ", " : "", STR_ARG(setting->origin));
}

/* A path of the setting that git takes from the top of each worktree. */
static bool is_relative(const struct hooks_setting *setting)
{
	return !str_starts(setting->value, STR("/")) && !str_starts(setting->value, STR("~"));
}

static void examine_absent(struct doctor *doctor, struct str described)
{
	const struct hooks_directory *directory = &doctor->directory;
	bool linked = !str_equal(
		repository_directory(doctor->repository), repository_common_directory(doctor->repository));
	bool bare = repository_is_bare(doctor->repository);
	struct advice fix = advice_command(doctor->arena, "mighook install%s", bare ? " --server" : "");
	const char *state = "is not there";

	if (!access(directory->path.ptr, F_OK)) {
		doctor->directory_fix = fix = advise_unset(doctor, &directory->setting);
		state = "is no folder: git finds no hooks";
	} else if (directory->husky.ptr) {
		doctor->directory_fix = fix = advice_command(doctor->arena, "npx husky");
		state = "is not there: husky has not been run in this worktree";
	} else if (is_relative(&directory->setting) && linked && !bare) {
		state = "is not there: a relative path is taken from each worktree, and this linked one "
				"lacks it";
	}
	doctor_fail(doctor, PATH_CHECK, fix, "%.*s (%.*s) %s", STR_ARG(directory->path),
		STR_ARG(described), state);
}

static int examine_directory(struct doctor *doctor, struct error *reterr)
{
	struct hooks_directory *directory = &doctor->directory;
	struct hooks_setting setting;
	struct str described;

	if (hooks_setting_find(&setting, doctor->arena, reterr))
		return -1;
	described = describe_setting(doctor, &setting);
	if (setting.value.ptr && !setting.value.len) {
		doctor->directory_fix = advise_unset(doctor, &setting);
		doctor_fail(doctor, PATH_CHECK, doctor->directory_fix, "empty (%.*s): git finds no hooks",
			STR_ARG(described));
		return 0;
	}
	if (hooks_directory_find(directory, doctor->arena, reterr))
		return -1;
	if (!setting.value.ptr)
		doctor_pass(doctor, PATH_CHECK, "%.*s", STR_ARG(directory->path));
	else if (is_folder(directory->path))
		doctor_pass(doctor, PATH_CHECK, "%.*s (%.*s%s)", STR_ARG(directory->path),
			STR_ARG(described),
			directory->is_shared        ? ": shared by all repositories"
				: is_relative(&setting) ? ": relative, in each worktree its own"
										: "");
	else
		examine_absent(doctor, described);
	return 0;
}

static void add_inert(struct doctor *doctor, const struct hook *hook)
{
	struct str name = str_from(hook->name);

	if (!str_list_contains(&doctor->inert, name))
		str_list_add(doctor->arena, &doctor->inert, name);
}

/* The hook without which nothing is judged here. */
static bool is_required(const struct doctor *doctor, const struct hook *hook)
{
	return str_equal(str_from(hook->name),
		repository_is_bare(doctor->repository) ? STR("pre-receive") : STR("pre-commit"));
}

static void examine_hook(struct doctor *doctor, const struct hook *hook)
{
	struct hook_look look = hook_look_at(doctor, hook);
	bool is_expected = is_required(doctor, hook) ||
		(hook->by_default && !repository_is_bare(doctor->repository));

	if (!is_expected && !look.is_ours)
		return;
	if (look.runs)
		doctor_pass(doctor, str_from(hook->name), "%.*s", STR_ARG(look.detail));
	else
		doctor_fail(doctor, str_from(hook->name), look.fix, "%.*s", STR_ARG(look.detail));
	if (!look.runs && (look.is_ours || is_required(doctor, hook)))
		add_inert(doctor, hook);
}

static bool has_manager(const struct doctor *doctor, const char *name)
{
	for (size_t i = 0; i < doctor->managers.count; i++)
		if (!strcmp(doctor->managers.items[i].manager->name, name))
			return true;
	return false;
}

/* True if the variable switches off the hooks that run mighook here. */
static bool is_switched_off(const struct doctor *doctor, const char *variable)
{
	const char *value = getenv(variable);
	bool is_zero = value && !strcmp(value, "0");

	if (!strcmp(variable, "MIGHOOK"))
		return is_zero;
	if (!strcmp(variable, "HUSKY"))
		return is_zero && doctor->directory.husky.ptr;
	return (is_zero || (value && !strcmp(value, "false"))) && has_manager(doctor, "lefthook");
}

/* A hook of mighook's own runs whatever a manager is told. */
static bool is_run_by_manager(const struct doctor *doctor, const struct hook *hook)
{
	enum installed found;
	struct error ignored;

	return doctor->directory.path.ptr &&
		!installer_look(doctor->directory.path, str_from(hook->name), &found, &ignored) &&
		found == INSTALLED_FOREIGN;
}

static void examine_environment(struct doctor *doctor)
{
	static const char *const variables[] = {"MIGHOOK", "HUSKY", "LEFTHOOK"};
	const struct hook *hook = hook_find(STR("pre-commit"));

	for (size_t i = 0; i < ARRAY_LENGTH(variables) && !repository_is_bare(doctor->repository);
		 i++) {
		if (!is_switched_off(doctor, variables[i]) || (i && !is_run_by_manager(doctor, hook)))
			continue;
		doctor_fail(doctor, STR("environment"),
			advice_command(doctor->arena, "unset %s", variables[i]),
			"%s=%s: the hooks started from here judge nothing", variables[i], getenv(variables[i]));
		add_inert(doctor, hook);
	}
}

static void examine_manager(struct doctor *doctor, const struct found_manager *found)
{
	struct str name = str_format(doctor->arena, "manager %s", found->manager->name);
	struct advice fix;

	if (manager_mention(found, NULL)) {
		doctor_pass(doctor, name, "%.*s runs mighook", STR_ARG(found->file));
		return;
	}
	fix.text = manager_line(doctor->arena, found, hook_find(STR("pre-commit")), &fix.is_command);
	doctor_fail(doctor, name, fix, "%.*s does not name mighook", STR_ARG(found->file));
}

/* Itself or through a manager. */
static bool names_program(const struct doctor *doctor, struct str command)
{
	const struct found_manager *behind = managers_behind(&doctor->managers, command);

	return mention_of_program(command, (struct str){NULL, 0}) ||
		(behind && manager_mention(behind, NULL));
}

static void examine_configured_hooks(struct doctor *doctor)
{
	const struct configured_hooks *configured = &doctor->configured_hooks;
	struct str name = STR("manager git-config"), ours = {NULL, 0};
	bool any = false;

	for (size_t i = 0; i < configured->count; i++) {
		struct str command = configured->items[i].command;

		any |= command.ptr != NULL;
		if (names_program(doctor, command))
			ours = configured->items[i].name;
	}
	if (!any)
		return;
	if (!ours.ptr)
		doctor_fail(doctor, name,
			advice_command(doctor->arena, "mighook install%s",
				doctor->runs_configured_hooks ? " --config-hook" : ""),
			"no hook.*.command names mighook");
	else if (!doctor->runs_configured_hooks)
		doctor_fail(doctor, name, advice_command(doctor->arena, "mighook install"),
			"hook.%.*s.command runs mighook, but only git 2.54 or newer reads it", STR_ARG(ours));
	else
		doctor_pass(doctor, name, "hook.%.*s.command runs mighook", STR_ARG(ours));
}

int doctor_examine_hooks(struct doctor *doctor, struct error *reterr)
{
	if (configured_hooks_find(&doctor->configured_hooks, doctor->arena, reterr) ||
		examine_directory(doctor, reterr))
		return -1;
	doctor->managers = managers_find(doctor->arena, repository_worktree(doctor->repository));
	for (size_t i = 0; i < hook_count; i++)
		examine_hook(doctor, hooks[i]);
	doctor_examine_program(doctor);
	examine_environment(doctor);
	for (size_t i = 0; i < doctor->managers.count; i++)
		examine_manager(doctor, &doctor->managers.items[i]);
	examine_configured_hooks(doctor);
	return 0;
}
