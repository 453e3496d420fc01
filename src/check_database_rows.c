/* SPDX-License-Identifier: MIT */
#include "check_database_rows.h"

#include "base/escape.h"
#include "base/file.h"
#include "database/history_rows.h"
#include "database/rest.h"

/* Rows of JSON that stand for all tables. */
static int take_rows(struct check *check, struct database_check *database,
	const struct json_rows *rows, struct str relation, struct error *reterr)
{
	size_t tables = database->ledger.histories.count;

	if (ledger_take_rows(&database->ledger, rows, relation, reterr))
		return -1;
	if (tables > 1 && !database->ledger.histories.items[0].columns[HISTORY_SOURCE].ptr)
		check_note(check, "the rows of %s are taken for all of %zu tables",
			escape_text(check->arena, relation, false).ptr, tables);
	return 0;
}

static int read_file(
	struct check *check, struct database_check *database, struct str path, struct error *reterr)
{
	struct str shown = escape_text(check->arena, path, false), text;
	struct json_rows rows = {.names = {0}};

	if (str_equal(path, STR("-")))
		shown = STR("standard input");
	database->place = shown;
	if ((str_equal(path, STR("-")) ? file_read_stdin(&text, check->arena, reterr)
								   : file_read(&text, check->arena, path, reterr)) ||
		json_rows_add(&rows, check->arena, text, shown.ptr, reterr))
		return -1;
	return take_rows(check, database, &rows, shown, reterr);
}

static int read_rest_tables(
	struct check *check, struct database_check *database, struct rest *rest, struct error *reterr)
{
	for (size_t i = 0; i < database->ledger.histories.count; i++) {
		struct history *history = &database->ledger.histories.items[i];
		struct json_rows rows;

		if (rest_read_rows(rest, history->table, &rows, reterr) ||
			history_take_rows(history, check->arena, &rows, reterr))
			return -1;
	}
	return 0;
}

static int read_rest(struct check *check, struct database_check *database, struct error *reterr)
{
	const struct target *target = &database->target;
	const struct rest_options options = {
		.url = target->rest_url,
		.key = target->rest_key,
		.key_origin = target->rest_key_origin.ptr,
		.timeout = target->timeout,
	};
	_cleanup_(rest_close) struct rest *rest = NULL;
	struct json_rows rows;

	if (rest_open(&rest, check->arena, &options, reterr))
		return -1;
	database->place = rest_place(rest);
	if (!rest_relation(rest).ptr)
		return read_rest_tables(check, database, rest, reterr);
	return rest_read_rows(rest, (struct str){NULL, 0}, &rows, reterr) ||
			take_rows(check, database, &rows, rest_relation(rest), reterr)
		? -1
		: 0;
}

bool check_database_has_rows(
	const struct database_options *options, const struct database_check *database)
{
	return options->takes_rows &&
		(options->target.applied_from.ptr || database->target.rest_url.ptr);
}

int check_database_read_rows(
	const struct database_options *options, struct database_check *database, struct error *reterr)
{
	struct check *check = database->check;

	return options->target.applied_from.ptr
		? read_file(check, database, options->target.applied_from, reterr)
		: read_rest(check, database, reterr);
}
