/* SPDX-License-Identifier: MIT */
/* History tables read from the server: only the columns that are there. */
#include "base/escape.h"
#include "base/vec.h"
#include "database/history.h"
#include "database/sql_text.h"

static const char *reading_of(const struct history *history, struct arena *arena)
{
	return str_format(arena, "cannot read %s", escape_text(arena, history->table, false).ptr).ptr;
}

/* The table's columns; those that hold bytes or arrays are read in other ways. */
struct columns {
	struct str_list names, types;
};

static int find_columns(const struct history *history, struct str table,
	struct connection *connection, struct arena *arena, struct columns *ret, struct error *reterr)
{
	struct str_list parameters = {0};
	struct rows rows;

	str_list_add(arena, &parameters, sql_table(arena, table));
	if (connection_query(connection, arena, reading_of(history, arena),
			STR("SELECT a.attname, format_type(a.atttypid, NULL)"
				" FROM pg_catalog.pg_attribute a"
				" WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0"
				" AND NOT a.attisdropped"),
			&parameters, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		str_list_add(arena, &ret->names, rows_value(&rows, i, 0));
		str_list_add(arena, &ret->types, rows_value(&rows, i, 1));
	}
	return 0;
}

static struct str type_of(const struct columns *columns, struct str name)
{
	for (size_t i = 0; i < columns->names.count; i++)
		if (str_equal(columns->names.items[i], name))
			return columns->types.items[i];
	return STR("");
}

/* "column"::text, or what makes a text of it. */
static struct str expression(struct arena *arena, const struct columns *columns, struct str name)
{
	struct str type = type_of(columns, name), quoted = sql_identifier(arena, name);

	if (str_equal(type, STR("bytea")))
		return str_format(arena, "pg_catalog.encode(%s, 'hex')", quoted.ptr);
	if (str_ends(type, STR("[]")))
		return str_format(arena, "pg_catalog.array_to_string(%s, E'\\n;\\n')", quoted.ptr);
	return str_format(arena, "%s::pg_catalog.text", quoted.ptr);
}

struct reading {
	struct history *history;
	struct arena *arena;
	enum history_column columns[HISTORY_COLUMN_COUNT]; /* that each value belongs to */
	size_t count;
};

static void add_row(const struct str *values, size_t count, void *context)
{
	const struct reading *reading = context;
	struct str row[HISTORY_COLUMN_COUNT] = {{NULL, 0}};

	for (size_t i = 0; i < count; i++)
		if (values[i].ptr)
			row[reading->columns[i]] = str_copy(reading->arena, values[i]);
	history_add_row(reading->history, reading->arena, row);
}

/* {"a","b"}: an array as PostgreSQL reads it from text. */
static void add_element(struct text *array, struct str element)
{
	text_add(array, array->len > 1 ? STR(",\"") : STR("\""));
	for (size_t i = 0; i < element.len; i++) {
		if (str_has(STR("\"\\"), element.ptr[i]))
			text_add_byte(array, '\\');
		text_add_byte(array, element.ptr[i]);
	}
	text_add_byte(array, '"');
}

/* The rows of the versions that are asked about; names stand where there are no versions. */
static void add_only(struct text *sql, struct arena *arena, const struct history *history,
	struct str_list *parameters)
{
	struct str column = history->columns[HISTORY_VERSION].ptr ? history->columns[HISTORY_VERSION]
															  : history->columns[HISTORY_NAME];
	struct text array = {.arena = arena};

	if (!history->only)
		return;
	text_add_byte(&array, '{');
	for (size_t i = 0; i < history->only->count; i++)
		add_element(&array, history->only->items[i]);
	text_add_byte(&array, '}');
	str_list_add(arena, parameters, text_str(&array));
	text_addf(sql, " WHERE %s::pg_catalog.text = ANY ($1::pg_catalog.text[])",
		sql_identifier(arena, column).ptr);
}

static int read_rows(struct history *history, struct connection *connection, struct arena *arena,
	const struct columns *columns, struct error *reterr)
{
	struct reading reading = {.history = history, .arena = arena};
	struct text sql = {.arena = arena};
	struct str_list parameters = {0};

	text_add(&sql, STR("SELECT "));
	for (enum history_column column = 0; column < HISTORY_COLUMN_COUNT; column++) {
		if (!history->columns[column].ptr || column == HISTORY_STATEMENTS)
			continue;
		text_add(&sql, reading.count ? STR(", ") : STR(""));
		text_add(&sql, expression(arena, columns, history->columns[column]));
		reading.columns[reading.count++] = column;
	}
	text_addf(&sql, " FROM %s AS history", sql_table(arena, history->table).ptr);
	add_only(&sql, arena, history, &parameters);
	/* the column, not the text of the same name that is selected */
	if (history->columns[HISTORY_RANK].ptr)
		text_addf(&sql, " ORDER BY history.%s",
			sql_identifier(arena, history->columns[HISTORY_RANK]).ptr);
	if (connection_each_row(connection, arena, reading_of(history, arena), text_str(&sql),
			&parameters, add_row, &reading, reterr))
		return -1;
	history_finish(history);
	return 0;
}

int history_read(struct history *history, struct connection *connection, struct arena *arena,
	struct error *reterr)
{
	struct columns columns = {.names = {0}};

	if (!sql_table(arena, history->table).ptr) {
		error_set(reterr, "'%s' is no name of a table, as TABLE or SCHEMA.TABLE",
			escape_text(arena, history->table, false).ptr);
		return error_hint(
			reterr, "a part of it that holds a dot or a double quote stands in double quotes");
	}
	if (find_columns(history, history->table, connection, arena, &columns, reterr))
		return -1;
	/* where the search path of a role leads elsewhere, tools have used public all the same */
	if (!columns.names.count && str_find(history->table, STR("."), 0) == history->table.len) {
		struct str table = str_format(arena, "public.%.*s", STR_ARG(history->table));

		if (find_columns(history, table, connection, arena, &columns, reterr))
			return -1;
		if (columns.names.count)
			history->table = table;
	}
	history->exists = columns.names.count > 0;
	if (!history->exists)
		return 0;
	if (history_choose_columns(history, arena, &columns.names, reterr))
		return -1;
	if (history->columns[HISTORY_STATEMENTS].ptr)
		history->is_array = str_ends(
			type_of(&columns, history->columns[HISTORY_STATEMENTS]), STR("[]"));
	return read_rows(history, connection, arena, &columns, reterr);
}

int history_read_statements(struct history *history, struct connection *connection,
	struct arena *arena, const bool *wanted, struct error *reterr)
{
	struct str version = history->columns[HISTORY_VERSION];
	struct str statements = history->columns[HISTORY_STATEMENTS];
	struct text array = {.arena = arena};
	struct str_list parameters = {0};
	struct rows rows;
	struct str sql;

	text_add_byte(&array, '{');
	for (size_t i = 0; i < history->rows.count; i++)
		if (wanted[i])
			add_element(&array, history->rows.items[i].version);
	if (array.len == 1 || !statements.ptr || !version.ptr)
		return 0;
	text_add_byte(&array, '}');
	str_list_add(arena, &parameters, text_str(&array));
	sql = str_format(arena,
		history->is_array
			? "SELECT %s::pg_catalog.text, pg_catalog.array_to_string(%s, E'\\n;\\n') FROM %s"
			  " WHERE %s::pg_catalog.text = ANY ($1::pg_catalog.text[])"
			: "SELECT %s::pg_catalog.text, %s::pg_catalog.text FROM %s"
			  " WHERE %s::pg_catalog.text = ANY ($1::pg_catalog.text[])",
		sql_identifier(arena, version).ptr, sql_identifier(arena, statements).ptr,
		sql_table(arena, history->table).ptr, sql_identifier(arena, version).ptr);
	if (connection_query(
			connection, arena, reading_of(history, arena), sql, &parameters, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		struct history_row *row = history_row_of(history, rows_value(&rows, i, 0));

		if (row)
			row->statements = rows_value(&rows, i, 1);
	}
	return 0;
}
