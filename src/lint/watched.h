/* SPDX-License-Identifier: MIT */
/* Files outside the migration sets that a rule reads: scripts, workflows, tests, the policy. */
#ifndef MIGHOOK_LINT_WATCHED_H
#define MIGHOOK_LINT_WATCHED_H

#include "git/change.h"
#include "lint/rule.h"

struct watched_file {
	struct str path;
	/* Contents before and after the change; ptr NULL: not there, or no regular file. */
	struct str before, after;
};

struct watched_files {
	struct watched_file *items; /* by path */
	size_t count, capacity;
};

/* Adds the part of a tree that may hold what the rule reads of each change. */
void watched_scope(
	const struct policy *policy, const struct rule *rule, struct arena *arena, struct scope *scope);

/* Reads the files: those that the change's author has changed, or with RULE_READS_UNCHANGED and
 * where every file is judged all there are. */
_must_check_ int watched_load(struct watched_files *ret, const struct change_set *changes,
	const struct policy *policy, const struct rule *rule, struct error *reterr);

#endif
