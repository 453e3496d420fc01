/* SPDX-License-Identifier: MIT */
/* The git program, asked for what libgit2 cannot read. Its environment is the caller's. */
#ifndef MIGHOOK_GIT_GIT_CLI_H
#define MIGHOOK_GIT_GIT_CLI_H

#include "base/process.h"
#include "git/object.h"

/* Runs `git ARGUMENTS`. */
_must_check_ int git_cli_run(struct arena *arena, const char *const *arguments,
	struct str *ret_output, int *ret_status, struct error *reterr);

/* `git cat-file --batch`, started when it is first asked. */
struct cat_file {
	struct process process;
};

/* An object; git fetches what a partial clone lacks. */
_must_check_ int cat_file_read(struct cat_file *cat_file, const struct object_id *id, size_t digits,
	struct arena *arena, struct object *ret, bool *ret_found, struct error *reterr);

void cat_file_close(struct cat_file *cat_file);

/* What is staged: `git diff --cached`, each changed path as an entry, a deleted one with mode 0.
 * Unmerged paths are an error. */
_must_check_ int git_cli_staged(struct entries *ret, struct arena *arena, struct error *reterr);

/* The commits that lead to any of `tips` and to none of `known`, in no order. */
_must_check_ int git_cli_unknown(struct arena *arena, const struct object_ids *tips,
	const struct object_ids *known, size_t digits, struct object_ids *ret, struct error *reterr);

#endif
