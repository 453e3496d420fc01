/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "check_database_repair.h"
#include "command/database_options.h"
#include "command/database_plan.h"
#include "report/formats.h"

/* --by */
static int read_way(const struct context *context, enum repair_way *ret, struct error *reterr)
{
	struct str by = arguments_value(context->arguments, "by");

	*ret = str_equal(by, STR("rows")) ? BY_ROWS
		: str_equal(by, STR("files")) ? BY_FILES
									  : BY_EITHER;
	if (*ret == BY_EITHER && by.ptr)
		return error_set(reterr, "--by: '%s' is neither rows nor files",
			escape_text(context->arena, by, false).ptr);
	return 0;
}

static int read_request(
	const struct context *context, struct repair_request *ret, struct error *reterr)
{
	bool executes = arguments_has(context->arguments, "execute");

	*ret = (struct repair_request){
		.database = database_options_read(context),
		.only = arguments_values(context->arguments, context->arena, "only"),
		.checksum = arguments_value(context->arguments, "checksum"),
	};
	if (read_way(context, &ret->way, reterr))
		return -1;
	if (ret->checksum.ptr && (ret->way == BY_FILES || ret->only.count))
		return error_set(reterr,
			"--checksum writes the row of that one version: neither --by "
			"files nor --only goes with it");
	if (ret->checksum.ptr)
		ret->way = BY_ROWS;
	if (executes && ret->way == BY_EITHER) {
		error_set(reterr, "--execute: by which of the two ways?");
		return error_hint(reterr,
			"--by files renames files to the versions that the database has; --by rows gives its "
			"rows the versions of the files");
	}
	if (executes && ret->way == BY_ROWS)
		ret->database.use = CONNECTION_WRITES;
	return 0;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static const char *outcome(const struct repair_request *request, bool done)
{
	if (request->way == BY_EITHER)
		return "to repair, --by files or --by rows";
	if (request->way == BY_FILES)
		return done ? "renamed, staged" : "to rename";
	return done ? "repaired" : "to repair";
}

static void write_summary(
	const struct database_repair *repair, const struct repair_request *request, bool done)
{
	if (!repair->mended && !repair->refused && !repair->left) {
		printf("mighook: there is nothing to repair\n");
		return;
	}
	printf("%s-- mighook: %zu migration%s %s", repair->plan.count ? "\n" : "", repair->mended,
		plural(repair->mended), outcome(request, done));
	if (repair->refused)
		printf("; %zu refused", repair->refused);
	if (repair->left)
		printf("; %zu to look at", repair->left);
	printf(done ? "\n" : "; nothing was written\n");
	if (done && repair->merged)
		printf("-- hint: merged migrations are among them: commit them alone, with "
			   "MIGHOOK_SKIP=merged-migration-deleted\n");
}

/* Carries the plan out. What takes it back is printed before, or nothing is written. */
static int execute(struct database_repair *repair, const struct repair_request *request, bool json,
	struct error *reterr)
{
	if (!json && (fflush(stdout) || ferror(stdout)))
		return error_set(reterr, "cannot print what takes it back: nothing was written");
	return database_repair_execute(repair, request, reterr);
}

static int repair_and_report(struct context *context, struct database_repair *repair,
	const struct repair_request *request, bool json, struct error *reterr)
{
	bool does = arguments_has(context->arguments, "execute") && !repair->refused;

	if (does && database_repair_allowed(repair, context->arena, reterr))
		return -1;
	if (!json && repair->plan.count)
		plan_write_text(stdout, context->arena, &repair->plan, does);
	if (does && execute(repair, request, json, reterr))
		return -1;
	if (json) {
		_cleanup_(json_free) struct json *root = report_json_envelope("repair");

		plan_write_json(stdout, root, &repair->plan, does);
	} else if (!arguments_has(context->arguments, "quiet")) {
		write_summary(repair, request, does);
	}
	return 0;
}

static void repair_close(struct database_repair *repair)
{
	database_check_close(&repair->database);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	_cleanup_(repair_close) struct database_repair repair = {.mended = 0};
	bool does = arguments_has(context->arguments, "execute"), json;
	struct repair_request request;
	struct check check;

	if (command_wants_json(context, &json, reterr) || read_request(context, &request, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_repair(&check, &request, &repair, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (repair_and_report(context, &repair, &request, json, reterr))
		return EXIT_CANNOT_CHECK;
	return repair.refused || repair.left || (repair.mended && !does) ? EXIT_FINDINGS : EXIT_CLEAN;
}

const struct command command_repair = {
	.name = "repair",
	.summary = summary_repair,
	.usage = "[--by files|rows] [--execute] [--only VERSION]... [--env NAME | --db-url URL]",
	.description =
		"Mends the record of what was applied where versions differ: a tool stamped its own, or a "
		"file got a new one, so that the migration is both pending and an orphan. A row and a file "
		"are taken for one migration if name and content (statements, or checksum) are the same, "
		"or the content alone, and nothing else could be either of the two. With the same name and "
		"another content somebody has to look: --only VERSION mends it then. What could be several "
		"is refused, with all of them named, and then nothing is written, unless --only names "
		"others.\n\n"
		"Two ways: `--by files` renames the files (up and down, folder, header lines), in the "
		"index "
		"and in the worktree, to the versions that the database has; other databases may have "
		"others. `--by rows` gives the rows of this database the versions of the files. Without "
		"--execute nothing is written: the plan is shown, with the SQL and what takes it back.\n\n"
		"Rows are written in one transaction, are kept before in a table of the same name with "
		"`_archive` behind it, and never deleted: their statements may be the only copy. Rows "
		"without a file, edited and failed migrations are listed with what can be done.\n\n"
		"It exits with 1 if there is something left to mend or to look at.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			{"by", 0, "WAY", "what gets other versions: `files` or `rows`"},
			{"execute", 0, NULL, "do it; else the plan is only shown"},
			{"only", 0, "VERSION",
				"only this migration, by the version of its file or row; may be repeated"},
			{"checksum", 0, "VERSION",
				"instead: the row of this one gets the checksum of its file, for an edit that "
				"changes no statement"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
