/* SPDX-License-Identifier: MIT */
/* GitLab's Code Quality report (GitLab documentation, "Code Quality report format"). */
#include "base/json.h"
#include "lint/rule.h"
#include "report/finding.h"
#include "report/formats.h"

/* GitLab knows info, minor, major, critical and blocker. */
static const char *severity_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return "critical";
	case SEVERITY_WARNING:
		return "minor";
	default:
		return "info";
	}
}

static void write_lines(struct json_members *members, size_t item, void *context)
{
	const struct finding *const *finding = context;

	(void)item;
	json_write_number(members, "begin", (*finding)->diagnostic->start.line);
}

static void write_location(struct json_members *members, size_t item, void *context)
{
	const struct finding *const *finding = context;

	(void)item;
	json_write_path(members, "path", finding_path(*finding));
	json_write_object(members, "lines", write_lines, context);
}

static void write_finding(struct json_members *members, size_t item, void *context)
{
	const struct findings *findings = context;
	const struct finding *finding = &findings->items[item];
	struct arena scratch = {0};

	json_write_string(members, "description", finding_message(&scratch, finding));
	json_write_string(members, "check_name", str_from(finding->diagnostic->rule->key.id));
	json_write_string(members, "fingerprint", finding->fingerprint);
	json_write_string(members, "severity", str_from(severity_of(finding->diagnostic->severity)));
	json_write_object(members, "location", write_location, &finding);
	arena_release(&scratch);
}

void report_gitlab(FILE *out, const struct report *report)
{
	struct findings findings = findings_of(report);

	json_write_bare_list(out, findings.count, write_finding, &findings);
}
