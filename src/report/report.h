/* SPDX-License-Identifier: MIT */
/* Findings on their way to a reader or a program. */
#ifndef MIGHOOK_REPORT_REPORT_H
#define MIGHOOK_REPORT_REPORT_H

#include <stdio.h>

#include "lint/review.h"

/* A commit of an audited history that has findings. */
struct report_commit {
	struct str id, subject;
	struct diagnostics diagnostics;
};

struct report {
	struct arena *arena;
	const char *command; /* "check", "audit", "review" */
	const char *source; /* check, review: "staged", "range", "all", "paths" */
	struct diagnostics diagnostics; /* check */
	size_t migrations, changed, unread; /* check */
	struct str_list judged; /* check: paths of the files that were judged */
	enum severity fail_on; /* check, audit: what counts as a failure */
	struct {
		struct report_commit *items;
		size_t count, capacity;
	} commits; /* audit */
	size_t commit_count, violating; /* audit */
	const struct review *review; /* review; NULL: it is another command's */
	const struct report_gate *gate; /* gate; NULL: it is another command's */
	const struct report_drift *drift; /* drift (report/drift.h); NULL: it is another command's */
	struct str summary; /* the line that ends a text; ptr NULL: none */
	bool colored; /* text only */
};

/* What keeps a release back; as findings it stands in `diagnostics` besides. */
struct report_failure {
	const char *check;
	struct str version, path; /* ptr NULL: none */
	struct str message;
};

struct report_gate {
	const char *mode;
	struct str environment; /* ptr NULL: it has no name */
	struct str_list checks; /* that were asked */
	struct str summary; /* one line, for a webhook */
	const struct report_failure *failures;
	size_t count;
};

typedef void report_write(FILE *out, const struct report *report);

struct reporter {
	const char *name;
	report_write *write; /* NULL: findings are not written so */
	report_write *write_review; /* NULL: reviews are not */
	report_write *write_gate; /* NULL: what keeps a release back is not */
	report_write *write_drift; /* of drift */
};

extern const struct reporter reporters[];
extern const size_t reporter_count;

/* What is said where `mighook fix` would mend some of the findings. */
#define REPORT_MENDABLE "mighook: to mend what is certain: mighook fix (--dry-run only shows it)"

/* True if text to `out` is coloured unless the user says otherwise: a terminal that can, and no
 * NO_COLOR (no-color.org). */
bool report_is_colored(FILE *out);

/* What writes the report in that format; NULL if nothing does. */
report_write *reporter_writer(const struct reporter *reporter, const struct report *report);

/* NULL if there is no format of that name. */
const struct reporter *reporter_find(struct str name);

#endif
