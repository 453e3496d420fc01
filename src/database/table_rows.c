/* SPDX-License-Identifier: MIT */
#include "database/table_rows.h"

#include "base/vec.h"

/* Of rows in no order; nothing of no rows. */
#define DIGEST(value) \
	"coalesce(pg_catalog.md5(pg_catalog.string_agg(pg_catalog.md5(" value \
	"), '' ORDER BY pg_catalog.md5(" value "))), '')"

/* Tables with rows of their own: what a partitioned table has its partitions have. */
static const char relations[] =
	"SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind, c.relispopulated"
	" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
	" WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname !~ '^pg_'"
	" AND n.nspname <> 'information_schema' ORDER BY 1";

static const char columns[] =
	"SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute"
	" WHERE attrelid = $1::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

static const char filled_views[] =
	"SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), n.nspname, c.relname"
	" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
	" WHERE c.relkind = 'm' AND c.relispopulated";

static void add_query(struct text *text, struct str table, char kind)
{
	text_add(text, text->len ? STR(" UNION ALL ") : STR(""));
	if (kind == 'S')
		text_addf(text, "(SELECT last_value::text, is_called::text FROM %.*s)", STR_ARG(table));
	else
		text_addf(text,
			"(SELECT pg_catalog.count(*)::text, " DIGEST("ROW(t.*)::text") " FROM ONLY %.*s AS t)",
			STR_ARG(table));
}

/* Asks all of them at once; the answers come in the order of the questions. */
static int read_contents(struct all_rows *all, struct arena *arena, struct connection *connection,
	struct str sql, struct error *reterr)
{
	struct rows rows = {.count = 0};
	size_t next = 0;

	if (sql.len &&
		connection_query(
			connection, arena, "cannot read the rows of the tables", sql, NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < all->count && next < rows.count; i++) {
		if (all->items[i].count.ptr)
			continue;
		all->items[i].count = rows_value(&rows, next, 0);
		all->items[i].digest = rows_value(&rows, next++, 1);
	}
	return 0;
}

int all_rows_read(
	struct all_rows *ret, struct arena *arena, struct connection *connection, struct error *reterr)
{
	struct text sql = {.arena = arena};
	struct all_rows all = {.count = 0};
	struct rows rows;

	if (connection_query(
			connection, arena, "cannot list the tables", str_from(relations), NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		struct table_rows *table = vec_push(arena, &all);
		char kind = rows_value(&rows, i, 1).ptr[0];

		table->table = rows_value(&rows, i, 0);
		table->is_sequence = kind == 'S';
		table->is_view = kind == 'm';
		if (str_equal(rows_value(&rows, i, 2), STR("t")))
			add_query(&sql, table->table, kind);
		else
			table->count = table->digest = STR("");
	}
	if (read_contents(&all, arena, connection, text_str(&sql), reterr))
		return -1;
	*ret = all;
	return 0;
}

int views_refresh_sql(struct str *ret, struct arena *arena, struct connection *connection,
	const struct dump_objects *objects, struct error *reterr)
{
	struct text text = {.arena = arena};
	struct rows rows;

	if (connection_query(connection, arena, "cannot list the materialized views",
			str_from(filled_views), NULL, &rows, reterr))
		return -1;
	for (size_t i = 0; rows.count && i < objects->count; i++) {
		const struct dump_object *object = &objects->items[i];

		for (size_t j = 0; j < rows.count; j++)
			if (str_equal(object->kind, STR("materialized view")) &&
				str_equal(object->schema, rows_value(&rows, j, 1)) &&
				str_equal(object->name, rows_value(&rows, j, 2)))
				text_addf(
					&text, "REFRESH MATERIALIZED VIEW %.*s;\n", STR_ARG(rows_value(&rows, j, 0)));
	}
	*ret = text_str(&text);
	return 0;
}

const struct table_rows *all_rows_find(const struct all_rows *rows, struct str table)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_equal(rows->items[i].table, table))
			return &rows->items[i];
	return NULL;
}

int table_columns_read(struct table_columns *ret, struct arena *arena,
	struct connection *connection, struct str table, struct error *reterr)
{
	struct str_list parameters = {&table, 1, 1};
	struct table_columns all = {.count = 0};
	struct text sql = {.arena = arena};
	struct rows rows;

	if (connection_query(connection, arena, "cannot read the columns of a table", str_from(columns),
			&parameters, &rows, reterr))
		return -1;
	for (size_t i = 0; i < rows.count; i++) {
		struct str column = rows_value(&rows, i, 0);

		vec_push(arena, &all)->column = column;
		text_addf(&sql, "%s" DIGEST("coalesce(t.%.*s::text, '')"), i ? ", " : "SELECT ",
			STR_ARG(column), STR_ARG(column));
	}
	*ret = all;
	if (!all.count)
		return 0;
	text_addf(&sql, " FROM ONLY %.*s AS t", STR_ARG(table));
	if (connection_query(connection, arena, "cannot read the rows of a table", text_str(&sql), NULL,
			&rows, reterr))
		return -1;
	for (size_t i = 0; i < all.count; i++)
		all.items[i].digest = rows_value(&rows, 0, i);
	*ret = all;
	return 0;
}

int table_digest_read(struct str *ret, struct arena *arena, struct connection *connection,
	struct str table, const struct str_list *wanted, struct error *reterr)
{
	struct text row = {.arena = arena};
	struct rows rows;

	for (size_t i = 0; i < wanted->count; i++)
		text_addf(&row, "%st.%.*s", i ? ", " : "", STR_ARG(wanted->items[i]));
	if (connection_query(connection, arena, "cannot read the rows of a table",
			str_format(arena,
				"SELECT " DIGEST("r.r::text") " FROM (SELECT ROW(%.*s) AS r FROM ONLY %.*s AS t) r",
				STR_ARG(text_str(&row)), STR_ARG(table)),
			NULL, &rows, reterr))
		return -1;
	*ret = rows_value(&rows, 0, 0);
	return 0;
}
