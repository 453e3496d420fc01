/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "lint/rule.h"
#include "report/formats.h"
#include "version.h"

enum { SCHEMA_VERSION = 1 };

struct json *report_json_envelope(const char *command)
{
	struct json *root = json_new_object();

	json_add_number(root, "schema", SCHEMA_VERSION);
	json_add_string(root, "tool", STR("mighook"));
	json_add_string(root, "version", STR(MIGHOOK_VERSION));
	json_add_string(root, "command", str_from(command));
	return root;
}

static void add_diagnostics(
	struct json *parent, const struct diagnostics *diagnostics, struct str commit)
{
	struct json *array = json_add_array(parent, "diagnostics");

	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];
		struct json *object = json_append_object(array);

		json_add_string(object, "rule", str_from(diagnostic->rule->key.id));
		json_add_string(object, "severity", str_from(severity_name(diagnostic->severity)));
		json_add_path(object, "path", diagnostic->path);
		json_add_number(object, "line", diagnostic->start.line);
		json_add_number(object, "column", diagnostic->start.column);
		json_add_number(object, "end_line", diagnostic->end.line);
		json_add_number(object, "end_column", diagnostic->end.column);
		json_add_string(object, "message", diagnostic->message);
		json_add_string(object, "hint", diagnostic->hint);
		if (commit.ptr)
			json_add_string(object, "commit", commit);
	}
}

static void add_check(struct json *root, const struct report *report)
{
	const struct diagnostics *diagnostics = &report->diagnostics;
	struct json *summary;

	json_add_string(root, "source", str_from(report->source));
	summary = json_add_object(root, "summary");
	json_add_number(summary, "errors", (int64_t)diagnostics_count(diagnostics, SEVERITY_ERROR));
	json_add_number(summary, "warnings", (int64_t)diagnostics_count(diagnostics, SEVERITY_WARNING));
	json_add_number(summary, "infos", (int64_t)diagnostics_count(diagnostics, SEVERITY_INFO));
	json_add_number(summary, "migrations", (int64_t)report->migrations);
	json_add_number(summary, "changed", (int64_t)report->changed);
	json_add_number(summary, "opaque", (int64_t)report->unread);
	add_diagnostics(root, diagnostics, (struct str){NULL, 0});
}

static void add_audit(struct json *root, const struct report *report)
{
	struct json *summary = json_add_object(root, "summary"), *commits;

	json_add_number(summary, "commits", (int64_t)report->commit_count);
	json_add_number(summary, "violating", (int64_t)report->violating);
	commits = json_add_array(root, "commits");
	for (size_t i = 0; i < report->commits.count; i++) {
		const struct report_commit *commit = &report->commits.items[i];
		struct json *object = json_append_object(commits);

		json_add_string(object, "commit", commit->id);
		json_add_string(object, "subject", commit->subject);
		add_diagnostics(object, &commit->diagnostics, commit->id);
	}
}

void report_json(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(report->command);

	if (report->source)
		add_check(root, report);
	else
		add_audit(root, report);
	json_write(out, root);
}
