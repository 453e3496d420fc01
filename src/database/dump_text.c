/* SPDX-License-Identifier: MIT */
#include "database/dump_text.h"

#include "base/sort.h"
#include "base/vec.h"
#include "database/dump_reader.h"
#include "migration/scan.h"
#include "schema/catalog.h"

struct str dump_text_without_attver(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct text left = {.arena = arena};
	struct str list, item;
	size_t from;

	if (!dump_reader_take(&reader, "alter") || str_find(sql, STR("pg_attver"), 0) == sql.len)
		return sql;
	while (!reader.is_end && !dump_reader_is_byte(&reader, '('))
		dump_reader_skip(&reader);
	from = reader.token.to;
	list = dump_reader_parentheses(&reader);
	if (!list.ptr)
		return sql;
	for (struct str rest = list; dump_list_next(&rest, &item);)
		if (!str_starts(item, STR("pg_attver")) && !str_starts(item, STR("\"pg_attver\""))) {
			text_add(&left, left.len ? STR(", ") : STR(""));
			text_add(&left, item);
		}
	if (!left.len)
		return STR("");
	return str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(sql, 0, from)),
		STR_ARG(text_str(&left)), STR_ARG(str_slice(sql, from + list.len, sql.len)));
}

/* Adds what stands between two tokens, without blanks at the ends of lines. */
static void add_gap(struct text *text, struct str gap)
{
	for (size_t from = 0; from < gap.len;) {
		size_t end = str_find(gap, STR("\n"), from), to = end;

		while (end < gap.len && to > from && is_blank(gap.ptr[to - 1]))
			to--;
		text_add(text, str_slice(gap, from, to));
		text_add(text, end < gap.len ? STR("\n") : STR(""));
		from = end + 1;
	}
}

static struct str with_plain_identifiers(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct text text = {.arena = arena};
	size_t end = 0;

	while (!reader.is_end) {
		size_t to = reader.token.to;

		add_gap(&text, str_slice(sql, end, reader.token.from));
		if (reader.token.kind == TOKEN_QUOTED_IDENTIFIER && !reader.token.is_open &&
			!str_ends(text_str(&text), STR("&"))) {
			text_add(&text, dump_reader_identifier(&reader));
		} else {
			text_add(&text, dump_reader_text(&reader));
			dump_reader_skip(&reader);
		}
		end = to;
	}
	return text_str(&text);
}

/* True for TABLE_COLUMN_not_null, cut to 63 bytes as the server does it; all as SQL. */
static bool is_chosen_name(
	struct arena *arena, struct str table, struct str column, struct str name)
{
	struct str words[] = {table, column, name};
	struct str chosen;

	if (!table.ptr || !column.ptr || !name.ptr)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (str_starts(words[i], STR("\"")))
			words[i] = str_slice(words[i], 1, words[i].len - 1);
	chosen = catalog_chosen_name(arena, words[0], words[1], STR("not_null"));
	return str_equal(chosen, words[2]);
}

/* PostgreSQL 18 names NOT NULL constraints. A name as the server chooses it says nothing. */
static struct str with_unnamed_not_null(
	struct arena *arena, struct str sql, const struct dump_statement *statement)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct dump_reader name = dump_reader_start(arena, statement->name);
	struct dump_name table = dump_reader_name(&name);
	struct text text = {.arena = arena};
	struct str column = {NULL, 0}, chosen = {NULL, 0};
	size_t depth = 0, kept = 0;

	if (str_find(sql, STR("_not_null"), 0) == sql.len)
		return sql;
	while (!reader.is_end) {
		bool starts = depth == 1 && !column.ptr;
		size_t from = reader.token.from;

		depth += dump_reader_is_byte(&reader, '(');
		depth -= depth && dump_reader_is_byte(&reader, ')');
		if (depth == 1 && (dump_reader_is_byte(&reader, '(') || dump_reader_is_byte(&reader, ',')))
			column = (struct str){NULL, 0};
		else if (starts) {
			column = dump_reader_identifier(&reader);
			continue;
		} else if (depth == 1 && dump_reader_take(&reader, "constraint")) {
			chosen = dump_reader_identifier(&reader);
			if (dump_reader_is(&reader, "not") &&
				is_chosen_name(arena, table.name, column, chosen)) {
				text_add(&text, str_slice(sql, kept, from));
				kept = reader.token.from;
			}
			continue;
		}
		dump_reader_skip(&reader);
	}
	text_add(&text, str_slice(sql, kept, sql.len));
	return text_str(&text);
}

static int by_text(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* CREATE POLICY ... TO b, a USING: the server lists roles in the order of its catalog. */
static struct str with_roles_in_order(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct str_list roles = {0};
	struct text text = {.arena = arena};
	struct str name;
	size_t from, to;

	if (!dump_reader_find(&reader, "on") || !dump_reader_find(&reader, "to"))
		return sql;
	dump_reader_skip(&reader);
	from = to = reader.token.from;
	while (name = dump_reader_identifier(&reader), name.ptr) {
		str_list_add(arena, &roles, name);
		to = reader.is_end ? sql.len : reader.token.from;
		if (!dump_reader_is_byte(&reader, ','))
			break;
		dump_reader_skip(&reader);
	}
	if (roles.count < 2)
		return sql;
	sort(roles.items, roles.count, sizeof *roles.items, by_text);
	text_add(&text, str_slice(sql, 0, from));
	for (size_t i = 0; i < roles.count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(roles.items[i]));
	/* the blank before what follows */
	while (to > from && is_blank(sql.ptr[to - 1]))
		to--;
	text_add(&text, str_slice(sql, to, sql.len));
	return text_str(&text);
}

struct str dump_text_canonical(
	struct arena *arena, struct str sql, const struct dump_statement *statement)
{
	struct str text = with_plain_identifiers(arena, dump_text_without_attver(arena, str_trim(sql)));

	if (statement->act == DUMP_GRANTS)
		return scan_significant(arena, text);
	if (statement->is_create && str_ends(statement->kind, STR("table")))
		return with_unnamed_not_null(arena, text, statement);
	if (statement->is_create && str_equal(statement->kind, STR("policy")))
		return with_roles_in_order(arena, text);
	return text;
}

static bool is_public_schema(const struct dump_statement *statement)
{
	return str_equal(statement->kind, STR("schema")) && str_equal(statement->name, STR("public"));
}

bool dump_text_is_noise(struct str sql, const struct dump_statement *statement)
{
	if (statement->act == DUMP_COMMENTS)
		return str_equal(statement->kind, STR("extension")) ||
			(is_public_schema(statement) &&
				str_find(sql, STR("'standard public schema'"), 0) < sql.len);
	if (statement->act == DUMP_DEFINES)
		return is_public_schema(statement) || str_equal(statement->kind, STR("database"));
	return statement->act == DUMP_OWNS || statement->act == DUMP_FILLS ||
		statement->act == DUMP_SETS;
}

bool dump_text_is_old_default(struct arena *arena, struct str sql)
{
	struct str significant = scan_significant(arena, sql);

	return str_equal(significant, STR("REVOKE USAGE ON SCHEMA public FROM PUBLIC;")) ||
		str_equal(significant, STR("GRANT ALL ON SCHEMA public TO PUBLIC;"));
}

unsigned dump_text_server_version(struct str line)
{
	struct str start = STR("-- Dumped from database version ");
	unsigned version = 0;

	if (!str_starts(line, start))
		return 0;
	for (size_t i = start.len; i < line.len && is_digit(line.ptr[i]) && version < 1000; i++)
		version = version * 10 + (unsigned)(line.ptr[i] - '0');
	return version;
}
