/* SPDX-License-Identifier: MIT */
/*
 * githooks(5), pre-merge-commit: before `git merge` makes a commit without stopping for conflicts.
 * pre-commit does not run then, and MERGE_HEAD is not written yet: the other parents are known from
 * GITHEAD_<id> alone.
 */
#include "hooks/hook.h"

const struct hook hook_pre_merge_commit = {
	.name = "pre-merge-commit",
	.by_default = true,
	.run = hook_judge_commit,
};
