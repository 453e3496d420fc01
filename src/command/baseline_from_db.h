/* SPDX-License-Identifier: MIT */
/* `mighook baseline --from-db`: files in place of rows. */
#ifndef MIGHOOK_COMMAND_BASELINE_FROM_DB_H
#define MIGHOOK_COMMAND_BASELINE_FROM_DB_H

#include "command/command.h"

/* Runs it; as a command's `run`. */
enum exit_code baseline_from_db(struct context *context, struct error *reterr);

#endif
