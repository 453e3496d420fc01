/* SPDX-License-Identifier: MIT */
#include "base/clock.h"
#include "base/escape.h"
#include "command/database_options.h"
#include "command/status_report.h"

static int read_since(struct context *context, const struct check *check,
	struct status_report *report, struct error *reterr)
{
	struct str since = arguments_value(context->arguments, "since");

	report->since = INT64_MIN;
	if (!since.ptr || clock_parse_since(since, check->now, &report->since))
		return 0;
	return error_set(reterr, "--since: '%s' is neither a day, as 2025-01-31, nor a duration, as 1h",
		escape_text(context->arena, since, false).ptr);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct database_options database_options = database_options_read(context);
	_cleanup_(database_check_close) struct database_check database = {.check = NULL};
	struct status_report report = {.database = &database,
		.is_long = arguments_has(context->arguments, "long"),
		.colored = command_is_colored(context, stdout)};
	struct check check;
	bool json;

	if (command_wants_json(context, &json, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		read_since(context, &check, &report, reterr) ||
		check_database(&check, &database_options, &database, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (json)
		status_write_json(&report);
	else
		status_write_text(stdout, &report);
	return ledger_is_clean(&database.ledger) ? EXIT_CLEAN : EXIT_FINDINGS;
}

const struct command command_status = {
	.name = "status",
	.summary = summary_status,
	.usage = "[--env NAME | --db-url URL] [--long] [--since WHEN]",
	.description =
		"Reads the tables in which the runner, and the team, keep what was applied, and puts them "
		"side by side with the migrations of the index and those not added yet. Nothing is "
		"written: the session is read-only, and all is read in one snapshot.\n\n"
		"A migration is APPLIED, PENDING, FAILED, ROLLED BACK, EDITED after it was applied, OUT OF "
		"ORDER (pending, and older than the newest applied one), DUPLICATE (another file has its "
		"version), MISMATCH (applied under another version), an ORPHAN (applied, and there is no "
		"file), or covered by a BASELINE or SQUASHED. It exits with 1 unless all is applied and "
		"nothing is wrong.\n\n"
		"Which database: --env, --db-url, the policy's environment if it lists but one, or "
		"libpq's own environment and service files. No password is ever printed.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			{"long", 0, NULL, "also when and by whom it was applied, how long it took, and where"},
			{"since", 0, "WHEN", "only what was applied since then: a day, or a duration, as 1h"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
