/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "base/escape.h"
#include "base/vec.h"
#include "check_database_drift.h"
#include "command/database_options.h"
#include "command/drift_out.h"
#include "command/drift_report.h"

/* --against db; a database that is named is meant. */
static int read_against(
	const struct context *context, struct drift_request *request, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct str against = arguments_value(arguments, "against");

	request->against = against.ptr || request->database.target.url.ptr ||
		request->database.target.environment.ptr;
	request->databases = arguments_values(arguments, context->arena, "db");
	if (against.ptr && !str_equal(against, STR("db"))) {
		error_set(
			reterr, "--against: '%s' is not db", escape_text(context->arena, against, false).ptr);
		return error_hint(reterr, "mighook drift --against db --db-url URL");
	}
	if (arguments_has(arguments, "emit-sql") && !request->against && !request->databases.count) {
		error_set(reterr, "--emit-sql: which database is it to come from?");
		return error_hint(reterr, "mighook drift --against db --emit-sql");
	}
	if (!request->databases.count)
		return 0;
	if (request->databases.count != 2) {
		error_set(
			reterr, "--db: two databases are compared, and %zu named", request->databases.count);
		return error_hint(reterr, "mighook drift --db A --db B");
	}
	if (request->against)
		return error_set(
			reterr, "--db A --db B compares two databases, and neither with migrations");
	return 0;
}

/* "25", "all". */
static bool read_count(struct str text, size_t *ret)
{
	size_t count = 0;

	if (str_equal(text, STR("all"))) {
		*ret = SIZE_MAX;
		return true;
	}
	if (!text.len || text.len > 9)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.ptr[i]))
			return false;
		count = count * 10 + (size_t)(text.ptr[i] - '0');
	}
	*ret = count;
	return count > 0;
}

/* --twice, --roundtrip N: the migrations alone are asked. */
static int read_proof(
	const struct context *context, struct drift_request *request, struct error *reterr)
{
	const struct arguments *arguments = context->arguments;
	struct str roundtrip = arguments_value(arguments, "roundtrip");
	const char *given = roundtrip.ptr ? "--roundtrip" : "--twice";

	request->twice = arguments_has(arguments, "twice");
	if (!roundtrip.ptr && !request->twice)
		return 0;
	if (roundtrip.ptr && !read_count(roundtrip, &request->roundtrip)) {
		error_set(reterr, "--roundtrip: '%s' is no number of migrations",
			escape_text(context->arena, roundtrip, false).ptr);
		return error_hint(reterr, "mighook drift --roundtrip 10, or all");
	}
	if (roundtrip.ptr && request->twice)
		return error_set(reterr, "--twice and --roundtrip are two runs: give one of them");
	if (request->against || request->databases.count || arguments_has(arguments, "emit-sql"))
		return error_set(reterr, "%s tries migrations, and compares them with no database", given);
	if (arguments_has(arguments, "out")) {
		error_set(reterr, "--out keeps a comparison, and %s is none", given);
		return error_hint(reterr, "mighook drift --format json=FILE --format markdown=FILE");
	}
	return 0;
}

static int read_request(
	const struct context *context, struct drift_request *ret, struct error *reterr)
{
	struct drift_request request = {.database = database_options_read(context),
		.wants_sql = arguments_has(context->arguments, "emit-sql"),
		.out = arguments_value(context->arguments, "out")};

	if (scratch_options_read(context, &request.scratch, reterr) ||
		read_against(context, &request, reterr) || read_proof(context, &request, reterr))
		return -1;
	*ret = request;
	return 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	_cleanup_(database_drift_close) struct database_drift drift = {.verdict = DRIFT_CLEAN};
	struct report report;
	struct drift_request request;
	enum severity fail_on;
	struct check check;

	if (command_fail_on(context, &fail_on, reterr) || read_request(context, &request, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_database_drift(&check, &request, &drift, reterr) ||
		drift_report_fill(&report, context, &drift, reterr))
		return EXIT_CANNOT_CHECK;
	report.fail_on = fail_on;
	command_print_notes(context, &check);
	if (command_write_report(context, &report, reterr) ||
		drift_out_summarize(context, &report, reterr) ||
		drift_out_write(context, &drift, &report, reterr))
		return EXIT_CANNOT_CHECK;
	return command_exit_code(&report.diagnostics, fail_on);
}

const struct command command_drift = {
	.name = "drift",
	.summary = summary_drift,
	.usage = "[--against db [--env NAME | --db-url URL] | --db A --db B | --twice | --roundtrip N] "
			 "[--diff | --emit-sql]",
	.description =
		"Executes the migrations of the index, and those not added yet, as their runner does, on "
		"a PostgreSQL that it starts for a moment and removes again, and compares what they lead "
		"to with the set's snapshot (`schema.sql`), object by object. Both are loaded into the "
		"same server and dumped by the same pg_dump, so that no version, setting or order makes a "
		"difference. Schemas that a platform keeps itself, and what migrations make in them "
		"(a trigger on auth.users), history tables and owners are left out.\n\n"
		"With `--against db`, or where a database is named, also with that one, which is only "
		"read: migrations that it has not applied yet are left out of that comparison. The verdict "
		"says which of the three is the odd one: `stale-snapshot`, `outside-change` (somebody has "
		"changed the database without a migration), `broken-chain` (the migrations fail, or do not "
		"lead to what the other two have). `clean`: no difference. With --db two databases are "
		"compared with each other: names of environments, or addresses.\n\n"
		"A difference is `added` (the second side alone has it), `removed`, `changed`, "
		"`order-only` or `comment-only`. It exits with 1 if there is one, or a migration fails: "
		"the rule schema-drift says how bad a difference is, and a migration that fails is always "
		"an "
		"error: what comes behind it was not compared.\n\n"
		"With --emit-sql the text is that change as SQL, to be looked at and saved as a migration; "
		"what needs to know the rows stands there as a comment that begins with `by hand`. A "
		"comment before a statement says that it loses data, or fails on rows. It was executed on "
		"the scratch server: its first lines say whether it leads to the database's schema.\n\n"
		"--out leaves all that a CI is to keep in one folder. With `--format github` the findings "
		"become annotations, and the summary of the job gets the first 100 lines of the "
		"differences.\n\n"
		"With `--roundtrip N` the newest N migrations (`all`: each) are tried one after another: "
		"up, down, and the schema must be what it was before; the row that a migration writes of "
		"itself into a history table must be gone; then up once more. What a down part leaves "
		"behind, or does not bring back, is a difference with the path of its file. A migration "
		"without a down part, or whose down part raises an exception itself, is counted and "
		"skipped: the rule rollback-missing judges that. With `--twice` each migration is executed "
		"a second time at once, as after a deployment that has ended halfway: that must go "
		"through, and change neither the schema nor how many rows a table has. After a migration "
		"that fails so the next one is tried on a new server.\n\n"
		"PostgreSQL's programs must be there (`apt install postgresql`), or --shadow-url names a "
		"server on which databases may be made and dropped. What migrations find on it, as roles "
		"of a platform, is the set's `prelude`.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			SCRATCH_OPTIONS,
			{"fail-on", 0, "SEVERITY", "exit with 1 from this severity on; error if not given"},
			{"against", 0, "db", "compare with the database too"},
			{"db", 0, "A", "compare this database with another one; given twice"},
			{"emit-sql", 0, NULL,
				"print the SQL that makes the migrations' schema into the database's, as a "
				"migration"},
			{"twice", 0, NULL, "prove that each migration can be executed again"},
			{"roundtrip", 0, "N",
				"prove that the newest N migrations, or `all`, can be taken back"},
			{"diff", 0, NULL, "print the differences line by line too"},
			{"out", 0, "DIR",
				"write report.json, report.md, drift.diff, schema.sql (of the migrations), "
				"status.json and rollback.md (of what the database lacks, else of the newest "
				"migration) there"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_FINDINGS,
	.run = run,
};
