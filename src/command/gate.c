/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "check_database_gate.h"
#include "check_sets.h"
#include "command/database_options.h"
#include "command/gate_options.h"
#include "command/source.h"
#include "lint/rule.h"

/* The migrations that --not-in's range adds, in the sets that are asked. */
static int read_awaited(
	const struct context *context, struct check *check, struct str_list *ret, struct error *reterr)
{
	struct str base, head;

	if (!arguments_has(context->arguments, "not-in"))
		return 0;
	return source_split_range(context, "gate", "not-in", &base, &head, reterr) ||
			check_added(check, base, head, ret, reterr)
		? -1
		: 0;
}

/* "gate failed: prod, strict, 14 migrations: 2 pending, 1 orphan" */
static struct str summary(const struct gate *gate, struct str where)
{
	struct text text = {.arena = gate->arena};
	size_t counts[GATE_CHECK_COUNT] = {0};
	const char *divider = ":";

	for (size_t i = 0; i < gate->failures.count; i++)
		counts[gate->failures.items[i].check]++;
	text_addf(&text, "gate %s: %s, %s", gate->failures.count ? "failed" : "passed",
		escape_text(gate->arena, where, false).ptr, gate_mode_name(gate->options->mode));
	if (gate->options->mode != GATE_HASH)
		text_addf(&text, ", %zu migration%s", gate->asked, gate->asked == 1 ? "" : "s");
	for (size_t i = 0; i < GATE_CHECK_COUNT; i++)
		if (counts[i]) {
			text_addf(&text, "%s %zu %s", divider, counts[i], gate_check_names[i]);
			divider = ",";
		}
	if (gate->awaited)
		text_addf(&text, "; %zu more pending, as it may be", gate->awaited);
	return text_str(&text);
}

/* The failures for each kind of format: as they are, and as findings on the migrations' files. */
static void fill_report(struct report *report, struct report_gate *ret, const struct gate *gate)
{
	struct report_failure *failures = arena_array(
		gate->arena, struct report_failure, gate->failures.count + 1);
	struct rule *rules = arena_array(gate->arena, struct rule, GATE_CHECK_COUNT);

	for (size_t i = 0; i < GATE_CHECK_COUNT; i++) {
		rules[i].key.id = gate_check_names[i];
		if (gate->options->checks[i])
			str_list_add(gate->arena, &ret->checks, str_from(gate_check_names[i]));
	}
	for (size_t i = 0; i < gate->failures.count; i++) {
		const struct gate_failure *failure = &gate->failures.items[i];

		failures[i] = (struct report_failure){
			gate_check_names[failure->check], failure->version, failure->path, failure->message};
		report->diagnostics.rule = &rules[failure->check];
		diagnose_path(&report->diagnostics, failure->path, "%s", failure->message.ptr);
	}
	ret->failures = failures;
	ret->count = gate->failures.count;
	report->gate = ret;
}

static int write_report(const struct context *context, const struct database_check *database,
	const struct gate *gate, struct error *reterr)
{
	struct str environment = database->target.environment;
	struct report_gate shown = {
		.mode = gate_mode_name(gate->options->mode),
		.environment = environment,
		.summary = summary(gate, environment.ptr ? environment : database->place),
	};
	struct report report = {
		.arena = context->arena,
		.command = "gate",
		.diagnostics = {.arena = context->arena, .severity = SEVERITY_ERROR},
		.fail_on = SEVERITY_ERROR,
	};

	fill_report(&report, &shown, gate);
	return command_write_report(context, &report, reterr);
}

/* What is to be compared with a database's schema, and has none. */
static int refuse_rows(
	const struct context *context, const struct gate_options *options, struct error *reterr)
{
	static const char *const rows[] = {"rest", "applied-from"};
	bool compares = options->checks[GATE_SCHEMA] || options->checks[GATE_SCHEMA_HASH];

	for (size_t i = 0; compares && i < ARRAY_LENGTH(rows); i++)
		if (arguments_has(context->arguments, rows[i])) {
			error_set(reterr, "--%s tells what was applied, and nothing of the schema", rows[i]);
			return error_hint(reterr, "mighook gate --db-url URL");
		}
	return 0;
}

/* What was applied, if the mode asks for it; else only the connection. */
static int start(struct check *check, const struct context *context,
	const struct gate_options *options, struct database_check *ret, struct error *reterr)
{
	struct database_options database = database_options_read(context);

	database.needs_migrations = true;
	database.takes_rows = !options->checks[GATE_SCHEMA] && !options->checks[GATE_SCHEMA_HASH];
	if (gate_reads_ledger(options->mode))
		return check_database(check, &database, ret, reterr);
	database.needs_no_record = true;
	return check_database_start(check, &database, ret, reterr) ||
			check_database_connect(ret, CONNECTION_READS, reterr)
		? -1
		: 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options check_options = {
		.policy_path = arguments_value(context->arguments, "policy")};
	_cleanup_(database_check_close) struct database_check database = {.check = NULL};
	struct scratch_request scratch;
	struct gate_options options;
	struct check check;
	struct gate gate;

	if (gate_options_read(context, &options, reterr) ||
		scratch_options_read(context, &scratch, reterr) || refuse_rows(context, &options, reterr) ||
		check_start(&check, context->arena, context->repository, &check_options, reterr) ||
		start(&check, context, &options, &database, reterr) ||
		read_awaited(context, &check, &options.awaited, reterr) ||
		gate_judge(&gate, &database.ledger, &options, reterr) ||
		check_database_gate(&database, &scratch, &gate, reterr))
		return EXIT_CANNOT_CHECK;
	if (options.since.ptr && !gate.asked) {
		error_set(reterr, "--since: no migration is of version %s or later: nothing was asked",
			escape_text(context->arena, options.since, false).ptr);
		return EXIT_CANNOT_CHECK;
	}
	for (size_t i = 0; i < gate.notes.count; i++)
		check_note(&check, "%s", gate.notes.items[i].ptr);
	command_print_notes(context, &check);
	if (write_report(context, &database, &gate, reterr))
		return EXIT_CANNOT_CHECK;
	return gate.failures.count ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_gate = {
	.name = "gate",
	.summary = summary_gate,
	.usage = "[--env NAME | --db-url URL | --rest URL | --applied-from FILE] "
			 "[--mode MODE | --since VERSION] [--not-in A...B | --any] "
			 "[--checks CHECKS] [--max-exec DURATION]",
	.description =
		"Reads what `mighook status` reads, exits with 1 if something is not as a release needs "
		"it, and ends with one line that says it all, for a log or a webhook. Nothing is "
		"written.\n\n"
		"MODE chooses which migrations are asked. `strict`, the default: all that are here, and "
		"all that the database has. `manifest`: those that the set's manifest lists as "
		"`required_migrations`; what a squash point replaces counts as applied where its baseline "
		"is, and nothing of the old history is left beside it. `since`: those of VERSION and "
		"later, in the order of the runner; without --since, of the manifest's `baseline`. "
		"`relaxed`: none; the schema of the database must be the one that all of them lead to, "
		"however it came to it. `hash`: none; its schema must be the one whose hash is committed "
		"(`schema.sha256`, which `mighook schema hash --write` writes). Without --mode and "
		"--since the variable `MIGRATION_VALIDATION_MODE` counts.\n\n"
		"CHECKS are `migrations`, or `status`, for all of these: `pending`, `out-of-order`, "
		"`failed`, `edited`, `orphan`, `mismatch`, `duplicate`. One more, `max-exec`, is asked "
		"where --max-exec is given, of the tables that keep how long a migration took. Besides "
		"there are `replay` (all migrations can be executed on an empty server), `rollback` (what "
		"takes the pending ones back, or else the newest, restores the schema), and `schema` and "
		"`hash`, which ask in any mode what the modes `relaxed` and `hash` do. For these and those "
		"modes a PostgreSQL is started for a moment, as by `mighook drift`, and what is compared "
		"is read over a "
		"connection.\n\n"
		"For pull requests: with --not-in only what is pending and is not added by A...B fails.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			DATABASE_ROWS_OPTIONS,
			GATE_OPTIONS,
			SCRATCH_OPTIONS,
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_GATE,
	.run = run,
};
