/* SPDX-License-Identifier: MIT */
#include "install/target.h"

extern const struct target target_directory, target_husky, target_lefthook, target_pre_commit,
	target_server, target_config_hook;

const struct target *const targets[] = {&target_directory, &target_husky, &target_lefthook,
	&target_pre_commit, &target_server, &target_config_hook};

const size_t target_count = ARRAY_LENGTH(targets);

const struct target *target_of_option(const char *option)
{
	for (size_t i = 0; i < target_count; i++)
		if (!option ? !targets[i]->option
					: targets[i]->option && !strcmp(option, targets[i]->option))
			return targets[i];
	return NULL;
}

struct str target_guarded_line(struct arena *arena, const char *hook, const char *arguments)
{
	return str_format(arena,
		"if command -v mighook >/dev/null 2>&1; then mighook hook %s%s || exit $?; "
		"else echo 'mighook: not installed here; this is not judged before CI' >&2; fi",
		hook, arguments);
}

bool target_has_usual_hooks(const struct hook *hook)
{
	return hook->by_default;
}
