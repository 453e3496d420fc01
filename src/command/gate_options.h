/* SPDX-License-Identifier: MIT */
/* What the command line, and the environment, say of a gate. */
#ifndef MIGHOOK_COMMAND_GATE_OPTIONS_H
#define MIGHOOK_COMMAND_GATE_OPTIONS_H

#include "command/command.h"
#include "database/gate.h"

/* Rows for a table of options. */
#define GATE_OPTIONS \
	{"mode", 0, "strict|manifest|since|relaxed|hash", "which migrations are asked"}, \
		{"since", 0, "VERSION", "only those of this version and later: --mode since"}, \
		{"not-in", 0, "A...B", "those that B adds since it left A may be pending"}, \
		{"any", 0, NULL, "no migration may be pending: what holds without --not-in"}, \
		{"checks", 0, "CHECKS", "what is asked of them, separated by commas; all if not given"}, \
	{ \
		"max-exec", 0, "DURATION", "none may have taken longer, as 30s" \
	}

/* Reads them but for --not-in, which needs the sets. */
_must_check_ int gate_options_read(
	const struct context *context, struct gate_options *ret, struct error *reterr);

/* The mode's name. */
const char *gate_mode_name(enum gate_mode mode);

#endif
