/* SPDX-License-Identifier: MIT */
/*
 * Hooks in git's configuration (git-config(1), hook.<name>.command and hook.<name>.event), which
 * git runs besides those of the hooks directory, from 2.54 on; an older git ignores them silently.
 */
#include "base/escape.h"
#include "git/git_cli.h"
#include "install/configured_hooks.h"
#include "install/installer.h"
#include "install/target.h"

static int require_git(struct arena *arena, struct error *reterr)
{
	static const char *const command[] = {"version", NULL};
	int status;
	struct str output;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (release_is_at_least(release_parse(output), configured_hooks_release))
		return 0;
	error_set(reterr, "hooks in the configuration need git %u.%u; this is %.*s, which ignores them",
		configured_hooks_release.major, configured_hooks_release.minor, STR_ARG(str_trim(output)));
	return error_hint(reterr, "mighook install");
}

static struct str section_of(struct arena *arena, const struct hook *hook)
{
	return str_format(arena, "hook.mighook-%s", hook->name);
}

static int set(struct arena *arena, struct str section, const char *key, struct str value,
	struct error *reterr)
{
	const char *command[] = {"config", "--local", "--replace-all",
		str_format(arena, "%s.%s", section.ptr, key).ptr, value.ptr, NULL};
	struct str output;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	return status ? error_set(reterr, "git cannot write its configuration here") : 0;
}

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct arena *arena = place->arena;
	struct str folder = place->directory->path;
	struct str program = escape_shell(arena, str_join_path(arena, folder, STR("mighook")));

	if (require_git(arena, reterr) || installer_put_program(folder, place->links_program, reterr))
		return -1;
	for (size_t i = 0; i < chosen->count; i++) {
		const char *name = chosen->items[i]->name;
		struct str section = section_of(arena, chosen->items[i]);

		if (set(arena, section, "command", str_format(arena, "%s hook %s", program.ptr, name),
				reterr) ||
			set(arena, section, "event", str_from(name), reterr))
			return -1;
	}
	*ret_where = STR("git's configuration of this repository");
	return 0;
}

static int remove_sections(
	const struct place *place, struct str_list *removed, struct error *reterr)
{
	for (size_t i = 0; i < hook_count; i++) {
		struct str section = section_of(place->arena, hooks[i]), output;
		const char *command[] = {"config", "--local", "--remove-section", section.ptr, NULL};
		int status;

		if (git_cli_run(place->arena, command, &output, &status, reterr))
			return -1;
		if (!status)
			str_list_add(place->arena, removed, section);
	}
	return 0;
}

static struct str remaining(const struct place *place)
{
	(void)place;
	return (struct str){NULL, 0};
}

const struct target target_config_hook = {
	.option = "config-hook",
	.has_default = target_has_usual_hooks,
	.add = add,
	.remove = remove_sections,
	.remaining = remaining,
};
