/* SPDX-License-Identifier: MIT */
/*
 * githooks(5), pre-push: arguments are the remote's name and URL, a line on standard input for each
 * reference: local name, local id, remote name, remote id. Judged is what the remote does not have,
 * so that what came around pre-commit (--no-verify, a rebase, a clean cherry-pick) is judged here.
 */
#include "hooks/push.h"

static int run(struct arena *arena, const struct str_list *arguments, struct error *reterr)
{
	static const struct push_columns columns = {.reference = 2, .old = 3, .new = 1, .count = 4};

	if (getenv("PRE_COMMIT")) {
		error_set(reterr, "pre-commit does not hand over the references that are pushed");
		return error_hint(reterr, "mighook install --hook pre-push");
	}
	return hook_judge_push(
		arena, &columns, arguments->count ? arguments->items[0] : STR("origin"), reterr);
}

const struct hook hook_pre_push = {
	.name = "pre-push",
	.by_default = true,
	.reads_stdin = true,
	.run = run,
};
