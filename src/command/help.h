/* SPDX-License-Identifier: MIT */
/* Help, printed from the tables. */
#ifndef MIGHOOK_COMMAND_HELP_H
#define MIGHOOK_COMMAND_HELP_H

#include <stdio.h>

#include "command/command.h"

/* What the program is and its commands. */
void help_write_overview(FILE *out);

/* Usage, description and options of one command. */
void help_write_command(FILE *out, struct arena *arena, const struct command *command);

/* The version and what it is built with. */
void help_write_version(FILE *out);

#endif
