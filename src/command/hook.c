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
	.usage = "HOOK [ARGUMENTS]",
	.summary = "run as a git hook; what .git/hooks and husky call",
	.description =
		"Runs as the git hook HOOK, with the arguments and the input that git gives it; "
		"started under the name of a hook the program is that hook. `pre-commit` and "
		"`pre-merge-commit` judge what is about to be committed, `commit-msg` its message, "
		"`pre-push` what the remote does not have of each reference, and `pre-receive`, on the "
		"server, what a push brings.\n\n"
		"`MIGHOOK=0` skips it and says so; `MIGHOOK_SKIP=RULE,RULE` leaves rules out and says "
		"so. A hook that cannot judge refuses.",
	.flags = PASSES_ARGUMENTS,
	.run = run,
};
