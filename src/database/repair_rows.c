/* SPDX-License-Identifier: MIT */
#include "database/repair_rows.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"
#include "database/history_writes.h"
#include "database/sql_text.h"
#include "migration/history_row.h"

struct str row_key_for(struct arena *arena, const struct history *history,
	const struct history_row *row, const struct name *name)
{
	bool is_name = history->adapter->key == KEY_NAME || row->key_column == HISTORY_NAME;
	struct str core = is_name ? str_basename(name->stem)
							  : history_key_text(arena, history->adapter->key, name);
	size_t folder = str_dirname(row->key).len, at = str_find(row->key, row->version, folder);

	/* what stands around it stays: a folder, an ending */
	return str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(row->key, 0, at)), STR_ARG(core),
		STR_ARG(str_slice(row->key, at + row->version.len, row->key.len)));
}

static struct str with_blanks(struct arena *arena, struct str text)
{
	struct text blanks = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		text_add_byte(&blanks, text.ptr[i] == '_' ? ' ' : text.ptr[i]);
	return text_str(&blanks);
}

/* What stands behind the version: with the type, if names have one. */
static struct str behind_version(const struct name *name)
{
	struct str stem = str_basename(name->stem);
	size_t at = name->version.ptr ? (size_t)(name->version.ptr - stem.ptr) + name->version.len : 0;

	if (at > stem.len)
		return name->description;
	while (at < stem.len && str_has(STR("_-. "), stem.ptr[at]))
		at++;
	return str_slice(stem, at, stem.len);
}

struct str row_name_for(struct arena *arena, const struct history_row *row, const struct name *name)
{
	struct str written;

	if (!row->name.ptr || row->key_column == HISTORY_NAME)
		return (struct str){NULL, 0};
	if (str_ends(row->name, STR(".sql")))
		written = name->file;
	else if (str_find(row->name, row->version, 0) < row->name.len)
		written = str_basename(name->stem);
	else if (str_has(row->name, ' '))
		written = with_blanks(arena, behind_version(name));
	else
		written = behind_version(name);
	return str_equal(written, row->name) ? (struct str){NULL, 0} : written;
}

static struct str column(struct arena *arena, const struct history *history, size_t which)
{
	return sql_identifier(arena, history->columns[which]);
}

/* A checksum as the column holds it. */
static struct str checksum_sql(
	struct arena *arena, const struct history *history, struct str checksum)
{
	if (history->adapter->checksum == CHECKSUM_SHA384)
		return str_format(arena, "'\\x%.*s'", STR_ARG(checksum));
	return sql_literal(arena, checksum);
}

/* From one state of the row to the other; ptr NULL: what is not touched. */
struct row_state {
	struct str key, name, checksum;
};

static struct str update_sql(struct arena *arena, const struct row_change *change,
	const struct row_state *from, const struct row_state *to)
{
	const struct history *history = change->history;
	struct str key = column(arena, history, change->row->key_column);
	struct text sql = {.arena = arena};
	const char *comma = "";

	text_addf(&sql, "UPDATE %s SET", sql_table(arena, history->table).ptr);
	if (change->key.ptr) {
		text_addf(&sql, " %s = %s", key.ptr, sql_literal(arena, to->key).ptr);
		comma = ",";
	}
	if (change->name.ptr) {
		struct str name = column(arena, history, HISTORY_NAME);

		/* older rows of the same migration may have names of their own */
		text_addf(&sql, "%s %s = ", comma, name.ptr);
		if (history->columns[HISTORY_RANK].ptr)
			text_addf(&sql, "CASE WHEN %s = %s THEN %s ELSE %s END", name.ptr,
				sql_literal(arena, from->name).ptr, sql_literal(arena, to->name).ptr, name.ptr);
		else
			text_add(&sql, sql_literal(arena, to->name));
		comma = ",";
	}
	if (change->checksum.ptr)
		text_addf(&sql, "%s %s = %s", comma, column(arena, history, HISTORY_CHECKSUM).ptr,
			checksum_sql(arena, history, to->checksum).ptr);
	text_addf(&sql, " WHERE %s = %s", key.ptr, sql_literal(arena, from->key).ptr);
	if (change->checksum.ptr)
		text_addf(&sql, " AND %s = %s", column(arena, history, HISTORY_CHECKSUM).ptr,
			checksum_sql(arena, history, from->checksum).ptr);
	return text_str(&sql);
}

/* `from` is the key that it has by then. */
static void add_update(
	struct plan *plan, struct arena *arena, const struct row_change *change, struct str from)
{
	const struct history_row *row = change->row;
	struct row_state before = {from, row->name, row->checksum};
	struct row_state after = {change->key.ptr ? change->key : row->key,
		change->name.ptr ? change->name : row->name, change->checksum};

	*vec_push(arena, plan) = (struct plan_step){
		.action = change->action,
		.version = change->version,
		.path = change->path,
		.sql = update_sql(arena, change, &before, &after),
		.undo = update_sql(arena, change, &after, &before),
		.reason = change->reason,
	};
}

static int read_columns(struct connection *connection, struct arena *arena, struct str table,
	struct rows *ret, struct error *reterr)
{
	struct str_list parameters = {0};
	const char *what = str_format(
		arena, "cannot read the columns of %s", escape_text(arena, table, false).ptr)
						   .ptr;

	str_list_add(arena, &parameters, sql_table(arena, table));
	return connection_query(connection, arena, what,
		STR("SELECT attname, pg_catalog.format_type(atttypid, atttypmod)"
			" FROM pg_catalog.pg_attribute"
			" WHERE attrelid = pg_catalog.to_regclass($1) AND attnum > 0 AND NOT attisdropped"
			" ORDER BY attnum"),
		&parameters, ret, reterr);
}

static bool has_column(const struct rows *columns, struct str name)
{
	for (size_t i = 0; i < columns->count; i++)
		if (str_equal(rows_value(columns, i, 0), name))
			return true;
	return false;
}

static void add_column(
	struct text *sql, struct arena *arena, struct str archive, struct str name, struct str type)
{
	text_addf(sql, "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %.*s;\n", archive.ptr,
		sql_identifier(arena, name).ptr, STR_ARG(type));
}

/* The archive, with all columns that the table has now. */
static void add_archive(struct text *sql, struct arena *arena, struct str table, struct str archive,
	const struct rows *columns, const struct rows *there)
{
	if (!there->count)
		text_addf(sql,
			"CREATE TABLE IF NOT EXISTS %s (\n"
			"  LIKE %s,\n"
			"  squash_id text NOT NULL,\n"
			"  archived_at timestamptz NOT NULL DEFAULT now()\n"
			");\n",
			archive.ptr, table.ptr);
	for (size_t i = 0; there->count && i < columns->count; i++)
		if (!has_column(there, rows_value(columns, i, 0)))
			add_column(sql, arena, archive, rows_value(columns, i, 0), rows_value(columns, i, 1));
	if (there->count && !has_column(there, STR("squash_id")))
		add_column(sql, arena, archive, STR("squash_id"), STR("text"));
	if (there->count && !has_column(there, STR("archived_at"))) {
		/* nobody knows when the rows came that are there */
		add_column(sql, arena, archive, STR("archived_at"), STR("timestamptz"));
		text_addf(sql, "ALTER TABLE %s ALTER COLUMN archived_at SET DEFAULT now();\n", archive.ptr);
	}
}

struct keeping {
	const struct history *history;
	struct str table, archive; /* as SQL */
	struct str columns, key, keys;
	size_t count;
	struct str id;
};

/* The rows are kept, and are those that the plan was made for. */
static void add_rows(struct text *sql, struct arena *arena, const struct keeping *keeping)
{
	struct str message = sql_literal(
		arena, STR("rows of the history table have changed meanwhile: run it again"));
	struct str block = str_format(arena,
		"BEGIN\n"
		"IF (SELECT count(DISTINCT %s) FROM %s WHERE %s IN (%s)) <> %zu THEN\n"
		"  RAISE EXCEPTION USING MESSAGE = %s;\n"
		"END IF;\n"
		"END",
		keeping->key.ptr, keeping->table.ptr, keeping->key.ptr, keeping->keys.ptr, keeping->count,
		message.ptr);

	text_addf(sql, "DO %s;\n", sql_literal(arena, block).ptr);
	text_addf(sql,
		"INSERT INTO %s (%s, squash_id)\n"
		"  SELECT %s, %s FROM %s WHERE %s IN (%s)",
		keeping->archive.ptr, keeping->columns.ptr, keeping->columns.ptr,
		sql_literal(arena, keeping->id).ptr, keeping->table.ptr, keeping->key.ptr,
		keeping->keys.ptr);
}

static struct str names_sql(struct arena *arena, const struct rows *columns)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < columns->count; i++)
		text_addf(
			&text, "%s%s", i ? ", " : "", sql_identifier(arena, rows_value(columns, i, 0)).ptr);
	return text_str(&text);
}

/* One step for those rows of a table whose key is in one column. */
static int plan_keeping(const struct row_changes *changes, size_t first, struct str id,
	struct connection *connection, struct arena *arena, struct plan *plan, struct error *reterr)
{
	const struct history *history = changes->items[first].history;
	enum history_column key_column = changes->items[first].row->key_column;
	struct str archive = archive_table(arena, history->table);
	struct keeping keeping = {.history = history,
		.table = sql_table(arena, history->table),
		.archive = sql_table(arena, archive),
		.key = column(arena, history, key_column),
		.id = id};
	struct text keys = {.arena = arena}, sql = {.arena = arena};
	struct rows columns, there;

	if (read_columns(connection, arena, history->table, &columns, reterr) ||
		read_columns(connection, arena, archive, &there, reterr))
		return -1;
	for (size_t i = first; i < changes->count; i++)
		if (changes->items[i].history == history && changes->items[i].row->key_column == key_column)
			text_addf(&keys, "%s%s", keeping.count++ ? ", " : "",
				sql_literal(arena, changes->items[i].row->key).ptr);
	keeping.keys = text_str(&keys);
	keeping.columns = names_sql(arena, &columns);
	add_archive(&sql, arena, keeping.table, keeping.archive, &columns, &there);
	add_rows(&sql, arena, &keeping);
	*vec_push(arena, plan) = (struct plan_step){
		.action = "archive",
		.sql = text_str(&sql),
		.reason = str_format(arena, "%zu row%s to be kept in %.*s as %.*s", keeping.count,
			keeping.count == 1 ? "" : "s", STR_ARG(archive), STR_ARG(id)),
	};
	return 0;
}

static int by_old_key(const void *left, const void *right)
{
	const struct row_change *a = *(const struct row_change *const *)left;
	const struct row_change *b = *(const struct row_change *const *)right;
	int order = (a->history > b->history) - (a->history < b->history);

	return order ? order : str_compare(a->row->key, b->row->key);
}

/* Changes by the keys that their rows have now. */
struct changes_by_key {
	const struct row_change **items;
	size_t count;
};

/* The change of the row that has the key which this one wants; NULL: the key is free. */
static const struct row_change *holder_of(
	const struct changes_by_key *by_key, const struct row_change *change)
{
	struct history_row row = {.key = change->key};
	const struct row_change probe = {.history = change->history, .row = &row};
	const struct row_change *pointer = &probe;
	const struct row_change **found = change->key.ptr
		? bsearch(&pointer, by_key->items, by_key->count, sizeof *by_key->items, by_old_key)
		: NULL;

	return found ? *found : NULL;
}

/* A key that nobody has, for as long as a ring of rows that want each other's lasts. */
static struct str key_between(const struct history *history)
{
	return history->adapter->key == KEY_NUMBER || history->adapter->key == KEY_LATEST
		? STR("-1000001")
		: STR("mighook repair");
}

/* The update, once whoever has its key has got another one. No two rows want the same. */
static void add_updates(struct plan *plan, struct arena *arena, const struct row_changes *changes,
	const struct changes_by_key *by_key, bool *done, size_t first)
{
	struct {
		const struct row_change **items;
		size_t count, capacity;
	} way = {0};
	const struct row_change *change = &changes->items[first];
	struct row_change detour;

	while (change && !done[change - changes->items]) {
		done[change - changes->items] = true;
		*vec_push(arena, &way) = change;
		change = holder_of(by_key, change);
	}
	if (change == way.items[0] && way.count > 1) {
		detour = *change;
		detour.key = key_between(change->history);
		detour.name = (struct str){NULL, 0};
		detour.reason = STR("for a while: rows want each other's versions");
		add_update(plan, arena, &detour, change->row->key);
		for (size_t i = way.count; i > 1; i--)
			add_update(plan, arena, way.items[i - 1], way.items[i - 1]->row->key);
		add_update(plan, arena, change, detour.key);
		return;
	}
	for (size_t i = way.count; i > 0; i--)
		add_update(plan, arena, way.items[i - 1], way.items[i - 1]->row->key);
}

static void plan_updates(struct plan *plan, struct arena *arena, const struct row_changes *changes)
{
	struct changes_by_key by_key = {
		.items = arena_array(arena, const struct row_change *, changes->count + 1),
		.count = changes->count};
	bool *done = arena_array(arena, bool, changes->count + 1);

	for (size_t i = 0; i < changes->count; i++)
		by_key.items[i] = &changes->items[i];
	sort(by_key.items, by_key.count, sizeof *by_key.items, by_old_key);
	for (size_t i = 0; i < changes->count; i++)
		if (!done[i])
			add_updates(plan, arena, changes, &by_key, done, i);
}

static bool is_first(const struct row_changes *changes, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (changes->items[i].history == changes->items[at].history &&
			changes->items[i].row->key_column == changes->items[at].row->key_column)
			return false;
	return true;
}

int row_changes_plan(const struct row_changes *changes, struct str id,
	struct connection *connection, struct arena *arena, struct plan *plan, struct error *reterr)
{
	const struct history **tables = arena_array(arena, const struct history *, changes->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < changes->count; i++) {
		if (!is_first(changes, i))
			continue;
		tables[count++] = changes->items[i].history;
		if (plan_keeping(changes, i, id, connection, arena, plan, reterr))
			return -1;
	}
	plan->lock = history_lock_sql(arena, tables, count);
	plan_updates(plan, arena, changes);
	return 0;
}
