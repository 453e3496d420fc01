/* SPDX-License-Identifier: MIT */
/* A plan as it is printed, by every command that writes into a database. */
#ifndef MIGHOOK_COMMAND_DATABASE_PLAN_H
#define MIGHOOK_COMMAND_DATABASE_PLAN_H

#include <stdio.h>

#include "base/json.h"
#include "database/plan.h"

/* A script: a line for each step in comments; then, of a plan that waits, what it would execute,
 * with what takes it back in comments; of one that was executed, what takes it back. */
void plan_write_text(FILE *out, struct arena *arena, const struct plan *plan, bool executed);

/* Writes `root` (report_json_envelope and what the command adds) with the members `executed` and
 * `plan` (design section 5). */
void plan_write_json(FILE *out, struct json *root, const struct plan *plan, bool executed);

#endif
