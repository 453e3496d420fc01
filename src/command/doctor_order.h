/* SPDX-License-Identifier: MIT */
/* `mighook doctor --order`: which migration uses what a later one creates (requirement S1-17). */
#ifndef MIGHOOK_COMMAND_DOCTOR_ORDER_H
#define MIGHOOK_COMMAND_DOCTOR_ORDER_H

#include "command/command.h"
#include "install/doctor.h"

/* Adds a check for each such statement, with the renaming that mends it; one that is well if there
 * is none. `ret_found` tells which. */
_must_check_ int doctor_examine_order(
	const struct context *context, struct doctor *doctor, bool *ret_found, struct error *reterr);

#endif
