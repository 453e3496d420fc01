/* SPDX-License-Identifier: MIT */
/* What `mighook new` does besides the migration itself. */
#ifndef MIGHOOK_COMMAND_NEW_H
#define MIGHOOK_COMMAND_NEW_H

#include "command/command.h"

/* `new --down-from MIGRATION`. */
enum exit_code new_write_rollback(struct context *context, struct str up, struct error *reterr);

/* Tells on standard output which files there are now, one a line or as JSON. */
_must_check_ int new_print_created(
	struct context *context, const struct str_list *paths, struct error *reterr);

/* Opens the files, paths from the worktree's top, in the editor that git would take. */
_must_check_ int new_edit(
	struct context *context, const struct str_list *paths, struct error *reterr);

#endif
