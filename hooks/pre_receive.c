/* SPDX-License-Identifier: MIT */
/*
 * githooks(5), pre-receive: runs on the server once for all references of a push; a line for each
 * on standard input: old id, new id, name. The new objects lie in quarantine
 * (GIT_OBJECT_DIRECTORY). What counts as merged is the main branch before the push; the policy is
 * that branch's too: where it has one, a push cannot bring its own.
 */
#include "hooks/push.h"

static int run(struct arena *arena, const struct str_list *arguments, struct error *reterr)
{
	static const struct push_columns columns = {.reference = 2, .old = 0, .new = 1, .count = 3};

	(void)arguments;
	return hook_judge_push(arena, &columns, (struct str){NULL, 0}, reterr);
}

const struct hook hook_pre_receive = {
	.name = "pre-receive",
	.reads_stdin = true,
	.is_server = true,
	.run = run,
};
