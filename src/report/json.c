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

/* The findings of a check, or of one commit. */
struct listed {
	const struct diagnostics *diagnostics;
	struct str commit; /* ptr NULL: not of one */
};

static void write_diagnostic(struct json_members *members, size_t item, void *context)
{
	const struct listed *listed = context;
	const struct diagnostic *diagnostic = &listed->diagnostics->items[item];

	json_write_string(members, "rule", str_from(diagnostic->rule->key.id));
	json_write_string(members, "severity", str_from(severity_name(diagnostic->severity)));
	json_write_path(members, "path", diagnostic->path);
	json_write_number(members, "line", diagnostic->start.line);
	json_write_number(members, "column", diagnostic->start.column);
	json_write_number(members, "end_line", diagnostic->end.line);
	json_write_number(members, "end_column", diagnostic->end.column);
	json_write_string(members, "message", diagnostic->message);
	json_write_string(members, "hint", diagnostic->hint);
	if (listed->commit.ptr)
		json_write_string(members, "commit", listed->commit);
}

void report_json_findings(
	FILE *out, struct json *root, const char *key, const struct diagnostics *diagnostics)
{
	struct listed listed = {diagnostics, {NULL, 0}};

	json_write_list(out, root, key, diagnostics->count, write_diagnostic, &listed);
}

static void write_check(FILE *out, struct json *root, const struct report *report)
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
	report_json_findings(out, root, "diagnostics", diagnostics);
}

static void write_commit(struct json_members *members, size_t item, void *context)
{
	const struct report *report = context;
	const struct report_commit *commit = &report->commits.items[item];
	struct listed listed = {&commit->diagnostics, commit->id};

	json_write_string(members, "commit", commit->id);
	json_write_string(members, "subject", commit->subject);
	json_write_array(members, "diagnostics", commit->diagnostics.count, write_diagnostic, &listed);
}

static void write_audit(FILE *out, struct json *root, const struct report *report)
{
	struct json *summary = json_add_object(root, "summary");
	struct report copy = *report;

	json_add_number(summary, "commits", (int64_t)report->commit_count);
	json_add_number(summary, "violating", (int64_t)report->violating);
	json_write_list(out, root, "commits", report->commits.count, write_commit, &copy);
}

void report_json(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(report->command);

	if (report->source)
		write_check(out, root, report);
	else
		write_audit(out, root, report);
}
