/* SPDX-License-Identifier: MIT */
/* What `mighook status` prints (requirements S1-09 to S1-11). */
#ifndef MIGHOOK_COMMAND_STATUS_REPORT_H
#define MIGHOOK_COMMAND_STATUS_REPORT_H

#include "check_database.h"

struct status_report {
	const struct database_check *database;
	int64_t since; /* only what was applied then or later; INT64_MIN: everything */
	bool states[LEDGER_STATE_COUNT]; /* only these are shown */
	bool is_long, colored;
	bool has_remedies; /* what to do about each state is told */
};

/* The items that are shown, in the ledger's order. */
struct shown {
	const struct ledger_item **items;
	size_t count;
	const struct status_report *report;
};

struct shown status_shown(const struct status_report *report);

/* A head, a table with the newest migration first, and a line that sums it up. */
void status_write_text(FILE *out, const struct status_report *report);

/* One object (design section 5). */
void status_write_json(FILE *out, const struct status_report *report);

/* The paths of what is shown and has a file, the newest last. */
void status_write_paths(FILE *out, const struct status_report *report);

/* A line for each state that something is to be done about. */
void status_write_remedies(FILE *out, const struct ledger *ledger, const struct target *target);

/* "Legacy: 70 applied. Supabase: 110 applied, 0 pending, 0 failed." */
struct str status_summary(struct arena *arena, const struct ledger *ledger);

#endif
