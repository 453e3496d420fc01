/* SPDX-License-Identifier: MIT */
#include "sql/dump.h"

#include "base/escape.h"
#include "migration/scan.h"
#include "sql/split.h"

/* As pg_dump 13 to 18 write them. Tables may be dumped under another tablespace or access method:
 * such a setting is none of these, and stays. */
static const char *const left_out[] = {
	"CREATE SCHEMA public;",
	"CREATE SCHEMA \"public\";",
	"COMMENT ON SCHEMA public IS 'standard public schema';",
	"COMMENT ON SCHEMA \"public\" IS 'standard public schema';",
	"SELECT pg_catalog.set_config('search_path', '', false);",
	"SET check_function_bodies = false;",
	"SET client_encoding = 'UTF8';",
	"SET client_min_messages = warning;",
	"SET default_table_access_method = heap;",
	"SET default_tablespace = '';",
	"SET idle_in_transaction_session_timeout = 0;",
	"SET lock_timeout = 0;",
	"SET row_security = off;",
	"SET standard_conforming_strings = on;",
	"SET statement_timeout = 0;",
	"SET transaction_timeout = 0;",
	"SET xmloption = content;",
};

static bool is_left_out(struct arena *arena, struct str statement)
{
	struct str significant = scan_significant(arena, statement);

	for (size_t i = 0; i < ARRAY_LENGTH(left_out); i++)
		if (str_equal(significant, str_from(left_out[i])))
			return true;
	return false;
}

static bool copies_rows(struct arena *arena, struct str statement)
{
	struct str significant = scan_significant(arena, statement);

	return str_starts(significant, STR("COPY ")) && str_ends(significant, STR(" FROM stdin;"));
}

static int refuse(struct str name, const char *reason, struct error *reterr)
{
	struct arena scratch = {0};

	error_set(reterr, "%s: %s", escape_text(&scratch, name, false).ptr, reason);
	arena_release(&scratch);
	return error_hint(reterr, "pg_dump --schema-only --no-owner --no-acl > FILE");
}

static void add_statement(struct text *text, struct str comments, struct str statement)
{
	text_add(text, text->len ? STR("\n") : STR(""));
	text_add(text, str_trim(comments));
	text_add(text, str_trim(comments).len ? STR("\n") : STR(""));
	text_add(text, str_trim(statement));
	text_add(text, STR("\n"));
}

int dump_as_migration(
	struct str *ret, struct arena *arena, struct str dump, struct str name, struct error *reterr)
{
	struct text text = {.arena = arena};
	struct str sql = str_copy(arena, str_with_lf_ends(arena, dump));
	struct pieces pieces;
	size_t end = 0;

	if (str_has(sql, '\0'))
		return refuse(name, "it is no dump in plain SQL", reterr);
	pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);
	for (size_t i = 0; i < pieces.count; i++) {
		const struct piece *piece = &pieces.items[i];
		struct str statement = str_slice(sql, piece->from, piece->to);

		if (piece->is_command)
			continue;
		if (copies_rows(arena, statement))
			return refuse(name, "it holds rows", reterr);
		if (!is_left_out(arena, statement))
			add_statement(&text, str_slice(sql, end, piece->from), statement);
		end = piece->to;
	}
	if (!text.len)
		return refuse(name, "there is no statement in it", reterr);
	*ret = str_format(arena,
		"-- bodies may name what is created further down\n"
		"SET check_function_bodies = false;\n\n%.*s\nRESET check_function_bodies;\n",
		STR_ARG(text_str(&text)));
	return 0;
}

/* As --quote-all-identifiers writes it, too. */
static struct str without_quotes(struct arena *arena, struct str name)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] != '"')
			text_add_byte(&text, name.ptr[i]);
	return text_str(&text);
}

bool dump_creates(struct arena *arena, struct str sql, struct str table)
{
	struct str copy = str_copy(arena, sql), create = STR("CREATE TABLE ");
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)copy.ptr, copy.len);

	for (size_t i = 0; i < pieces.count; i++) {
		struct str statement = str_slice(sql, pieces.items[i].from, pieces.items[i].to);
		struct str rest = str_slice(statement, create.len, statement.len), name, schema;

		if (!str_starts(statement, create))
			continue;
		name = without_quotes(arena, str_next_word(&rest));
		if (str_find(table, STR("."), 0) == table.len && str_find(name, STR("."), 0) < name.len)
			(void)str_next(&name, '.', &schema);
		if (str_equal(name, table))
			return true;
	}
	return false;
}
