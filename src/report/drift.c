/* SPDX-License-Identifier: MIT */
/* Schemas that differ, for people, programs and CI. */
#include "report/drift.h"

#include "base/escape.h"
#include "base/json.h"
#include "lint/rule.h"
#include "report/formats.h"
#include "report/markdown_text.h"

static const char *shown(struct arena *arena, struct str text)
{
	return escape_text(arena, text, /* keep_tabs= */ false).ptr;
}

static bool is_clean(const struct report_drift *drift)
{
	return !strcmp(drift->verdict, "clean");
}

/* Migrations that fail, with the line where they do. */
static void write_failures(FILE *out, const struct report *report)
{
	struct report failed = *report;

	failed.command = "check";
	failed.diagnostics.items = arena_array(
		report->arena, struct diagnostic, report->diagnostics.count + 1);
	failed.diagnostics.count = 0;
	for (size_t i = 0; i < report->diagnostics.count; i++)
		if (!strcmp(report->diagnostics.items[i].rule->key.id, "replay-failed"))
			failed.diagnostics.items[failed.diagnostics.count++] = report->diagnostics.items[i];
	failed.summary = (struct str){NULL, 0};
	if (!failed.diagnostics.count)
		return;
	report_text(out, &failed);
	fputc('\n', out);
}

/* Who has it, in words. */
static struct str explanation(struct arena *arena, const struct report_drift_object *object)
{
	const char *left = shown(arena, object->left_name), *right = shown(arena, object->right_name);
	struct text text = {.arena = arena};

	if (!object->left.ptr)
		text_addf(&text, "%s: yes; %s: no", right, left);
	else if (!object->right.ptr)
		text_addf(&text, "%s: yes; %s: no", left, right);
	else
		text_addf(&text, "%s and %s differ", left, right);
	if (object->odd)
		text_addf(&text, "; odd: %s", object->odd);
	return text_str(&text);
}

/* One line of SQL is shown; what is longer is in the diff. */
static bool is_short(struct str sql)
{
	sql = str_trim(sql);
	return sql.ptr && sql.len <= 120 && !memchr(sql.ptr, '\n', sql.len);
}

static void write_object(
	FILE *out, struct arena *arena, const struct report_drift_object *object, int width[2])
{
	fprintf(out, "%-*s  %-*s  %s  (%s)\n", width[0], object->change, width[1],
		shown(arena, object->kind), shown(arena, object->name), explanation(arena, object).ptr);
	if (!is_short(object->left) || !is_short(object->right))
		return;
	fprintf(out, "    - %s\n    + %s\n", shown(arena, str_trim(object->left)),
		shown(arena, str_trim(object->right)));
}

/* A script: what there is to say stands in comments. */
static void write_sql(FILE *out, const struct report *report)
{
	const struct report_drift *drift = report->drift;

	for (size_t i = 0; i < drift->failure_count; i++)
		fprintf(out, "-- %s:%zu:%zu: %s\n", shown(report->arena, drift->failures[i].path),
			drift->failures[i].line, drift->failures[i].column,
			shown(report->arena, drift->failures[i].message));
	for (size_t i = 0; i < drift->summaries.count; i++)
		fprintf(out, "-- %s\n", shown(report->arena, drift->summaries.items[i]));
	fprintf(out, "%.*s", STR_ARG(drift->sql));
}

void report_drift_text(FILE *out, const struct report *report)
{
	const struct report_drift *drift = report->drift;
	int width[2] = {0, 0};

	if (drift->sql.ptr) {
		write_sql(out, report);
		return;
	}
	write_failures(out, report);
	for (size_t i = 0; i < drift->count; i++) {
		int change = (int)strlen(drift->objects[i].change), kind = (int)drift->objects[i].kind.len;

		width[0] = change > width[0] ? change : width[0];
		width[1] = kind > width[1] ? kind : width[1];
	}
	for (size_t i = 0; i < drift->count; i++) {
		struct str path = drift->objects[i].path;

		if (path.ptr && (!i || !str_equal(path, drift->objects[i - 1].path)))
			fprintf(out, "%s%s\n", i ? "\n" : "", shown(report->arena, path));
		write_object(out, report->arena, &drift->objects[i], width);
	}
	if (drift->shows_diff && drift->diff.len)
		fprintf(
			out, "%s%s", drift->count ? "\n" : "", escape_lines(report->arena, drift->diff).ptr);
	if (drift->count)
		fputc('\n', out);
	for (size_t i = 0; i < drift->skip_count; i++)
		if (drift->skips[i].reason.ptr)
			fprintf(out, "no way back: %s: %s\n", shown(report->arena, drift->skips[i].path),
				shown(report->arena, drift->skips[i].reason));
	for (size_t i = 0; i < drift->summaries.count; i++)
		fprintf(out, "%s\n", shown(report->arena, drift->summaries.items[i]));
	for (size_t i = 0; i < drift->hints.count; i++)
		fprintf(out, "  hint: %s\n", shown(report->arena, drift->hints.items[i]));
}

static void add_objects(struct json *root, const struct report_drift *drift)
{
	struct json *objects = json_add_array(root, "objects");

	for (size_t i = 0; i < drift->count; i++) {
		const struct report_drift_object *object = &drift->objects[i];
		struct json *members = json_append_object(objects);

		json_add_string(members, "kind", object->kind);
		json_add_string(members, "name", object->name);
		json_add_string(members, "change", str_from(object->change));
		json_add_string(members, "left", object->left);
		json_add_string(members, "right", object->right);
		json_add_string(members, "left_name", object->left_name);
		json_add_string(members, "right_name", object->right_name);
		json_add_string(members, "odd", str_from(object->odd));
		json_add_string(members, "severity", str_from(object->severity));
		json_add_path(members, "set", object->set);
		json_add_path(members, "path", object->path);
	}
}

static void add_skips(struct json *root, const struct report_drift *drift)
{
	struct json *skips = json_add_array(root, "skips");

	for (size_t i = 0; i < drift->skip_count; i++) {
		struct json *object = json_append_object(skips);

		json_add_path(object, "set", drift->skips[i].set);
		json_add_path(object, "path", drift->skips[i].path);
		json_add_string(object, "reason",
			drift->skips[i].reason.ptr ? drift->skips[i].reason : STR("there is no down part"));
	}
}

static void add_failures(struct json *root, const struct report_drift *drift)
{
	struct json *failures = json_add_array(root, "failures");

	for (size_t i = 0; i < drift->failure_count; i++) {
		const struct report_drift_failure *failure = &drift->failures[i];
		struct json *object = json_append_object(failures);

		json_add_path(object, "set", failure->set);
		json_add_path(object, "path", failure->path);
		json_add_number(object, "line", (int64_t)failure->line);
		json_add_number(object, "column", (int64_t)failure->column);
		json_add_number(object, "statement", (int64_t)failure->statement);
		json_add_string(object, "sqlstate", failure->sqlstate);
		json_add_string(object, "message", failure->message);
		json_add_string(object, "hint", failure->hint);
	}
}

static void add_unverified(struct json *root, const struct report_drift *drift)
{
	struct json *unverified = json_add_array(root, "unverified");

	for (size_t i = 0; i < drift->unverified_count; i++) {
		struct json *object = json_append_object(unverified);

		json_add_string(object, "extension", drift->unverified[i].extension);
		json_add_string(object, "name", drift->unverified[i].name);
	}
}

void report_drift_json(FILE *out, const struct report *report)
{
	_cleanup_(json_free) struct json *root = report_json_envelope(report->command);
	const struct report_drift *drift = report->drift;

	json_add_string(root, "verdict", str_from(drift->verdict));
	json_add_number(root, "pending", (int64_t)drift->pending);
	add_failures(root, drift);
	add_unverified(root, drift);
	add_skips(root, drift);
	if (drift->sql.ptr)
		json_add_string(root, "sql", drift->sql);
	add_objects(root, drift);
	report_json_findings(out, root, "diagnostics", &report->diagnostics);
}

/* The words that the document asks for (seed 5 lines 440-448), and then each finding. */
void report_drift_github(FILE *out, const struct report *report)
{
	if (!is_clean(report->drift))
		fputs("::error::Schema drift detected!\n", out);
	report_github(out, report);
}

/* The first lines of a diff: a summary of GitHub's may have 1 MiB, and nobody reads more. */
static struct str first_lines(struct str text, size_t count)
{
	size_t end = 0;

	while (end < text.len && count) {
		const char *feed = memchr(text.ptr + end, '\n', text.len - end);

		end = feed ? (size_t)(feed - text.ptr) + 1 : text.len;
		count--;
	}
	return str_slice(text, 0, end);
}

void report_drift_markdown(FILE *out, const struct report *report)
{
	const struct report_drift *drift = report->drift;
	struct arena scratch = {0};

	fprintf(out, "<!-- mighook:drift -->\n### %s\n\n",
		is_clean(drift) ? "\xe2\x9c\x85 No schema drift detected"
						: "\xf0\x9f\x9a\xa8 Schema Drift Detected");
	for (size_t i = 0; i < drift->summaries.count; i++)
		fprintf(out, "%s\n\n", markdown_sentence(&scratch, drift->summaries.items[i]).ptr);
	for (size_t i = 0; i < drift->failure_count; i++)
		fprintf(out, "- %s line %zu: %s\n", markdown_code(&scratch, drift->failures[i].path).ptr,
			drift->failures[i].line, markdown_sentence(&scratch, drift->failures[i].message).ptr);
	if (drift->count)
		fprintf(out, "| Change | Kind | Object | %s |\n| --- | --- | --- | --- |\n",
			drift->objects[0].path.ptr ? "File" : "Odd");
	for (size_t i = 0; i < drift->count; i++) {
		const struct report_drift_object *object = &drift->objects[i];

		fprintf(out, "| %s | %.*s | %s | ", object->change, STR_ARG(object->kind),
			markdown_code(&scratch, object->name).ptr);
		fprintf(out, "%s |\n",
			object->path.ptr  ? markdown_code(&scratch, object->path).ptr
				: object->odd ? object->odd
							  : "");
		arena_reset(&scratch);
	}
	if (drift->diff.len)
		fprintf(out, "\n%s", markdown_block(&scratch, "diff", first_lines(drift->diff, 100)).ptr);
	arena_release(&scratch);
}
