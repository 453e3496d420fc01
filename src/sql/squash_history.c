/* SPDX-License-Identifier: MIT */
#include "sql/squash_history.h"

#include "sql/object.h"

static struct str table_sql(
	struct arena *arena, const struct squash_history *history, const char *suffix)
{
	struct str name = identifier_sql(
		arena, str_format(arena, "%.*s%s", STR_ARG(history->table), suffix));

	return history->schema.ptr ? str_format(arena, "%.*s.%.*s",
									 STR_ARG(identifier_sql(arena, history->schema)), STR_ARG(name))
							   : name;
}

static struct str columns_sql(struct arena *arena, const struct squash_history *history)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < history->columns.count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "",
			STR_ARG(identifier_sql(arena, history->columns.items[i])));
	return text_str(&text);
}

/* In lines of some values each. */
static struct str keys_sql(struct arena *arena, const struct squash_history *history)
{
	enum { KEYS_PER_LINE = 8 };
	struct text text = {.arena = arena};

	for (size_t i = 0; i < history->keys.count; i++)
		text_addf(&text, "%s%.*s",
			!i                      ? ""
				: i % KEYS_PER_LINE ? ", "
									: ",\n    ",
			STR_ARG(literal_sql(arena, history->keys.items[i])));
	return text_str(&text);
}

static void add_guard(struct text *text, struct arena *arena, const struct squash_history *history,
	struct str archive, struct str key, struct str id)
{
	struct str message = literal_sql(arena,
		str_format(arena,
			"not all of the %zu squashed migrations are applied: apply the others first",
			history->keys.count));
	struct str condition = str_format(arena,
		"IF (SELECT count(DISTINCT %.*s) FROM %.*s WHERE squash_id = %.*s) <> %zu THEN\n"
		"  RAISE EXCEPTION USING MESSAGE = %.*s;\n"
		"END IF;",
		STR_ARG(key), STR_ARG(archive), STR_ARG(id), history->keys.count, STR_ARG(message));

	text_addf(text, "DO %.*s;\n\n",
		STR_ARG(literal_sql(arena, str_format(arena, "BEGIN\n%.*s\nEND", STR_ARG(condition)))));
}

static void add_baseline(struct text *text, struct arena *arena,
	const struct squash_history *history, struct str table, struct str key)
{
	struct str baseline = literal_sql(arena, history->baseline_key);

	text_addf(text, "INSERT INTO %.*s (%.*s", STR_ARG(table), STR_ARG(key));
	for (size_t i = 0; i < history->value_count; i++)
		text_addf(text, ", %.*s", STR_ARG(identifier_sql(arena, history->values[i].column)));
	text_addf(text, ")\n  SELECT %.*s", STR_ARG(baseline));
	for (size_t i = 0; i < history->value_count; i++)
		text_addf(text, ", %.*s", STR_ARG(history->values[i].value));
	text_addf(text,
		"\n  WHERE NOT EXISTS (SELECT FROM %.*s WHERE %.*s = %.*s)\n  ON CONFLICT DO NOTHING;\n\n",
		STR_ARG(table), STR_ARG(key), STR_ARG(baseline));
}

struct str squash_history_sql(struct arena *arena, const struct squash_history *history)
{
	struct str table = table_sql(arena, history, ""),
			   archive = table_sql(arena, history, "_archive");
	struct str columns = columns_sql(arena, history);
	struct str key = identifier_sql(arena, history->key_column);
	struct str id = literal_sql(arena, history->squash_id);
	struct text text = {.arena = arena};

	text_addf(&text,
		"BEGIN;\n\n"
		"LOCK TABLE %.*s IN SHARE ROW EXCLUSIVE MODE;\n\n"
		"CREATE TABLE IF NOT EXISTS %.*s (\n"
		"  LIKE %.*s,\n"
		"  squash_id text NOT NULL,\n"
		"  archived_at timestamptz NOT NULL DEFAULT now()\n"
		");\n\n",
		STR_ARG(table), STR_ARG(archive), STR_ARG(table));
	/* what is taken out and what is kept are the same rows, whoever writes meanwhile */
	text_addf(&text,
		"WITH squashed AS (\n"
		"  DELETE FROM %.*s\n"
		"  WHERE %.*s IN (\n    %.*s)\n"
		"    AND NOT EXISTS (SELECT FROM %.*s WHERE squash_id = %.*s)\n"
		"  RETURNING %.*s\n"
		")\n"
		"INSERT INTO %.*s (%.*s, squash_id)\n"
		"  SELECT %.*s, %.*s FROM squashed;\n\n",
		STR_ARG(table), STR_ARG(key), STR_ARG(keys_sql(arena, history)), STR_ARG(archive),
		STR_ARG(id), STR_ARG(columns), STR_ARG(archive), STR_ARG(columns), STR_ARG(columns),
		STR_ARG(id));
	add_guard(&text, arena, history, archive, key, id);
	add_baseline(&text, arena, history, table, key);
	text_add(&text, STR("COMMIT;\n"));
	return text_str(&text);
}
