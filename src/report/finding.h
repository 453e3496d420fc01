/* SPDX-License-Identifier: MIT */
/* The findings of a report in one list, each with what tells it from all others. */
#ifndef MIGHOOK_REPORT_FINDING_H
#define MIGHOOK_REPORT_FINDING_H

#include "report/report.h"

struct finding {
	const struct diagnostic *diagnostic;
	const struct report_commit *commit; /* NULL: not of an audited one */
	/* SHA-256 in hex digits: unique in the report, and the same in the next one if the finding is
	 * still there, also where other lines of the file have come or gone. */
	struct str fingerprint;
};

struct findings {
	struct finding *items;
	size_t count;
};

/* In the order of the report, in its arena. */
struct findings findings_of(const struct report *report);

/* The path of the finding; of one about no file the policy's, for formats that must have one. */
struct str finding_path(const struct finding *finding);

/* The message, behind its commit where it is of one; in the arena. */
struct str finding_message(struct arena *arena, const struct finding *finding);

#endif
