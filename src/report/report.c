/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <unistd.h>

#include "report/formats.h"

const struct reporter reporters[] = {
	{"text", report_text},
	{"json", report_json},
	{"github", report_github},
};

const size_t reporter_count = ARRAY_LENGTH(reporters);

bool report_is_colored(FILE *out)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return !(no_color && *no_color) && isatty(fileno(out)) && terminal &&
		strcmp(terminal, "dumb") != 0;
}

const struct reporter *reporter_find(struct str name)
{
	for (size_t i = 0; i < reporter_count; i++)
		if (str_equal(name, str_from(reporters[i].name)))
			return &reporters[i];
	return NULL;
}
