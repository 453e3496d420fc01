/* SPDX-License-Identifier: MIT */
/* What the program says of itself. The manual is generated of the same tables (documents/). */
#ifndef MIGHOOK_COMMAND_HELP_H
#define MIGHOOK_COMMAND_HELP_H

#include <stdio.h>

#include "command/command.h"

/* What the program is for, in a line. */
#define PROGRAM_SUMMARY "stop a bad database migration before it is a commit"

void help_write_version(FILE *out);

/* All commands, one line each. */
void help_write_overview(FILE *out);

/* Usage, description and options of one command. */
void help_write_command(FILE *out, struct arena *arena, const struct command *command);

#endif
