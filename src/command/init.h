/* SPDX-License-Identifier: MIT */
/* What `mighook init` finds, does and says. */
#ifndef MIGHOOK_COMMAND_INIT_H
#define MIGHOOK_COMMAND_INIT_H

#include "command/command.h"
#include "command/init_policy.h"
#include "install/installation.h"

/* Where a CI looks for what it runs. */
struct ci_workflow {
	const char *name, *template_path, *path;
	const char *second_path; /* where that one is taken; NULL: there is no other place */
	const char *remaining; /* what is left to be done: there, or where there is no other place */
};

struct written_workflow {
	const struct ci_workflow *workflow;
	struct str path, bytes;
};

struct init {
	struct context *context;
	struct arena *arena;
	struct str top; /* of the worktree */
	bool has_policy; /* there is one already */
	struct policy_draft draft;
	struct check check;
	struct check_result result;
	size_t findings; /* without a policy */
	struct diagnostics left; /* what the policy cannot excuse */
	struct {
		struct written_workflow *items;
		size_t count, capacity;
	} workflows;
	bool installs; /* hooks */
	struct installation installation;
	struct found_managers managers;
	struct str_list written; /* paths from the top */
	struct str_list shared; /* the same, of the manager's files, which the team commits too */
	struct str_list remaining; /* what is left to be done */
};

/* Prints what was found and done, and the next command. */
void init_print(const struct init *init);

/* The same as one JSON object. */
void init_write_json(const struct init *init);

#endif
