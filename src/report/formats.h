/* SPDX-License-Identifier: MIT */
/* The formats of the table in report.c, one file each. */
#ifndef MIGHOOK_REPORT_FORMATS_H
#define MIGHOOK_REPORT_FORMATS_H

#include "report/report.h"

/* For people: grouped by file, with the line of the source and a caret below what is meant. */
void report_text(FILE *out, const struct report *report);

/* For programs: one object (design section 5). */
void report_json(FILE *out, const struct report *report);

/* Workflow commands that GitHub shows as annotations. */
void report_github(FILE *out, const struct report *report);

/* SARIF 2.1.0, which code scanning and editors read. */
void report_sarif(FILE *out, const struct report *report);

/* GitLab's Code Quality report. */
void report_gitlab(FILE *out, const struct report *report);

/* JUnit's XML, which every CI shows. */
void report_junit(FILE *out, const struct report *report);

/* The summary of a job. */
void report_markdown(FILE *out, const struct report *report);

/* Reviews: a table for people, */
void report_review_text(FILE *out, const struct report *report);

/* one object (design section 5), */
void report_review_json(FILE *out, const struct report *report);

/* a comment of a pull request, which names itself so that a program can replace it. */
void report_review_markdown(FILE *out, const struct report *report);

/* Gates: a line for each failure, and one that says it all, */
void report_gate_text(FILE *out, const struct report *report);

/* one object (design section 5), */
void report_gate_json(FILE *out, const struct report *report);

/* the summary of a job. */
void report_gate_markdown(FILE *out, const struct report *report);

/* Drift: migrations that fail and a line for each object, */
void report_drift_text(FILE *out, const struct report *report);

/* one object (design section 5), */
void report_drift_json(FILE *out, const struct report *report);

/* an annotation that says it, before those of the findings, */
void report_drift_github(FILE *out, const struct report *report);

/* the summary of a job, with the first lines of the diff. */
void report_drift_markdown(FILE *out, const struct report *report);

/* The members every JSON output starts with. */
struct json;
struct json *report_json_envelope(const char *command);

/* Writes the object, with the findings as its last member. */
void report_json_findings(
	FILE *out, struct json *root, const char *key, const struct diagnostics *diagnostics);

#endif
