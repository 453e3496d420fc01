/* SPDX-License-Identifier: MIT */
/* What was proven of a squash, and what was not. */
#include "base/escape.h"
#include "command/squash_report.h"
#include "report/formats.h"

static const char *shown(const struct squash_report *report, struct str text)
{
	return escape_text(report->context->arena, text, false).ptr;
}

/* The line of the baseline that failed: nobody can look into a file that was not written. */
static struct str failing_line(
	const struct squash_plan *files, const struct replay_failure *failure)
{
	struct str rest = files->content, line = STR("");

	if (!str_equal(failure->path, files->path))
		return (struct str){NULL, 0};
	for (size_t i = 0; i < failure->line && str_next(&rest, '\n', &line); i++)
		;
	return line;
}

static void write_failures(
	const struct squash_report *report, const struct squash_plan *files, struct str when)
{
	const struct replay_failures *failures = &report->proof->failures;

	for (size_t i = 0; i < failures->count; i++) {
		const struct replay_failure *failure = &failures->items[i];
		struct str line = failing_line(files, failure);

		printf("-- %.*s: %s:%zu:%zu: %.*s\n", STR_ARG(when), shown(report, failure->path),
			failure->line, failure->column, STR_ARG(failure->message));
		if (line.ptr)
			printf("--   %s\n", shown(report, line));
		if (failure->hint.ptr)
			printf("--   %.*s\n", STR_ARG(failure->hint));
	}
}

static void write_objects(const struct squash_report *report, const struct drift_objects *objects,
	const char *before, const char *after)
{
	for (size_t i = 0; i < objects->count; i++) {
		const struct drift_object *object = &objects->items[i];

		printf("--   %-12s %s %s (%s: %s; %s: %s)\n", drift_changes[object->change],
			shown(report, object->kind), shown(report, object->name), before,
			object->left.ptr ? "yes" : "no", after, object->right.ptr ? "yes" : "no");
	}
}

static void write_rows(
	const struct squash_report *report, const struct squash_rows_changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct squash_rows_change *change = &changes->items[i];

		printf("--   %s: %s %.*s, with the baseline %.*s%s\n", shown(report, change->table),
			change->is_sequence ? "last value" : "rows", STR_ARG(change->before),
			STR_ARG(change->after), str_equal(change->before, change->after) ? ", and others" : "");
	}
}

/* The database is not what its migrations lead to. */
static void write_live(const struct squash_report *report)
{
	const struct database_drift *live = &report->proof->live;

	printf("-- %s has not the schema that its migrations lead to: %s\n", live->database.place.ptr,
		drift_verdicts[live->verdict]);
	for (size_t i = 0; i < live->comparisons.count; i++)
		write_objects(report, &live->comparisons.items[i]->objects, "migrations", "database");
	for (size_t i = 0; i < live->sets.count; i++)
		for (size_t j = 0; j < live->sets.items[i].chain.failures.count; j++)
			printf("--   %s: %.*s\n",
				shown(report, live->sets.items[i].chain.failures.items[j].path),
				STR_ARG(live->sets.items[i].chain.failures.items[j].message));
	printf("-- next: %s\n",
		target_in_commands(
			&live->database.target, report->context->arena, STR("mighook drift --against db"))
			.ptr);
}

static void write_difference(const struct squash_report *report, const struct squash_plan *files)
{
	const struct squash_proof *proof = report->proof;

	if (proof->failures.count)
		write_failures(report, files,
			proof->is_broken ? STR("the migrations fail as they are")
							 : STR("with the baseline in their place"));
	if (proof->objects.count) {
		printf("-- %zu object%s not as before:\n", proof->objects.count,
			proof->objects.count == 1 ? " is" : "s are");
		write_objects(report, &proof->objects, "before", "with the baseline");
	}
	if (proof->rows.count) {
		printf("-- an empty database does not get the rows that it got before:\n");
		write_rows(report, &proof->rows);
	}
}

/* Statements that no dump has, and what becomes of them. */
static void write_statements(
	const struct squash_report *report, enum squash_statement_kind kind, const char *title)
{
	const struct squash_statements *statements = &report->proof->statements;

	if (squash_statements_count(statements, kind))
		printf("-- %s\n", title);
	for (size_t i = 0; i < statements->count; i++) {
		const struct squash_statement *statement = &statements->items[i];

		if (statement->kind == kind)
			printf("--   %s:%zu: %s%s\n", shown(report, statement->path), statement->line,
				shown(report, statement->beginning),
				statement->is_gone ? " (left out: its table is dropped further down)" : "");
	}
}

static void write_left_out(const struct squash_report *report)
{
	const struct squash_proof *proof = report->proof;

	write_statements(report, SQUASH_ROLE, "carried over, before the schema:");
	write_statements(report, SQUASH_ROWS,
		report->keeps_rows ? "carried over, behind the schema:"
						   : "not carried over, so that an empty database has not its rows "
							 "(--keep-data carries it over):");
	write_statements(report, SQUASH_SETTING, "not carried over: settings of the server:");
	if (proof->lost.count) {
		printf("-- rows that an empty database gets no more:\n");
		write_rows(report, &proof->lost);
	}
	if (proof->statements.privileges && !proof->has_privileges &&
		!arguments_has(report->context->arguments, "acl"))
		printf("-- not carried over: %zu GRANT or REVOKE (--acl takes privileges along)\n",
			proof->statements.privileges);
}

void squash_write_proof(const struct squash_report *report, const struct squash_plan *files)
{
	const struct squash_proof *proof = report->proof;
	const char *name = shown(report, files->path);

	write_left_out(report);
	if (report->is_unproven) {
		printf("-- NOT PROVEN (--no-proof): that %s leads to what the migrations led to\n", name);
		return;
	}
	printf("-- proven: %s, and what is left behind it, leads to the same schema%s as all "
		   "migrations before, object by object\n",
		name, report->keeps_rows ? " and rows" : "");
	for (size_t i = 0; i < proof->of_the_moment.count; i++)
		printf("-- not compared: %s, which differs from run to run\n",
			shown(report, proof->of_the_moment.items[i]));
	for (size_t i = 0; i < proof->unverified.count; i++)
		printf("-- not verified: %zu object%s that use%s the extension %s, which is not installed "
			   "here: a stand-in took its place\n",
			proof->unverified.items[i].objects.count,
			proof->unverified.items[i].objects.count == 1 ? "" : "s",
			proof->unverified.items[i].objects.count == 1 ? "s" : "",
			shown(report, proof->unverified.items[i].extension));
}

static void add_failures(struct json *root, const struct squash_report *report)
{
	struct json *failures = json_add_array(root, "failures");

	for (size_t i = 0; i < report->proof->failures.count; i++) {
		const struct replay_failure *failure = &report->proof->failures.items[i];
		struct json *object = json_append_object(failures);

		json_add_path(object, "path", failure->path);
		json_add_number(object, "line", (int64_t)failure->line);
		json_add_number(object, "column", (int64_t)failure->column);
		json_add_string(object, "sqlstate", failure->sqlstate);
		json_add_string(object, "message", failure->message);
		json_add_string(object, "hint", failure->hint);
	}
}

static void add_objects(struct json *array, const char *side, const struct drift_objects *objects)
{
	for (size_t i = 0; i < objects->count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "against", str_from(side));
		json_add_string(object, "kind", objects->items[i].kind);
		json_add_string(object, "name", objects->items[i].name);
		json_add_string(object, "change", str_from(drift_changes[objects->items[i].change]));
		json_add_string(object, "before", objects->items[i].left);
		json_add_string(object, "after", objects->items[i].right);
	}
}

static void add_rows(struct json *root, const char *key, const struct squash_rows_changes *changes)
{
	struct json *array = json_add_array(root, key);

	for (size_t i = 0; i < changes->count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "table", changes->items[i].table);
		json_add_string(object, "before", changes->items[i].before);
		json_add_string(object, "after", changes->items[i].after);
	}
}

static void add_statements(struct json *root, const struct squash_report *report)
{
	static const char *const kinds[] = {
		[SQUASH_ROLE] = "role", [SQUASH_ROWS] = "rows", [SQUASH_SETTING] = "setting"};
	const struct squash_statements *statements = &report->proof->statements;
	struct json *array = json_add_array(root, "statements");

	for (size_t i = 0; i < statements->count; i++) {
		const struct squash_statement *statement = &statements->items[i];
		struct json *object = json_append_object(array);

		json_add_path(object, "path", statement->path);
		json_add_number(object, "line", (int64_t)statement->line);
		json_add_string(object, "kind", str_from(kinds[statement->kind]));
		json_add_string(object, "sql", statement->sql);
		json_add_bool(object, "carried",
			statement->kind == SQUASH_ROLE ||
				(statement->kind == SQUASH_ROWS && report->keeps_rows && !statement->is_gone));
	}
}

void squash_add_proof(struct json *root, const struct squash_report *report)
{
	const struct squash_proof *proof = report->proof;
	struct json *differences;

	json_add_bool(root, "proven", proof->is_proven);
	differences = json_add_array(root, "differences");
	add_objects(differences, "migrations", &proof->objects);
	for (size_t i = 0; i < proof->live.comparisons.count; i++)
		add_objects(differences, "database", &proof->live.comparisons.items[i]->objects);
	add_failures(root, report);
	add_rows(root, "rows", &proof->rows);
	add_rows(root, "rows_lost", &proof->lost);
	add_statements(root, report);
}

void squash_write_refusal(
	const struct squash_report *report, const struct squash_plan *files, bool json)
{
	_cleanup_(json_free) struct json *root = NULL;

	if (json) {
		root = report_json_envelope("squash");
		json_add_path(root, "baseline", files->path);
		json_add_bool(root, "executed", false);
		squash_add_proof(root, report);
		json_write(stdout, root);
		return;
	}
	if (report->proof->live.verdict != DRIFT_CLEAN)
		write_live(report);
	else
		write_difference(report, files);
	printf("-- not proven: nothing was squashed%s\n",
		report->proof->failures.count && !report->proof->is_broken && report->keeps_rows
			? "; a statement that fails on the schema at the end is to be carried over by hand, "
			  "in a migration behind the baseline: without --keep-data"
			: "");
}
