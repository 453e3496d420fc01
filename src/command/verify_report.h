/* SPDX-License-Identifier: MIT */
/* What `mighook verify` prints. */
#ifndef MIGHOOK_COMMAND_VERIFY_REPORT_H
#define MIGHOOK_COMMAND_VERIFY_REPORT_H

#include "check_database_verify.h"

struct verify_report {
	const struct database_verify *verify;
	int64_t now; /* seconds since 1970 */
	bool is_long; /* each object, not only what is missing or different */
	bool is_quiet; /* no summary */
	bool is_colored;
};

/* A line for each object that is missing or different, and one that sums up. */
void verify_write_text(FILE *out, const struct verify_report *report);

/* One object (design section 5). */
void verify_write_json(FILE *out, const struct verify_report *report);

/* The block for a log of the work (seed 4, lines 156-164). */
void verify_write_markdown(FILE *out, const struct verify_report *report);

#endif
