/* SPDX-License-Identifier: MIT */
/* What keeps a release back, for people, programs and the summary of a job. */
#include "base/escape.h"
#include "base/json.h"
#include "report/formats.h"
#include "report/markdown_text.h"

void report_gate_text(FILE *out, const struct report *report)
{
	const struct report_gate *gate = report->gate;
	int width = 0;

	for (size_t i = 0; i < gate->count; i++)
		if ((int)strlen(gate->failures[i].check) > width)
			width = (int)strlen(gate->failures[i].check);
	for (size_t i = 0; i < gate->count; i++)
		fprintf(out, "%s%-*s%s  %s\n", report->colored ? "\x1b[31m" : "", width,
			gate->failures[i].check, report->colored ? "\x1b[0m" : "",
			escape_text(report->arena, gate->failures[i].message, /* keep_tabs= */ false).ptr);
	fprintf(out, "%s%s\n", gate->count ? "\n" : "",
		escape_text(report->arena, gate->summary, /* keep_tabs= */ false).ptr);
}

static void write_failure(struct json_members *members, size_t item, void *context)
{
	const struct report_gate *const *gate = context;
	const struct report_failure *failure = &(*gate)->failures[item];

	json_write_string(members, "check", str_from(failure->check));
	json_write_string(members, "version", failure->version);
	json_write_path(members, "path", failure->path);
	json_write_string(members, "message", failure->message);
}

void report_gate_json(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(report->command);
	const struct report_gate *gate = report->gate;
	struct json *checks;

	json_add_bool(root, "ok", !gate->count);
	json_add_string(root, "mode", str_from(gate->mode));
	json_add_string(root, "environment", gate->environment);
	json_add_string(root, "summary", gate->summary);
	checks = json_add_array(root, "checks");
	for (size_t i = 0; i < gate->checks.count; i++)
		json_append_string(checks, gate->checks.items[i]);
	json_write_list(out, root, "failures", gate->count, write_failure, &gate);
}

void report_gate_markdown(FILE *out, const struct report *report)
{
	const struct report_gate *gate = report->gate;
	struct arena scratch = {0};

	fprintf(out, "<!-- mighook:gate -->\n## Migration gate\n\n%s\n",
		markdown_sentence(&scratch, gate->summary).ptr);
	if (gate->count)
		fputs("\n| Check | Version | Failure |\n| --- | --- | --- |\n", out);
	for (size_t i = 0; i < gate->count; i++) {
		const struct report_failure *failure = &gate->failures[i];

		fprintf(out, "| %s | %s | %s |\n", failure->check,
			failure->version.ptr ? markdown_code(&scratch, failure->version).ptr : "",
			markdown_sentence(&scratch, failure->message).ptr);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}
