/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <unistd.h>

#include "report/formats.h"

const struct reporter reporters[] = {
	{"text", report_text, report_review_text},
	{"json", report_json, report_review_json},
	{"sarif", report_sarif, NULL},
	{"github", report_github, NULL},
	{"gitlab", report_gitlab, NULL},
	{"junit", report_junit, NULL},
	{"markdown", report_markdown, report_review_markdown},
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
	return report->review ? reporter->write_review : reporter->write;
}

const struct reporter *reporter_find(struct str name)
{
	for (size_t i = 0; i < reporter_count; i++)
		if (str_equal(name, str_from(reporters[i].name)))
			return &reporters[i];
	return NULL;
}
