/* SPDX-License-Identifier: MIT */
#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "command/database_options.h"
#include "command/status_report.h"
#include "database/ledger_explain.h"
#include "policy/value.h"
#include "rules/rules.h"

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

static int unknown_state(struct context *context, struct str word, struct error *reterr)
{
	struct text text = {.arena = context->arena};
	struct str_list names = {0};
	struct str nearest;

	for (size_t i = 0; i < LEDGER_STATE_COUNT; i++) {
		str_list_add(context->arena, &names, str_from(ledger_states[i].name));
		text_addf(&text, "%s%s", i ? ", " : "", ledger_states[i].name);
	}
	nearest = nearest_word(context->arena, word, &names);
	error_set(reterr, "--state: '%s' is no state", escape_text(context->arena, word, false).ptr);
	return nearest.ptr ? error_hint(reterr, "did you mean '%s'?", nearest.ptr)
					   : error_hint(reterr, "there is %s", text_str(&text).ptr);
}

static int read_states(struct context *context, struct status_report *report, struct error *reterr)
{
	struct str rest = arguments_value(context->arguments, "state"), word;

	for (size_t i = 0; !rest.ptr && i < LEDGER_STATE_COUNT; i++)
		report->states[i] = true;
	while (rest.ptr && str_next(&rest, ',', &word)) {
		size_t state = 0;

		word = str_lower(context->arena, str_trim(word));
		while (state < LEDGER_STATE_COUNT && !str_equal(word, str_from(ledger_states[state].name)))
			state++;
		if (state == LEDGER_STATE_COUNT)
			return unknown_state(context, word, reterr);
		report->states[state] = true;
	}
	return 0;
}

/* Every new environment replays them all: at some point that is what people wait for (S0-10). */
static void note_count(struct check *check, const struct ledger *ledger)
{
	const struct rule_key *rule = &rule_find(STR("migration-count"))->key;

	for (size_t i = 0; i < ledger->sets.count; i++) {
		const struct set_spec *spec = ledger->sets.items[i].set->spec;
		uint64_t max = value_number(policy_option(spec->policy, rule, "max"));
		size_t count = 0;

		for (size_t j = 0; j < ledger->items.count; j++)
			count += ledger->items.items[j].file &&
				ledger->items.items[j].set == ledger->sets.items[i].set;
		if (count > max && policy_severity(spec->policy, rule) != SEVERITY_OFF)
			check_note(check,
				"%s holds %zu migrations, more than %llu: consider a squash (mighook squash)",
				escape_text(check->arena, spec->path, false).ptr, count, (unsigned long long)max);
	}
}

/* That nobody can say why is no reason not to say what. */
static void explain(struct check *check, struct database_check *database)
{
	struct error error = {0};

	if (ledger_explain_by_git(&database->ledger, database->connection, &error))
		check_note(check, "git was not asked about orphans and edits: %s", error.message);
}

/* The record of that version or name, one without a file before others; NULL if there is none. */
static const struct ledger_item *recorded(const struct ledger *ledger, struct str name)
{
	const struct ledger_item *found = NULL;

	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		if (item->row && item->history->adapter->key != KEY_LATEST &&
			(str_equal(item->version, name) || str_equal(item->name, name) ||
				str_equal(item->row->version, name)) &&
			(!found || item->state == LEDGER_ORPHAN))
			found = item;
	}
	return found;
}

/* Writes what was applied to standard output. */
static enum exit_code recover(struct context *context, struct check *check,
	struct database_check *database, struct str name, struct error *reterr)
{
	const char *shown = escape_text(context->arena, name, false).ptr;
	const struct ledger_item *item = recorded(&database->ledger, name);
	struct str bytes, from;

	if (!item) {
		error_set(reterr, "--recover: no table has a record of '%s'", shown);
		error_hint(reterr, "mighook status shows versions and names");
		return EXIT_CANNOT_CHECK;
	}
	if (ledger_recover(&database->ledger, item, database->connection, &bytes, &from, reterr))
		return EXIT_CANNOT_CHECK;
	if (!bytes.ptr) {
		error_set(reterr,
			"--recover: %s keeps no statements of '%s', and no commit here has what was applied",
			escape_text(context->arena, item->history->table, false).ptr, shown);
		return EXIT_CANNOT_CHECK;
	}
	check_note(check, "%s: %s", shown, escape_text(context->arena, from, false).ptr);
	command_print_notes(context, check);
	fwrite(bytes.ptr, 1, bytes.len, stdout);
	return EXIT_CLEAN;
}

static void write_report(const struct status_report *report, struct str format)
{
	if (str_equal(format, STR("json")))
		status_write_json(stdout, report);
	else if (str_equal(format, STR("paths")))
		status_write_paths(stdout, report);
	else
		status_write_text(stdout, report);
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct database_options database_options = database_options_read(context);
	_cleanup_(database_check_close) struct database_check database = {.check = NULL};
	struct str wanted = arguments_value(context->arguments, "recover"), format;
	struct status_report report = {.database = &database,
		.is_long = arguments_has(context->arguments, "long"),
		.has_remedies = !arguments_has(context->arguments, "quiet"),
		.colored = command_is_colored(context, stdout)};
	struct check check;

	database_options.takes_rows = true;
	if (command_choose_format(context, "text|json|paths", &format, reterr) ||
		read_states(context, &report, reterr) ||
		check_start(&check, context->arena, context->repository, &options, reterr) ||
		read_since(context, &check, &report, reterr) ||
		check_database(&check, &database_options, &database, reterr))
		return EXIT_CANNOT_CHECK;
	if (wanted.ptr)
		return recover(context, &check, &database, wanted, reterr);
	explain(&check, &database);
	note_count(&check, &database.ledger);
	command_print_notes(context, &check);
	write_report(&report, format);
	return ledger_is_clean(&database.ledger) ? EXIT_CLEAN : EXIT_FINDINGS;
}

const struct command command_status = {
	.name = "status",
	.summary = summary_status,
	.usage =
		"[--env NAME | --db-url URL | --rest URL | --applied-from FILE] [--long] [--since WHEN] "
		"[--state STATES] [--recover VERSION]",
	.description =
		"Reads the tables in which the runner, and the team, keep what was applied, and puts them "
		"side by side with the migrations of the index and those not added yet. Nothing is "
		"written: the session is read-only, and all is read in one snapshot.\n\n"
		"A migration is APPLIED, PENDING, FAILED, ROLLED BACK, EDITED after it was applied, OUT OF "
		"ORDER (pending, and older than the newest applied one), DUPLICATE (another file has its "
		"version), MISMATCH (applied under another version), an ORPHAN (applied, and there is no "
		"file), or covered by a BASELINE or SQUASHED. It exits with 1 unless all is applied and "
		"nothing is wrong.\n\n"
		"Applied: the migration is both in local files and in the database. Pending: in local "
		"files, not in the database. Orphan: in the database, not in local files. Baseline: a "
		"squashed migration that stands for a known good state. Drift: the schema is not what the "
		"migrations make of it; that is not looked at here.\n\n"
		"Of several tables one that has applied a migration decides. What was applied is compared "
		"with the file by the checksum or the statements that the table keeps; git tells since "
		"which commit it differs, and which commit has removed the file of an orphan or what "
		"branch still has it.\n\n"
		"The newest comes first, by version, in the order in which the runner executes: "
		"golang-migrate, goose and sqlx by number, Flyway by the numbers between dots, all others "
		"as texts, digit by digit from the left, dashes dropped. So of versions of mixed width "
		"0001 comes before 20250101, and that before 20250101120000 and 20250102.\n\n"
		"`--format paths` writes the paths, from the repository's top, of what is shown and has a "
		"file, the newest last:\n\n"
		"    mighook status --state pending --format paths | xargs -rn1 psql -f\n\n"
		"Which database: --env, --db-url, the policy's environment if it lists but one, or "
		"libpq's own environment and service files. No password is ever printed. Where there is no "
		"connection a PostgREST tells, as Supabase has one, or a file with the rows as JSON: they "
		"are taken for all that was applied. Of a view of several tables the column `source` tells "
		"which one a row is from.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			DATABASE_ROWS_OPTIONS,
			{"long", 0, NULL,
				"also when and by whom it was applied, where, and how long it took; more than 5 "
				"and 30 seconds are marked"},
			{"since", 0, "WHEN",
				"only what was applied since then: a day, or a duration, as 1h; the version's date "
				"where the table does not say when"},
			{"state", 0, "STATES", "only what is in one of these states, as pending,failed"},
			{"recover", 0, "VERSION",
				"write what was applied as this version: the file that git has, if the table "
				"confirms it, else the statements that the table keeps"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | WRITES_PATHS,
	.run = run,
};
