/* SPDX-License-Identifier: MIT */
/*
 * githooks(5), pre-commit: before every `git commit` that makes a commit, also the one that ends a
 * merge with conflicts. GIT_INDEX_FILE names the index that will be committed.
 */
#include "hooks/hook.h"

const struct hook hook_pre_commit = {
	.name = "pre-commit",
	.by_default = true,
	.run = hook_judge_commit,
};
