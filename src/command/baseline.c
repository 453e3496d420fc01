/* SPDX-License-Identifier: MIT */
#include "database/baseline.h"
#include "base/escape.h"
#include "command/baseline_from_db.h"
#include "command/database_options.h"
#include "command/database_plan.h"
#include "database/history_writes.h"
#include "report/formats.h"

static int require_permission(
	struct context *context, const struct baseline *baseline, struct error *reterr)
{
	for (size_t i = 0; i < baseline->targets.count; i++)
		if (history_writes_allowed(baseline->targets.items[i].set->spec, context->arena, reterr))
			return -1;
	return 0;
}

/* Connects, and makes the plan; one that is to be executed is made of what nobody can change until
 * then. */
static int make_plan(struct context *context, struct database_check *database,
	struct baseline *baseline, bool commits, struct error *reterr)
{
	if (commits && require_permission(context, baseline, reterr))
		return -1;
	if (check_database_connect(database, commits ? CONNECTION_WRITES : CONNECTION_READS, reterr))
		return -1;
	if (commits &&
		history_writes_lock(baseline_histories(baseline), baseline->targets.count,
			database->connection, context->arena, reterr))
		return -1;
	return check_database_read(database, reterr) ||
			baseline_plan(baseline, database->connection, reterr)
		? -1
		: 0;
}

static void write_head(
	struct context *context, const struct database_check *database, const struct baseline *baseline)
{
	printf("-- %s:", database->place.ptr);
	for (size_t i = 0; i < baseline->targets.count; i++)
		printf("%s %s", i ? "," : "",
			escape_text(context->arena, baseline->targets.items[i].history->table, false).ptr);
	fputc('\n', stdout);
}

static void write_text(struct context *context, const struct database_check *database,
	const struct baseline *baseline, bool executed)
{
	write_head(context, database, baseline);
	plan_write_text(stdout, context->arena, &baseline->plan, executed);
	printf("\n-- %zu %s, %zu already present", baseline->inserted,
		executed ? "inserted" : "to insert", baseline->present);
	if (baseline->left)
		printf(", %zu left alone", baseline->left);
	printf("%s\n",
		!executed && plan_has_work(&baseline->plan) ? "; nothing was written: --commit does it"
													: "");
}

static void write_json(const struct baseline *baseline, bool executed)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("baseline");

	json_add_number(root, "inserted", (int64_t)baseline->inserted);
	json_add_number(root, "present", (int64_t)baseline->present);
	json_add_number(root, "left", (int64_t)baseline->left);
	plan_write_json(stdout, root, &baseline->plan, executed);
}

static enum exit_code mark(struct context *context, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct check_options options = {.policy_path = arguments_value(arguments, "policy")};
	struct database_options database_options = database_options_read(context);
	_cleanup_(database_check_close) struct database_check database = {.check = NULL};
	const struct baseline_options baseline_options = {
		.upto = arguments_value(arguments, "upto"),
		.only = arguments_values(arguments, context->arena, "only"),
		.source = arguments_value(arguments, "source"),
		.init = arguments_has(arguments, "init"),
	};
	bool commits = arguments_has(arguments, "commit"), json;
	struct baseline baseline;
	struct check check;

	if (commits && arguments_has(arguments, "dry-run")) {
		error_describe(reterr, "--commit and --dry-run exclude each other");
		return EXIT_CANNOT_CHECK;
	}
	if (command_wants_json(context, &json, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_start(&check, &database_options, &database, reterr) ||
		baseline_start(&baseline, context->arena, &database.ledger, &baseline_options, reterr) ||
		make_plan(context, &database, &baseline, commits, reterr)) {
		target_in_hint(&database.target, reterr);
		return EXIT_CANNOT_CHECK;
	}
	if (commits && plan_has_work(&baseline.plan) &&
		plan_execute(&baseline.plan, database.connection, context->arena, reterr))
		return EXIT_CANNOT_CHECK;
	command_print_notes(context, &check);
	if (json)
		write_json(&baseline, commits);
	else
		write_text(context, &database, &baseline, commits);
	return baseline.left ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* Options of the one that say nothing to the other. */
static int require_options(const struct context *context, bool from_db, struct error *reterr)
{
	static const char *const of_rows[] = {"commit", "upto", "only", "init", "source"};
	static const char *const of_files[] = {
		"write", "name", "acl", "schema", "exclude-schema", "prelude", "shadow-url"};
	const char *const *others = from_db ? of_rows : of_files;
	size_t count = from_db ? ARRAY_LENGTH(of_rows) : ARRAY_LENGTH(of_files);

	for (size_t i = 0; i < count; i++)
		if (arguments_has(context->arguments, others[i])) {
			if (from_db)
				error_set(reterr, "--from-db and --%s exclude each other", others[i]);
			else
				error_set(reterr, "--%s is for --from-db", others[i]);
			return error_hint(reterr,
				"mighook baseline --from-db writes a migration, mighook baseline --commit the rows "
				"of the history");
		}
	return 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	bool from_db = arguments_has(context->arguments, "from-db");

	if (arguments_has(context->arguments, "write") &&
		arguments_has(context->arguments, "dry-run")) {
		error_describe(reterr, "--write and --dry-run exclude each other");
		return EXIT_CANNOT_CHECK;
	}
	if (require_options(context, from_db, reterr))
		return EXIT_CANNOT_CHECK;
	return from_db ? baseline_from_db(context, reterr) : mark(context, reterr);
}

const struct command command_baseline = {
	.name = "baseline",
	.summary = summary_baseline,
	.usage = "[--env NAME | --db-url URL] [--commit] [--upto VERSION] [--only VERSION]... [--init] "
			 "[--source NAME] | --from-db [--name WORDS] [--write]",
	.description =
		"Marks migrations as applied that were applied in another way, or are part of what was "
		"restored: it inserts the rows that their tool would have inserted, and executes none of "
		"them. The migrations are those of the index and those not added yet.\n\n"
		"That what a migration makes is really there is what `mighook verify` proves: it is to be "
		"run before, for what was applied by hand in a console or with psql.\n\n"
		"Without `--commit` nothing is written: it prints what would be, as a script, and what "
		"takes it back, in comments. With `--commit` all is inserted in one transaction, and what "
		"takes it back is the script that it prints. What is marked already is left as it is, so "
		"that a second run inserts nothing; nobody else writes the table meanwhile.\n\n"
		"The table is the runner's own, or the first one that the policy lists for the set where "
		"that is none of them; `--source` names another one. One that is not there is made with "
		"`--init`. A migration that has failed, that shares its version with another one, or that "
		"was applied under another version is left alone, and the exit code is 1.\n\n"
		"Under `history-writes: false` it writes in CI alone.\n\n"
		"With `--from-db` it is about files: what a database has, which is only read, becomes the "
		"first migration of a set that has none, `VERSION_baseline_schema.sql`, as an empty "
		"database can execute it, with the header that the policy wants; and the set's snapshot "
		"with the same. Schemas that a platform keeps itself, history tables, owners and, without "
		"--acl or the set's `acl`, privileges are left out. It is proven first: executed on a "
		"PostgreSQL that is "
		"started for a moment, it must lead to what the database has, object by object; where it "
		"does not, the objects are listed, nothing is written, and the exit code is 1. Without "
		"--write the files are only shown. Then the baseline is marked as applied, by this command "
		"without `--from-db`.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			{"commit", 0, NULL, "insert the rows; without it they are only shown"},
			{"dry-run", 0, NULL, "only show them, which is what it does without `--commit`"},
			{"upto", 0, "VERSION", "only migrations up to that version"},
			{"only", 0, "VERSION", "only that migration, by its version or name; may be repeated"},
			{"init", 0, NULL, "make the table if it is not there, as its tool does"},
			{"source", 0, "NAME",
				"the history to write: its adapter or its table; the first one if not given"},
			{"from-db", 0, NULL, "make a migration of what the database has"},
			{"write", 0, NULL, "write its files; without it they are only shown"},
			{"name", 0, "WORDS",
				"what stands behind `baseline` in its name; `schema` if not given"},
			SCRATCH_OPTIONS,
			{NULL},
		},
	.flags = NEEDS_REPOSITORY,
	.run = run,
};
