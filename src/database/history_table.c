/* SPDX-License-Identifier: MIT */
#include "database/history_table.h"

#include "base/escape.h"
#include "base/vec.h"
#include "database/sql_text.h"

static bool is_true(struct str value)
{
	return str_equal(value, STR("t"));
}

int history_table_read(struct history_table *ret, const struct history *history,
	struct connection *connection, struct arena *arena, struct error *reterr)
{
	struct str_list parameters = {0};
	struct history_table table = {.is_view = false};
	struct rows rows;

	str_list_add(arena, &parameters, sql_table(arena, history->table));
	if (connection_query(connection, arena,
			str_format(arena, "cannot see what %s is made of",
				escape_text(arena, history->table, false).ptr)
				.ptr,
			STR("SELECT c.relkind NOT IN ('r', 'p'), a.attname,"
				" a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',"
				" EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid"
				" AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL"
				" AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)"
				" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
				" WHERE c.oid = pg_catalog.to_regclass($1) AND a.attnum > 0"
				" AND NOT a.attisdropped ORDER BY a.attnum"),
			&parameters, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		table.is_view = is_true(rows_value(&rows, i, 0));
		*vec_push(arena, &table.columns) = (struct history_table_column){
			.name = rows_value(&rows, i, 1),
			.is_required = is_true(rows_value(&rows, i, 2)),
			.is_unique = is_true(rows_value(&rows, i, 3)),
		};
	}
	*ret = table;
	return 0;
}

const struct history_table_column *history_table_column(
	const struct history_table *table, struct str name)
{
	for (size_t i = 0; i < table->columns.count; i++)
		if (name.ptr && str_equal(table->columns.items[i].name, name))
			return &table->columns.items[i];
	return NULL;
}

/* "schema" of "schema.table", "" of "table" */
static struct str schema_of(struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	return str_slice(table, 0, dot < table.len ? dot : 0);
}

static struct str name_of_table(struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	return dot < table.len ? str_slice(table, dot + 1, table.len) : table;
}

/* Lines that speak of the schema of a table that has none are left out. */
static bool needs_schema(struct str line)
{
	return str_find(line, STR("{schema}"), 0) < line.len;
}

static void add_filled(struct text *text, const struct history *history, struct str line)
{
	struct arena *arena = text->arena;
	const struct {
		struct str word, value;
	} words[] = {
		{STR("{table}"), sql_table(arena, history->table)},
		{STR("{schema}"), sql_identifier(arena, schema_of(history->table))},
		{STR("{name}"), name_of_table(history->table)},
	};

	for (size_t at = 0; at < line.len;) {
		struct str rest = str_slice(line, at, line.len), value = str_slice(rest, 0, 1);
		size_t len = 1;

		for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
			if (str_starts(rest, words[i].word)) {
				value = words[i].value;
				len = words[i].word.len;
			}
		text_add(text, value);
		at += len;
	}
}

struct str history_table_definition(struct arena *arena, const struct history *history)
{
	struct str rest = str_from(history->adapter->definition), line;
	struct text text = {.arena = arena};

	if (!rest.ptr)
		return (struct str){NULL, 0};
	while (str_next(&rest, '\n', &line)) {
		if (needs_schema(line) && !schema_of(history->table).len)
			continue;
		add_filled(&text, history, line);
		text_add(&text, rest.ptr ? STR("\n") : STR(""));
	}
	return text_str(&text);
}

int history_table_expect(
	struct history_table *ret, struct history *history, struct arena *arena, struct error *reterr)
{
	const struct history_adapter *adapter = history->adapter;
	struct history_table table = {.is_view = false};
	struct str_list names = {0};

	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		if (adapter->columns[i] && !str_list_contains(&names, str_from(adapter->columns[i])))
			str_list_add(arena, &names, str_from(adapter->columns[i]));
	for (size_t i = 0; i < ARRAY_LENGTH(adapter->others) && adapter->others[i].column; i++)
		str_list_add(arena, &names, str_from(adapter->others[i].column));
	for (size_t i = 0; i < names.count; i++)
		vec_push(arena, &table.columns)->name = names.items[i];
	if (history_choose_columns(history, arena, &names, reterr))
		return -1;
	history->is_array = history->columns[HISTORY_STATEMENTS].ptr != NULL;
	*ret = table;
	return 0;
}
