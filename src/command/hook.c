/* SPDX-License-Identifier: MIT */
#include "hooks/hook.h"

#include "base/escape.h"
#include "command/command.h"

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct str_list arguments = context->arguments->positional;
	const struct hook *hook = arguments.count ? hook_find(arguments.items[0]) : NULL;
	struct text names = {.arena = context->arena};

	if (!hook) {
		for (size_t i = 0; i < hook_count; i++)
			text_addf(&names, "%s%s", i ? ", " : "", hooks[i]->name);
		error_set(reterr, "%s%s; there is %s",
			arguments.count ? "no hook is called " : "which hook?",
			arguments.count ? escape_text(context->arena, arguments.items[0], false).ptr : "",
			text_str(&names).ptr);
		return EXIT_CANNOT_CHECK;
	}
	arguments.items++;
	arguments.count--;
	return (enum exit_code)hook_main(hook, &arguments);
}

const struct command command_hook = {
	.name = "hook",
	.usage = "NAME [ARGUMENTS]",
	.summary = "run as a git hook; what .git/hooks and husky call",
	.description =
		"Runs the hook NAME as git would, with the arguments git gives it. MIGHOOK=0 skips it and\n"
		"says so; MIGHOOK_SKIP=RULE,RULE leaves rules out and says so.",
	.flags = PASSES_ARGUMENTS,
	.run = run,
};
