/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/file.h"
#include "command/database_options.h"
#include "command/squash_report.h"

/* What a squash of files is told. */
struct files_request {
	struct squash_request squash;
	struct str dump; /* ptr NULL: of the migrations, executed */
	bool is_unproven, keeps_rows;
};

/* Options of the one squash that say nothing to the other. */
static int require_files(const struct context *context, struct error *reterr)
{
	static const char *const of_files[] = {"dump", "approved-by", "reason", "upto", "name",
		"keep-data", "no-proof", "acl", "prelude", "shadow-url"};

	for (size_t i = 0; i < ARRAY_LENGTH(of_files); i++)
		if (arguments_has(context->arguments, of_files[i])) {
			error_set(reterr, "--history-only and --%s exclude each other", of_files[i]);
			return error_hint(reterr, "what was squashed is told by the markers of the baselines");
		}
	return 0;
}

static int read_request(
	const struct context *context, struct files_request *ret, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;

	*ret = (struct files_request){
		.squash =
			{
				.set = arguments_value(arguments, "set"),
				.upto = arguments_value(arguments, "upto"),
				.name = arguments_value(arguments, "name"),
				.approved_by = arguments_value(arguments, "approved-by"),
				.reason = arguments_value(arguments, "reason"),
			},
		/* before anything changes the current folder */
		.dump = arguments_value(arguments, "dump"),
		.is_unproven = arguments_has(arguments, "no-proof"),
		.keeps_rows = arguments_has(arguments, "keep-data"),
	};
	if (ret->is_unproven && ret->keeps_rows)
		return error_set(reterr,
			"--no-proof and --keep-data exclude each other: whether the statements go through on "
			"the schema at the end is found out by executing them");
	return ret->dump.ptr ? file_read(&ret->dump, context->arena, ret->dump, reterr) : 0;
}

/* Without a server there is nothing to dump. */
static int require_dump(
	const struct squash_plan *files, struct str dump, struct check *check, struct error *reterr)
{
	struct datetime now = datetime_from_seconds(check->now);

	if (dump.ptr)
		return 0;
	error_set(
		reterr, "--no-proof needs --dump FILE: the schema that the squashed migrations lead to");
	return error_hint(reterr,
		"%s > schema_baseline_%04d%02d%02d.sql, of a database that has all of them and no more",
		squash_dump_command(check->arena, files->set->spec->runner).ptr, now.year, now.month,
		now.day);
}

/* Nothing is executed: the dump is believed. */
static int fill_unproven(struct check *check, const struct files_request *request,
	struct str dump_name, struct squash_plan *files, struct squash_proof *proof,
	struct error *reterr)
{
	struct squash_content content = {
		.dump = request->dump, .dump_name = dump_name, .before = STR(""), .behind = STR("")};

	if (require_dump(files, request->dump, check, reterr) ||
		squash_statements_read(&proof->statements, check->arena, files, reterr))
		return -1;
	content.before = squash_statements_sql(check->arena, &proof->statements, SQUASH_ROLE);
	return check_squash_fill(check, files, &content, reterr);
}

static bool names_database(const struct context *context)
{
	return arguments_has(context->arguments, "env") || arguments_has(context->arguments, "db-url");
}

static int start_check(struct context *context, struct check **ret, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};

	*ret = arena_new(context->arena, struct check);
	return check_start(*ret, context->arena, context->repository, &options, reterr);
}

/* The text of the baseline, and whether it leads to the same. */
static int prove(struct context *context, struct check *check, const struct files_request *request,
	struct squash_plan *files, struct squash_proof *proof, struct error *reterr)
{
	struct squash_proof_request proving = {
		.database = database_options_read(context),
		.dump = request->dump,
		.dump_name = arguments_value(context->arguments, "dump"),
		.asks_database = names_database(context),
		.keeps_rows = request->keeps_rows,
	};
	struct check *own;

	if (request->is_unproven)
		return fill_unproven(check, request, proving.dump_name, files, proof, reterr);
	if (scratch_options_read(context, &proving.scratch, reterr) ||
		start_check(context, &own, reterr) ||
		check_database_squash_prove(own, &proving, files, proof, reterr)) {
		target_in_hint(&proof->database.target, reterr);
		return -1;
	}
	return 0;
}

/* What it comes to in a database: in the one that is named, else in any. */
static int plan_history(struct context *context, struct check *check,
	const struct squash_plan *files, const struct squash_proof *proof, struct database_squash *ret,
	struct error *reterr)
{
	struct database_options options = database_options_read(context);
	struct check *own;

	if (!names_database(context))
		return check_database_squash_unseen(check, files, &ret->plan, reterr);
	/* the secrets of the environment are taken once */
	if (proof->database.check)
		options.target_found = &proof->database.target;
	return start_check(context, &own, reterr) ||
			check_database_squash_planned(own, &options, files, ret, reterr)
		? -1
		: 0;
}

static void squash_close(struct database_squash *squash)
{
	database_check_close(&squash->database);
}

static enum exit_code squash_files(
	struct context *context, const struct files_request *request, bool json, struct error *reterr)
{
	_cleanup_(squash_proof_close) struct squash_proof proof = {.is_proven = false};
	_cleanup_(squash_close) struct database_squash history = {.found = 0};
	struct squash_report report = {
		.context = context,
		.proof = &proof,
		.is_seen = names_database(context),
		.is_unproven = request->is_unproven,
		.keeps_rows = request->keeps_rows,
	};
	struct squash_plan files;
	struct check *check;

	if (start_check(context, &check, reterr) ||
		check_squash_plan(check, &request->squash, &files, reterr) ||
		prove(context, check, request, &files, &proof, reterr))
		return EXIT_CANNOT_CHECK;
	/* that it has not all that is squashed says more than what it has not */
	files.content = files.content.ptr ? files.content : STR("");
	if (proof.live.verdict != DRIFT_CLEAN &&
		plan_history(context, check, &files, &proof, &history, reterr))
		return EXIT_CANNOT_CHECK;
	if (!proof.is_proven && !request->is_unproven) {
		command_print_notes(context, check);
		squash_write_refusal(&report, &files, json);
		return EXIT_FINDINGS;
	}
	report.executed = arguments_has(context->arguments, "execute");
	if (plan_history(context, check, &files, &proof, &history, reterr) ||
		(report.executed && check_squash_apply(check, &files, reterr)))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, check);
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
	struct check *own;

	options.target_found = &history->database.target;
	if (plan_execute(&history->plan, history->database.connection, check->arena, reterr))
		return -1;
	if (start_check(context, &own, reterr) ||
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
	struct files_request request;

	if (command_wants_json(context, &json, reterr) ||
		(history_only ? require_files(context, reterr) : read_request(context, &request, reterr)))
		return EXIT_CANNOT_CHECK;
	return history_only ? squash_history(context, json, reterr)
						: squash_files(context, &request, json, reterr);
}

const struct command command_squash = {
	.name = "squash",
	.summary = summary_squash,
	.usage = "[--approved-by NAME --reason TEXT | --history-only] [--upto VERSION] [--name NAME] "
			 "[--dump FILE [--no-proof]] [--keep-data] [--execute] [--env NAME | --db-url URL]",
	.description =
		"Puts the first migrations of a set into an archive, and one baseline in their place: the "
		"schema that they lead to. Never squash where traffic depends on taking back "
		"migrations one by one, where an audit wants the full history, or where the team does not "
		"agree: who has agreed, and why, must be said, and stands in the baseline for ever.\n\n"
		"It has two parts. The files come first, once: moved to `migrations_YYYYMMDD` in the set's "
		"`archive`, their bytes as they were; the baseline gets markers by which `mighook check` "
		"proves the archive from then on. No database is needed for it; one that is named with "
		"--env or --db-url must have the schema that its migrations lead to, and all that is "
		"squashed. Then, when that is committed, the history of each database with --history-only: "
		"the rows of what the markers say go to a table of the same name with `_archive` behind "
		"it, "
		"which is only ever added to, and the baseline's row comes in their place, in one "
		"transaction; no other row is touched. A database that has not applied all of it is "
		"refused. A second run finds nothing to do.\n\n"
		"Without --execute nothing is written: it prints which file goes where, how the baseline "
		"begins, and the SQL, with what takes it back. Nothing is committed.\n\n"
		"The migrations are executed on a PostgreSQL that is started for a moment, and the schema "
		"is taken from there, or from --dump. Then the baseline, with the migrations that are left "
		"behind it, is executed on another one, and both must be the same, object by object: where "
		"they are not, the objects are listed, nothing is written, and the exit code is 1. What no "
		"dump has: roles that the migrations make come before the schema; INSERT, UPDATE, DELETE, "
		"COPY, setval and blocks that change rows are listed, and with --keep-data they stand "
		"behind it, in their order, so that an empty database gets its rows: these must come out "
		"the same too, but for values that differ from one run to the next, as `now()`. Privileges "
		"are taken along with --acl, or the set's `acl`. --no-proof executes nothing, believes "
		"--dump, and says so.\n\n"
		"After the history was rewritten a strict gate is asked, and what fails there is exit code "
		"1.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			SCRATCH_SERVER_OPTIONS,
			{"acl", 0, NULL, "take privileges into the baseline, and compare them"},
			{"dump", 0, "FILE",
				"what `pg_dump --schema-only --no-owner --no-acl` has written; what the migrations "
				"lead to if not given"},
			{"keep-data", 0, NULL, "carry over the statements that change rows"},
			{"no-proof", 0, NULL, "do not execute anything; the baseline may lead elsewhere"},
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
