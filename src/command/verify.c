/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "command/database_options.h"
#include "command/source.h"
#include "command/verify_report.h"

static int read_request(
	const struct context *context, struct verify_request *ret, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct verify_request request = {
		.database = database_options_read(context),
		.migrations = arguments_values(arguments, context->arena, "migration"),
		.views = arguments_values(arguments, context->arena, "require-view"),
	};

	request.database.use = CONNECTION_READS;
	request.database.needs_no_record = true;
	request.database.needs_migrations = true;
	if (arguments_has(arguments, "range") &&
		source_split_range(context, "verify", "range", &request.base, &request.head, reterr))
		return -1;
	*ret = request;
	return 0;
}

/* What is pending was never recorded, whether it is there or not (seed 4, lines 91-121). */
static void note_pending(struct check *check, const struct database_verify *verify)
{
	if (!verify->pending_count)
		return;
	if (verify->migrations.count == 1)
		check_note(check, "it is pending: no table has a record that it was applied");
	else
		check_note(check, "%zu of %zu migrations are pending: no table has a record of them",
			verify->pending_count, verify->migrations.count);
	if (verification_is_good(&verify->verification) && !verify->unproven_count)
		check_note(check,
			"the objects that they make are there all the same; if rows that they write are too, "
			"mighook baseline records them");
}

/* All that is compared is what leaves an object. */
static void note_limits(struct check *check, const struct database_verify *verify)
{
	if (!verify->migrations.count)
		check_note(check, "there is no migration to verify");
	else if (!verify->verification.objects.count)
		check_note(check, "there is nothing to verify: no object is left of it");
	if (verify->verification.counts[VERIFICATION_MISSING] && verify->first_schema.ptr &&
		!str_equal(verify->first_schema, STR("public")))
		check_note(check,
			"names without a schema are looked for in public; this connection would make them in "
			"%s",
			escape_text(check->arena, verify->first_schema, false).ptr);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	_cleanup_(database_verify_close) struct database_verify verify = {.is_whole = false};
	struct verify_report report = {.verify = &verify,
		.is_long = arguments_has(context->arguments, "long"),
		.is_quiet = arguments_has(context->arguments, "quiet"),
		.is_colored = command_is_colored(context, stdout)};
	struct verify_request request;
	struct check check;
	struct str format;

	if (command_choose_format(context, "text|json|markdown", &format, reterr) ||
		read_request(context, &request, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_verify(&check, &request, &verify, reterr))
		return EXIT_CANNOT_CHECK;
	note_pending(&check, &verify);
	note_limits(&check, &verify);
	command_print_notes(context, &check);
	report.now = check.now;
	if (str_equal(format, STR("json")))
		verify_write_json(stdout, &report);
	else if (str_equal(format, STR("markdown")))
		verify_write_markdown(stdout, &report);
	else
		verify_write_text(stdout, &report);
	return verification_is_good(&verify.verification) ? EXIT_CLEAN : EXIT_FINDINGS;
}

const struct command command_verify = {
	.name = "verify",
	.summary = summary_verify,
	.usage = "[--env NAME | --db-url URL] [--migration NAME]... [--range A...B] "
			 "[--require-view NAME]... [--long]",
	.description =
		"Replays the migrations of the index, and those not added yet, in memory, and compares "
		"each object that they lead to with what the database has: schemas, extensions, tables "
		"with their columns (name, type, null or not, default, order) and row level security, "
		"constraints, indexes, types, views, functions, triggers, policies. Nothing is written, "
		"and all is read in one snapshot. What the database has besides is not looked at.\n\n"
		"Whether a table records a migration as applied does not count: what was applied by "
		"hand, in a console, is verified too. That it is pending is said; `mighook baseline` "
		"records it, and this is what should be run before. Rows are not looked at.\n\n"
		"With --migration it asks only for what that migration made or changed, as it is at the "
		"end of the history: what was dropped later is not expected. What was dropped, and has "
		"not been made anew, must not be there. With --range the same for "
		"the migrations that A...B adds.\n\n"
		"An object is `verified`, `missing`, `different`, or `unverified` where it cannot be told "
		"without executing SQL what there should be, or whether two expressions say the same: "
		"that is neither good nor bad. It exits with 1 if something is missing or different.\n\n"
		"`--format markdown` is a block for a log of the work: what was verified when, which "
		"tables are there, and whether row level security is enabled.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			{"migration", 0, "NAME",
				"only that migration, by its version, name or path; may be repeated"},
			{"range", 0, "A...B", "only migrations that the range adds"},
			{"require-view", 0, "NAME",
				"a view that must be there and readable, besides those that the policy names as "
				"`database.require-views`; may be repeated"},
			{"long", 0, NULL, "print each object, not only what is missing or different"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_MARKDOWN,
	.run = run,
};
