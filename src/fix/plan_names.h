/* SPDX-License-Identifier: MIT */
/* Other names for files and folders, and for them in headers. For the files of this folder only. */
#ifndef MIGHOOK_FIX_PLAN_NAMES_H
#define MIGHOOK_FIX_PLAN_NAMES_H

#include "fix/plan.h"

/* The planned file of that path now; NULL if there is none. */
struct planned_file *plan_find(const struct plan *plan, struct str path);

/* The same, planned from now on. */
struct planned_file *plan_file(struct plan *plan, const struct migration_file *file);

/* Writes down that a finding of the rule was mended there. */
void plan_note(struct plan *plan, struct planned_file *file, struct str rule);

/* True if the file is the change's own, unmerged, and not left alone. */
bool plan_may_touch(const struct plan *plan, const struct migration_file *file);

/* Writes down why a file is not touched, unless it is known already. */
void plan_note_untouched(struct plan *plan, const struct migration_file *file);

/* Plans all of the moves that mend the finding; or, and it is false then, none of them. */
bool plan_take_moves(struct plan *plan, const struct lint *lint, const struct repair_site *site,
	const struct moves *moves);

#endif
