/* SPDX-License-Identifier: MIT */
/* What `mighook status` prints (requirements S1-09 to S1-11). */
#ifndef MIGHOOK_COMMAND_STATUS_REPORT_H
#define MIGHOOK_COMMAND_STATUS_REPORT_H

#include "check_database.h"

struct status_report {
	const struct database_check *database;
	int64_t since; /* only what was applied then or later; INT64_MIN: everything */
	bool is_long, colored;
};

/* A head, a table with the newest migration first, and a line that sums it up. */
void status_write_text(FILE *out, const struct status_report *report);

/* One object (design section 5). */
void status_write_json(const struct status_report *report);

/* "Legacy: 70 applied. Supabase: 110 applied, 0 pending, 0 failed." */
struct str status_summary(struct arena *arena, const struct ledger *ledger);

#endif
