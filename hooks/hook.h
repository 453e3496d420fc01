/* SPDX-License-Identifier: MIT */
/* The hooks git runs (githooks(5)): a table, one file each. */
#ifndef MIGHOOK_HOOKS_HOOK_H
#define MIGHOOK_HOOKS_HOOK_H

#include "check.h"

struct hook {
	const char *name; /* as git calls it */
	bool by_default; /* `install` installs it unless told otherwise */
	bool reads_stdin; /* git hands it lines there */
	bool is_server; /* runs where others push to: cannot be skipped */
	/* Returns the exit code, or -1 with the error set. */
	int (*run)(struct arena *arena, const struct str_list *arguments, struct error *reterr);
};

extern const struct hook *const hooks[];
extern const size_t hook_count;

/* NULL if there is none of that name. */
const struct hook *hook_find(struct str name);

/* Runs a hook and prints what it has to say to standard error. The exit code is what git asks for:
 * 0 lets it go on. MIGHOOK=0 skips the hook and says so. */
int hook_main(const struct hook *hook, const struct str_list *arguments);

/* Prints nothing when all is well; else the findings below `heading` (ptr NULL: none) and a line
 * that says what happens to `action`. Returns the exit code. */
int hook_report(struct arena *arena, const struct check *check, const struct check_result *result,
	struct str heading, const char *action);

/* Judges what is about to be committed; for hooks that run before a commit. */
int hook_judge_commit(struct arena *arena, const struct str_list *arguments, struct error *reterr);

/* The same for its message alone; ptr NULL: for all but the message. */
int hook_judge_staged(struct arena *arena, struct str message, struct error *reterr);

#endif
