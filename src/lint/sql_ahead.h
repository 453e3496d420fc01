/* SPDX-License-Identifier: MIT */
/* Where all of a large set is judged, its SQL is read while its files still are. */
#ifndef MIGHOOK_LINT_SQL_AHEAD_H
#define MIGHOOK_LINT_SQL_AHEAD_H

#include "lint/run.h"
#include "lint/sql_jobs.h"

struct sql_ahead;

/* Listens to the scripts that are loaded for the change, where it is worth it. It is of the
 * change's arena; to be ended before that goes. */
struct sql_ahead *sql_ahead_begin(const struct lint *lint, struct change_set *changes);
void sql_ahead_end(struct sql_ahead **ahead);

/* What is or was read of the set, all of its scripts; NULL: nothing was. */
struct sql_jobs *sql_ahead_jobs(struct sql_ahead *ahead, const struct migration_set *set);

#endif
