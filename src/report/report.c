/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <unistd.h>

#include "report/formats.h"

const struct reporter reporters[] = {
	{"text", report_text, report_review_text, report_gate_text, report_drift_text},
	{"json", report_json, report_review_json, report_gate_json, report_drift_json},
	{"sarif", report_sarif, NULL, NULL, report_sarif},
	{"github", report_github, NULL, report_github, report_drift_github},
	{"gitlab", report_gitlab, NULL, report_gitlab, report_gitlab},
	{"junit", report_junit, NULL, NULL, report_junit},
	{"markdown", report_markdown, report_review_markdown, report_gate_markdown,
		report_drift_markdown},
};

const size_t reporter_count = ARRAY_LENGTH(reporters);

bool report_is_colored(FILE *out)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return !(no_color && *no_color) && isatty(fileno(out)) && terminal &&
		strcmp(terminal, "dumb") != 0;
}

report_write *reporter_writer(const struct reporter *reporter, const struct report *report)
{
	if (report->drift)
		return reporter->write_drift;
	if (report->gate)
		return reporter->write_gate;
	return report->review ? reporter->write_review : reporter->write;
}

const struct reporter *reporter_find(struct str name)
{
	for (size_t i = 0; i < reporter_count; i++)
		if (str_equal(name, str_from(reporters[i].name)))
			return &reporters[i];
	return NULL;
}
