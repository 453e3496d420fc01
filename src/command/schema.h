/* SPDX-License-Identifier: MIT */
/* The parts of `mighook schema`: what needs no server is in every program. */
#ifndef MIGHOOK_COMMAND_SCHEMA_H
#define MIGHOOK_COMMAND_SCHEMA_H

#include "command/command.h"

/* dump, hash and check. Weak: NULL in a program that is linked without it. */
enum exit_code schema_run_on_database(struct context *context, struct error *reterr)
	__attribute__((weak));

#endif
