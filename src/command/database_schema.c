/* SPDX-License-Identifier: MIT */
/* `mighook schema dump`, `hash` and `check`: what of that command needs a server. */
#include "base/escape.h"
#include "command/database_options.h"
#include "command/database_schema_output.h"
#include "command/drift_report.h"
#include "command/schema.h"
#include "report/drift.h"

/* Migrations that fail, as `mighook drift` tells it. */
static enum exit_code report_failures(
	const struct context *context, const struct database_drift *drift, struct error *reterr)
{
	struct report report;

	if (drift_report_fill(&report, context, drift, reterr))
		return EXIT_CANNOT_CHECK;
	report.command = schema_command_name(context);
	report.fail_on = SEVERITY_ERROR;
	return command_write_report(context, &report, reterr) ? EXIT_CANNOT_CHECK : EXIT_FINDINGS;
}

/* A database's schema that this server cannot hold is taken as it was dumped. */
static void note_texts(const struct database_drift *drift)
{
	for (size_t i = 0; i < drift->sets.count; i++) {
		const struct schema_side *side = &drift->sets.items[i].chain;

		if (side->is_text)
			check_note(drift->database.check,
				"%s cannot be loaded into a server of this version, and is not in its final form: "
				"%s",
				escape_text(drift->database.check->arena, side->name, false).ptr,
				side->failures.count ? side->failures.items[0].message.ptr : "");
	}
}

/* What the options cannot mean together, as far as they are known before anything is done. */
static int refuse_combinations(const struct context *context, bool is_live, struct error *reterr)
{
	if (!is_live || !arguments_has(context->arguments, "write"))
		return 0;
	error_set(reterr, "--write is for what the migrations lead to, and a database is named");
	return error_hint(reterr, "mighook %s --write", schema_command_name(context));
}

static int require_one_text(
	const struct context *context, const struct database_drift *drift, struct error *reterr)
{
	if (drift->sets.count < 2 || !schema_is_dump(context) ||
		arguments_has(context->arguments, "write"))
		return 0;
	error_set(reterr, "there are %zu sets: whose schema?", drift->sets.count);
	return error_hint(reterr, "mighook schema dump --set %s",
		escape_shell(context->arena, drift->sets.items[0].set->spec->path).ptr);
}

static enum exit_code write_schemas(struct context *context, struct check *check,
	const struct drift_request *request, struct error *reterr)
{
	_cleanup_(database_drift_close) struct database_drift drift = {.verdict = DRIFT_CLEAN};
	struct schema_outputs outputs = {.count = 0};
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		refuse_combinations(context, request->against, reterr) ||
		check_database_schema(check, request, &drift, reterr))
		return EXIT_CANNOT_CHECK;
	if (drift.verdict != DRIFT_CLEAN) {
		command_print_notes(context, check);
		return report_failures(context, &drift, reterr);
	}
	note_texts(&drift);
	if ((!json && require_one_text(context, &drift, reterr)) ||
		schema_outputs_make(context, &drift, request->against, &outputs, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, check);
	if (json)
		schema_outputs_print_json(context, &outputs);
	else
		schema_outputs_print(context, &outputs);
	return EXIT_CLEAN;
}

/* What mends it: the snapshot, its hash, or both. */
static struct str_list hints_of(struct arena *arena, const struct report_drift *drift)
{
	bool is_snapshot = false, is_hash = false;
	struct str_list hints = {0};

	for (size_t i = 0; i < drift->count; i++)
		if (str_equal(drift->objects[i].kind, STR(SCHEMA_HASH_KIND)))
			is_hash = true;
		else
			is_snapshot = true;
	if (is_snapshot)
		str_list_add(arena, &hints, STR("mighook schema dump --write, then git add it"));
	if (is_hash)
		str_list_add(arena, &hints, STR("mighook schema hash --write, then git add it"));
	return hints;
}

static enum exit_code check_schemas(struct context *context, struct check *check,
	const struct drift_request *request, struct error *reterr)
{
	_cleanup_(database_drift_close) struct database_drift drift = {.verdict = DRIFT_CLEAN};
	struct report_drift shown_drift;
	struct report report;

	if (request->against || arguments_has(context->arguments, "write")) {
		error_set(reterr,
			"schema check compares what is committed with the migrations: it takes "
			"neither --write nor a database");
		error_hint(reterr, "mighook drift --against db");
		return EXIT_CANNOT_CHECK;
	}
	if (check_database_drift(check, request, &drift, reterr) ||
		schema_compare_hashes(&drift, reterr) ||
		drift_report_fill(&report, context, &drift, reterr))
		return EXIT_CANNOT_CHECK;
	shown_drift = *report.drift;
	shown_drift.hints = hints_of(context->arena, &shown_drift);
	report.drift = &shown_drift;
	report.command = schema_command_name(context);
	report.fail_on = SEVERITY_ERROR;
	command_print_notes(context, check);
	if (command_write_report(context, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return command_exit_code(&report.diagnostics, SEVERITY_ERROR);
}

enum exit_code schema_run_on_database(struct context *context, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct drift_request request = {.database = database_options_read(context)};
	struct check check;

	request.against = request.database.target.url.ptr || request.database.target.environment.ptr;
	if (words->count > 1) {
		error_set(reterr, "%s takes no argument '%s'", schema_command_name(context),
			escape_text(context->arena, words->items[1], false).ptr);
		error_hint(reterr, "mighook help schema");
		return EXIT_CANNOT_CHECK;
	}
	if (scratch_options_read(context, &request.scratch, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr))
		return EXIT_CANNOT_CHECK;
	return str_equal(words->items[0], STR("check"))
		? check_schemas(context, &check, &request, reterr)
		: write_schemas(context, &check, &request, reterr);
}
