/* SPDX-License-Identifier: MIT */
#include "database/squash_rows.h"

#include "base/escape.h"
#include "base/vec.h"
#include "database/history_mark.h"
#include "database/ledger_parts.h"
#include "database/sql_text.h"
#include "migration/history_row.h"
#include "migration/version.h"

#define MARK_WORDS_OF_SQUASH "-- Baseline squash "

/* A plan under construction. */
struct squashing {
	struct arena *arena;
	const struct squash_rows *squash;
	struct mark_target target;
	struct plan *plan;
	enum history_column key_column;
	struct str_list keys; /* of the rows that are to go, as the table has them */
	struct str_list missing; /* versions that are not applied */
	struct str table, archive; /* as SQL */
	struct str columns; /* all of the table, as SQL; ptr NULL: nobody has looked */
	struct error *reterr;
};

bool squash_rows_is_mark(struct str statements)
{
	return str_starts(statements, STR(MARK_WORDS_OF_SQUASH));
}

static const char *shown_table(const struct squashing *squashing)
{
	return escape_text(squashing->arena, squashing->target.history->table, false).ptr;
}

static struct str archive_name(const struct squashing *squashing)
{
	return archive_table(squashing->arena, squashing->target.history->table);
}

static struct str shown_version(const struct name *name)
{
	return name->version.ptr ? name->version : str_basename(name->stem);
}

/* Flyway: what its own baseline row covers has no row. */
static bool is_covered(const struct squashing *squashing, const struct name *name)
{
	const struct history *history = squashing->target.history;
	enum version_order order = squashing->squash->set->spec->runner->order;

	for (size_t i = 0; i < history->rows.count; i++)
		if (history->rows.items[i].state == ROW_BASELINE && name->version.ptr &&
			version_compare(order, name->version, history->rows.items[i].version) <= 0)
			return true;
	return false;
}

static bool is_applied(const struct history_row *row)
{
	return row && (row->state == ROW_APPLIED || row->state == ROW_BASELINE);
}

static void add_key(struct squashing *squashing, struct str key)
{
	if (!str_list_contains(&squashing->keys, key))
		str_list_add(squashing->arena, &squashing->keys, key);
}

/* True if two sets share a table, and the row may be the other one's. */
static bool is_others(const struct squashing *squashing, const struct history_row *row)
{
	return squashing->squash->are_gone && row->matched &&
		row !=
		history_row_for(
			squashing->target.history, squashing->arena, &squashing->squash->baseline->name);
}

/* Collects the rows of these migrations, and what has none. */
static int find_rows(
	struct squashing *squashing, const struct squash_names *names, bool are_required)
{
	struct history *history = squashing->target.history;

	for (size_t i = 0; i < names->count; i++) {
		const struct name *name = &names->items[i];
		const struct history_row *row = history_row_for(history, squashing->arena, name);

		if (!is_applied(row)) {
			if (are_required && !is_covered(squashing, name))
				str_list_add(squashing->arena, &squashing->missing, shown_version(name));
			continue;
		}
		/* the row of a later one covers it, and stays */
		if (!history_row_is(history, row, name))
			continue;
		if (is_others(squashing, row))
			return error_set(squashing->reterr,
				"%s: the row %s is that of a file that is there: nothing was written",
				shown_table(squashing), escape_text(squashing->arena, row->version, false).ptr);
		if (squashing->keys.count && row->key_column != squashing->key_column)
			return error_set(squashing->reterr,
				"%s names the squashed migrations in two columns: nothing was written",
				shown_table(squashing));
		squashing->key_column = row->key_column;
		add_key(squashing, row->key.ptr ? row->key : row->version);
	}
	return 0;
}

/* The row of the baseline's version is that of the migration which had it before. */
static bool is_of_replaced(const struct squashing *squashing, const struct history_row *row)
{
	const struct squash_names *replaced = &squashing->squash->replaced;

	for (size_t i = 0; row->name.len && i < replaced->count; i++)
		if (ledger_names(squashing->arena, row->name, &replaced->items[i]))
			return true;
	return false;
}

/* True if nothing of what was squashed has a row, and the baseline has one. */
static bool is_done(const struct squashing *squashing, const struct history_row *own)
{
	return is_applied(own) &&
		history_row_is(squashing->target.history, own, &squashing->squash->baseline->name) &&
		!is_of_replaced(squashing, own) &&
		(!squashing->keys.count ||
			(squashing->keys.count == 1 && own->key.ptr &&
				str_equal(squashing->keys.items[0], own->key)));
}

static int refuse_missing(const struct squashing *squashing)
{
	enum { MOST_NAMED = 8 };
	struct text text = {.arena = squashing->arena};

	for (size_t i = 0; i < squashing->missing.count && i < MOST_NAMED; i++)
		text_addf(&text, "%s%s", i ? ", " : "",
			escape_text(squashing->arena, squashing->missing.items[i], false).ptr);
	error_set(squashing->reterr,
		"%s has not %zu of the %zu squashed migrations: %s%s: nothing was written",
		shown_table(squashing), squashing->missing.count, squashing->squash->replaced.count,
		text_str(&text).ptr, squashing->missing.count > MOST_NAMED ? ", ..." : "");
	return error_hint(squashing->reterr,
		"apply them first, out of %s or from a commit before the squash",
		escape_text(squashing->arena, squashing->squash->set->spec->archive, false).ptr);
}

static struct str keys_sql(const struct squashing *squashing)
{
	enum { KEYS_PER_LINE = 8 };
	struct text text = {.arena = squashing->arena};

	for (size_t i = 0; i < squashing->keys.count; i++)
		text_addf(&text, "%s%s",
			!i                      ? ""
				: i % KEYS_PER_LINE ? ", "
									: ",\n    ",
			sql_literal(squashing->arena, squashing->keys.items[i]).ptr);
	return text_str(&text);
}

static struct str columns_sql(const struct squashing *squashing)
{
	const struct history_table *table = &squashing->target.table;
	struct text text = {.arena = squashing->arena};

	for (size_t i = 0; i < table->columns.count; i++)
		text_addf(&text, "%s%s", i ? ", " : "",
			sql_identifier(squashing->arena, table->columns.items[i].name).ptr);
	return text_str(&text);
}

/* The archive, as the table is now; an older one gets what it lacks. */
static int make_archive(struct squashing *squashing, struct connection *connection, struct str *ret)
{
	const char *archive = squashing->archive.ptr, *table = squashing->table.ptr;
	struct text text = {.arena = squashing->arena};
	struct str_list parameters = {0};
	struct rows rows = {0};

	text_addf(&text,
		"CREATE TABLE IF NOT EXISTS %s (\n"
		"  LIKE %s,\n"
		"  squash_id text NOT NULL,\n"
		"  archived_at timestamptz NOT NULL DEFAULT now()\n"
		")",
		archive, table);
	str_list_add(squashing->arena, &parameters, squashing->table);
	str_list_add(squashing->arena, &parameters, squashing->archive);
	if (connection &&
		connection_query(connection, squashing->arena, "cannot look at the archive of the history",
			STR("SELECT t.attname, pg_catalog.format_type(t.atttypid, t.atttypmod)"
				" FROM pg_catalog.pg_attribute t"
				" WHERE t.attrelid = pg_catalog.to_regclass($1) AND t.attnum > 0"
				" AND NOT t.attisdropped AND pg_catalog.to_regclass($2) IS NOT NULL"
				" AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a"
				" WHERE a.attrelid = pg_catalog.to_regclass($2) AND a.attname = t.attname"
				" AND NOT a.attisdropped) ORDER BY t.attnum"),
			&parameters, &rows, squashing->reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++)
		text_addf(&text, ";\nALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s", archive,
			sql_identifier(squashing->arena, rows_value(&rows, i, 0)).ptr,
			rows_value(&rows, i, 1).ptr);
	*ret = text_str(&text);
	return 0;
}

/* What is taken out and what is kept are the same rows, whoever writes meanwhile; a second time
 * nothing is done. */
static void add_move(struct text *text, const struct squashing *squashing, struct str key)
{
	const char *id = sql_literal(squashing->arena, squashing->squash->id).ptr;
	bool is_seen = squashing->columns.ptr != NULL;

	text_addf(text,
		";\nWITH squashed AS (\n"
		"  DELETE FROM %s\n"
		"  WHERE %s IN (\n    %s)\n"
		"    AND NOT EXISTS (SELECT FROM %s WHERE squash_id = %s)\n"
		"  RETURNING %s\n"
		")\n",
		squashing->table.ptr, key.ptr, keys_sql(squashing).ptr, squashing->archive.ptr, id,
		is_seen ? squashing->columns.ptr : "*");
	if (is_seen)
		text_addf(text, "INSERT INTO %s (%s, squash_id)\n  SELECT %s, %s FROM squashed",
			squashing->archive.ptr, squashing->columns.ptr, squashing->columns.ptr, id);
	else
		text_addf(text, "INSERT INTO %s\n  SELECT squashed.*, %s FROM squashed",
			squashing->archive.ptr, id);
}

/* All of them were there, or nothing is done. */
static void add_guard(struct text *text, const struct squashing *squashing, struct str key)
{
	struct arena *arena = squashing->arena;
	struct str message = sql_literal(arena,
		str_format(arena,
			"not all of the %zu squashed migrations are applied: apply the others first",
			squashing->keys.count));
	struct str block = str_format(arena,
		"BEGIN\n"
		"IF (SELECT count(DISTINCT %s) FROM %s WHERE squash_id = %s) <> %zu THEN\n"
		"  RAISE EXCEPTION USING MESSAGE = %s;\n"
		"END IF;\n"
		"END",
		key.ptr, squashing->archive.ptr, sql_literal(arena, squashing->squash->id).ptr,
		squashing->keys.count, message.ptr);

	text_addf(text, ";\nDO %s", sql_literal(arena, block).ptr);
}

/* The rows come back as they were. */
static struct str move_back(const struct squashing *squashing)
{
	if (!squashing->columns.ptr)
		return (struct str){NULL, 0};
	return str_format(squashing->arena,
		"WITH kept AS (\n"
		"  DELETE FROM %s WHERE squash_id = %s\n"
		"  RETURNING %s\n"
		")\n"
		"INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE\n"
		"  SELECT %s FROM kept",
		squashing->archive.ptr, sql_literal(squashing->arena, squashing->squash->id).ptr,
		squashing->columns.ptr, squashing->table.ptr, squashing->columns.ptr,
		squashing->columns.ptr);
}

/* Rows that were archived and are there again are nobody's to archive twice. */
static int require_absence(struct squashing *squashing, struct connection *connection)
{
	struct str_list parameters = {0};
	struct rows rows;

	str_list_add(squashing->arena, &parameters, squashing->archive);
	if (connection_query(connection, squashing->arena, "cannot look for the archive of the history",
			STR("SELECT pg_catalog.to_regclass($1) IS NOT NULL"), &parameters, &rows,
			squashing->reterr))
		return -1;
	if (!str_equal(rows_value(&rows, 0, 0), STR("t")))
		return 0;
	if (connection_query(connection, squashing->arena, "cannot read the archive of the history",
			str_format(squashing->arena, "SELECT 1 FROM %s WHERE squash_id = %s LIMIT 1",
				squashing->archive.ptr, sql_literal(squashing->arena, squashing->squash->id).ptr),
			NULL, &rows, squashing->reterr))
		return -1;
	if (!rows.count)
		return 0;
	return error_set(squashing->reterr,
		"%s has rows again that this squash has put into %s: nothing was written",
		shown_table(squashing), escape_text(squashing->arena, archive_name(squashing), false).ptr);
}

static int add_archiving(struct squashing *squashing, struct connection *connection)
{
	struct str key = sql_identifier(
		squashing->arena, squashing->target.history->columns[squashing->key_column]);
	struct text text = {.arena = squashing->arena};
	struct str archive;

	if (make_archive(squashing, connection, &archive))
		return -1;
	text_add(&text, archive);
	add_move(&text, squashing, key);
	add_guard(&text, squashing, key);
	*vec_push(squashing->arena, squashing->plan) = (struct plan_step){
		.action = "archive",
		.version = squashing->squash->baseline->name.version,
		.sql = text_str(&text),
		.undo = move_back(squashing),
		.reason = str_format(squashing->arena, "%zu row%s of %.*s to %.*s", squashing->keys.count,
			squashing->keys.count == 1 ? "" : "s", STR_ARG(squashing->target.history->table),
			STR_ARG(archive_name(squashing))),
	};
	return 0;
}

static int add_baseline(struct squashing *squashing)
{
	const struct squash_rows *squash = squashing->squash;
	struct mark_source source = {
		.file = squash->baseline,
		.content = squash->content,
		.statement = str_format(
			squashing->arena, MARK_WORDS_OF_SQUASH "%.*s", STR_ARG(squash->date)),
	};
	struct plan_step step;

	if (squashing->target.history->adapter->key == KEY_LATEST)
		step = mark_latest(squashing->arena, &squashing->target, squash->baseline, NULL);
	else if (mark_insert(&step, squashing->arena, &squashing->target, &source, squashing->reterr))
		return -1;
	/* one half of what takes it back is worse than nothing */
	if (!squashing->columns.ptr)
		step.undo = (struct str){NULL, 0};
	*vec_push(squashing->arena, squashing->plan) = step;
	return 0;
}

static void start(struct squashing *squashing)
{
	const struct history *history = squashing->target.history;

	squashing->table = sql_table(squashing->arena, history->table);
	squashing->archive = sql_table(squashing->arena, archive_name(squashing));
}

static int add_steps(struct squashing *squashing, struct connection *connection)
{
	return add_archiving(squashing, connection) || add_baseline(squashing) ? -1 : 0;
}

static int require_table(struct squashing *squashing)
{
	if (!squashing->target.table.columns.count) {
		error_set(squashing->reterr, "there is no table %s: nothing was applied by it",
			shown_table(squashing));
		return error_hint(squashing->reterr, "is it the right database? mighook status");
	}
	if (squashing->target.table.is_view)
		return error_set(squashing->reterr, "%s is a view, and its rows cannot be archived",
			shown_table(squashing));
	return 0;
}

int squash_rows_plan(struct plan *plan, struct arena *arena, const struct squash_rows *squash,
	struct history *history, struct connection *connection, struct error *reterr)
{
	struct squashing squashing = {.arena = arena,
		.squash = squash,
		.target = {.set = squash->set, .history = history},
		.plan = plan,
		.reterr = reterr};
	const struct history_row *own;

	start(&squashing);
	if (history_table_read(&squashing.target.table, history, connection, arena, reterr) ||
		require_table(&squashing) || find_rows(&squashing, &squash->replaced, true) ||
		find_rows(&squashing, &squash->earlier, false))
		return -1;
	own = history_row_for(history, arena, &squash->baseline->name);
	/* a table that keeps the last version alone */
	if (history->adapter->key == KEY_LATEST && !squashing.missing.count && !squashing.keys.count)
		return 0;
	if (is_done(&squashing, own))
		return 0;
	if (squashing.missing.count)
		return refuse_missing(&squashing);
	if (require_absence(&squashing, connection))
		return -1;
	squashing.columns = columns_sql(&squashing);
	return add_steps(&squashing, connection);
}

int squash_rows_plan_unseen(struct plan *plan, struct arena *arena,
	const struct squash_rows *squash, struct history *history, struct error *reterr)
{
	struct squashing squashing = {.arena = arena,
		.squash = squash,
		.target = {.set = squash->set, .history = history},
		.plan = plan,
		.key_column = HISTORY_VERSION,
		.reterr = reterr};

	start(&squashing);
	if (!history_table_definition(arena, history).ptr)
		return error_set(reterr, "nobody knows what %s is made of", shown_table(&squashing));
	if (history_table_expect(&squashing.target.table, history, arena, reterr))
		return -1;
	/* the baseline's version is that of the last one, and all that this table keeps */
	if (history->adapter->key == KEY_LATEST)
		return 0;
	for (size_t i = 0; i < squash->replaced.count; i++)
		add_key(
			&squashing, history_key_text(arena, history->adapter->key, &squash->replaced.items[i]));
	return add_steps(&squashing, NULL);
}
