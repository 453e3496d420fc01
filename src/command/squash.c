/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/file.h"
#include "command/database_options.h"
#include "command/squash_report.h"

/* Options of the one squash that say nothing to the other. */
static int read_request(const struct context *context, bool history_only, struct str *ret_dump,
	struct squash_request *ret, struct error *reterr)
{
	static const char *const of_files[] = {"dump", "approved-by", "reason", "upto", "name"};
	const struct arguments *arguments = context->arguments;

	for (size_t i = 0; i < ARRAY_LENGTH(of_files); i++)
		if (history_only && arguments_has(arguments, of_files[i])) {
			error_set(reterr, "--history-only and --%s exclude each other", of_files[i]);
			return error_hint(reterr, "what was squashed is told by the markers of the baselines");
		}
	*ret = (struct squash_request){
		.set = arguments_value(arguments, "set"),
		.upto = arguments_value(arguments, "upto"),
		.name = arguments_value(arguments, "name"),
		.approved_by = arguments_value(arguments, "approved-by"),
		.reason = arguments_value(arguments, "reason"),
	};
	/* before anything changes the current folder */
	*ret_dump = arguments_value(arguments, "dump");
	return ret_dump->ptr ? file_read(ret_dump, context->arena, *ret_dump, reterr) : 0;
}

static int require_dump(
	const struct squash_plan *files, struct str dump, struct check *check, struct error *reterr)
{
	struct datetime now = datetime_from_seconds(check->now);

	if (dump.ptr)
		return 0;
	error_set(
		reterr, "a squash needs --dump FILE: the schema that the squashed migrations lead to");
	return error_hint(reterr,
		"%s > schema_baseline_%04d%02d%02d.sql, of a database that has all of them and no more",
		squash_dump_command(check->arena, files->set->spec->runner).ptr, now.year, now.month,
		now.day);
}

/* What it comes to in a database: in the one that is named, else in any. */
static int plan_history(struct context *context, struct check *check,
	const struct squash_plan *files, struct database_squash *ret, bool *ret_is_seen,
	struct error *reterr)
{
	struct database_options options = database_options_read(context);
	struct check_options check_options = {
		.policy_path = arguments_value(context->arguments, "policy")};
	struct check *own = arena_new(context->arena, struct check);

	*ret_is_seen = options.target.environment.ptr || options.target.url.ptr;
	if (!*ret_is_seen)
		return check_database_squash_unseen(check, files, &ret->plan, reterr);
	return check_start(own, context->arena, context->repository, &check_options, reterr) ||
			check_database_squash_planned(own, &options, files, ret, reterr)
		? -1
		: 0;
}

static void squash_close(struct database_squash *squash)
{
	database_check_close(&squash->database);
}

static enum exit_code squash_files(struct context *context, const struct squash_request *request,
	struct str dump, bool json, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	_cleanup_(squash_close) struct database_squash history = {.found = 0};
	struct squash_report report = {
		.context = context, .executed = arguments_has(context->arguments, "execute")};
	struct squash_plan files;
	struct check check;

	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_squash_plan(&check, request, &files, reterr) ||
		require_dump(&files, dump, &check, reterr) ||
		check_squash_fill(
			&check, &files, dump, arguments_value(context->arguments, "dump"), reterr) ||
		plan_history(context, &check, &files, &history, &report.is_seen, reterr) ||
		(report.executed && check_squash_apply(&check, &files, reterr)))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (json)
		squash_write_files_json(&report, &files, &history.plan);
	else
		squash_write_files_text(&report, &files, &history);
	return EXIT_CLEAN;
}

/* Writes, and asks the gate of what was written. What takes it back is printed before, or nothing
 * is written. */
static int rewrite(struct context *context, struct check *check, struct database_squash *history,
	struct squash_report *report, struct error *reterr)
{
	struct database_options options = database_options_read(context);
	struct check_options check_options = {
		.policy_path = arguments_value(context->arguments, "policy")};
	struct check *own = arena_new(context->arena, struct check);

	options.target_found = &history->database.target;
	if (plan_execute(&history->plan, history->database.connection, check->arena, reterr))
		return -1;
	if (check_start(own, context->arena, context->repository, &check_options, reterr) ||
		check_database_squash_gate(own, &options, &report->gate_database, &report->gate, reterr)) {
		error_advise(
			reterr, "the history was rewritten; what is left is to ask the gate: mighook gate");
		target_in_hint(&history->database.target, reterr);
		return -1;
	}
	report->is_asked = true;
	return 0;
}

static enum exit_code squash_history(struct context *context, bool json, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct database_options database_options = database_options_read(context);
	_cleanup_(squash_close) struct database_squash history = {.found = 0};
	_cleanup_(squash_report_close) struct squash_report report = {
		.context = context, .executed = arguments_has(context->arguments, "execute")};
	struct check check;

	if (report.executed)
		database_options.use = CONNECTION_WRITES;
	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_squash(&check, &database_options, &history, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (!json && squash_write_history_text(&report, &history, reterr))
		return EXIT_CANNOT_CHECK;
	if (report.executed && history.open && rewrite(context, &check, &history, &report, reterr))
		return EXIT_CANNOT_CHECK;
	if (json)
		squash_write_history_json(&report, &history);
	else
		squash_write_outcome(&report, &history);
	return report.gate.failures.count ? EXIT_FINDINGS : EXIT_CLEAN;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	bool history_only = arguments_has(context->arguments, "history-only"), json;
	struct squash_request request;
	struct str dump;

	if (command_wants_json(context, &json, reterr) ||
		read_request(context, history_only, &dump, &request, reterr))
		return EXIT_CANNOT_CHECK;
	return history_only ? squash_history(context, json, reterr)
						: squash_files(context, &request, dump, json, reterr);
}

const struct command command_squash = {
	.name = "squash",
	.summary = summary_squash,
	.usage = "[--dump FILE --approved-by NAME --reason TEXT | --history-only] [--upto VERSION] "
			 "[--name NAME] [--execute] [--env NAME | --db-url URL]",
	.description =
		"Puts the first migrations of a set into an archive, and one baseline in their place: the "
		"dump of the schema that they lead to. Never squash where traffic depends on taking back "
		"migrations one by one, where an audit wants the full history, or where the team does not "
		"agree: who has agreed, and why, must be said, and stands in the baseline for ever.\n\n"
		"It has two parts. The files come first, once: moved to `migrations_YYYYMMDD` in the set's "
		"`archive`, their bytes as they were; the baseline gets markers by which `mighook check` "
		"proves the archive from then on. No database is needed for it; one that is named with "
		"--env or --db-url is asked whether it has all that is squashed. Then, when that is "
		"committed, the history of each database with --history-only: the rows of what the markers "
		"say go to a table of the same name with `_archive` behind it, which is only ever added "
		"to, and the baseline's row comes in their place, in one transaction; no other row is "
		"touched. A database that has not applied all of it is refused. A second run finds nothing "
		"to do.\n\n"
		"Without --execute nothing is written: it prints which file goes where, how the baseline "
		"begins, and the SQL, with what takes it back. Nothing is committed.\n\n"
		"The dump is not compared with what the migrations lead to. After the history was "
		"rewritten a strict gate is asked, and what fails there is exit code 1.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			{"dump", 0, "FILE", "what `pg_dump --schema-only --no-owner --no-acl` has written"},
			{"approved-by", 0, "NAME", "who has agreed to it"},
			{"reason", 0, "TEXT", "why it is done"},
			{"upto", 0, "VERSION", "the last migration to squash; the newest if not given"},
			{"name", 0, "NAME", "of the baseline's file; VERSION_baseline_vN if not given"},
			{"history-only", 0, NULL, "rewrite the history of a database, by the markers"},
			{"execute", 0, NULL, "do it; else it is only shown"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
