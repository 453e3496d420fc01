/* SPDX-License-Identifier: MIT */
#include "database/dump_object.h"

#include "base/sort.h"
#include "base/vec.h"
#include "database/dump_text.h"
#include "migration/scan.h"
#include "sql/split.h"

/* What the statements of a dump are written for: names with their schema, bodies that may name what
 * is created further down. */
#define PREAMBLE \
	"SET client_encoding = 'UTF8';\n" \
	"SET standard_conforming_strings = on;\n" \
	"SELECT pg_catalog.set_config('search_path', '', false);\n" \
	"SET check_function_bodies = false;\n" \
	"SET xmloption = content;\n" \
	"SET client_min_messages = warning;\n"

/* What stands in a comment of pg_dump's before an object. */
struct heading {
	struct str kind, schema, name; /* kind ptr NULL: there is none */
};

struct reading {
	struct arena *arena;
	struct dump_objects objects;
	unsigned server_version; /* major; 0: nothing is said of it */
	struct heading heading; /* of the statements that come */
	bool is_begun; /* the last object is that of the heading */
	struct text body; /* of the last object */
	struct str access_method; /* of tables that are created; ptr NULL: heap */
};

static char upper(char byte)
{
	return is_lower(byte) ? (char)(byte - 'a' + 'A') : byte;
}

static size_t find_last(struct str text, struct str needle)
{
	size_t last = text.len;

	for (size_t at = str_find(text, needle, 0); at < text.len; at = str_find(text, needle, at + 1))
		last = at;
	return last;
}

/* Cuts "; KEY: value" off the end of a heading; ptr NULL if it has none. */
static struct str cut_field(struct str *line, struct str key)
{
	size_t at = find_last(*line, key);
	struct str value = {NULL, 0};

	if (at == line->len)
		return value;
	value = str_trim(str_slice(*line, at + key.len, line->len));
	*line = str_slice(*line, 0, at);
	return value;
}

/* "Name: X; Type: T; Schema: S; Owner: O"; X may hold anything but a line end. */
static bool read_heading(struct arena *arena, struct str line, struct heading *ret)
{
	struct str starts[] = {STR("-- Name: "), STR("-- Data for Name: ")};
	struct heading heading = {0};
	struct str type;

	for (size_t i = 0; i < ARRAY_LENGTH(starts); i++) {
		if (!str_starts(line, starts[i]))
			continue;
		line = str_slice(line, starts[i].len, line.len);
		(void)cut_field(&line, STR("; Owner:"));
		heading.schema = cut_field(&line, STR("; Schema:"));
		type = cut_field(&line, STR("; Type:"));
		heading.name = str_trim(line);
		if (!type.len)
			return false;
		heading.kind = str_lower(arena, type);
		if (!heading.schema.len || str_equal(heading.schema, STR("-")))
			heading.schema = (struct str){NULL, 0};
		*ret = heading;
		return true;
	}
	return false;
}

/* Reads what stands between two statements: blanks and comments. */
static void read_gap(struct reading *reading, struct str gap)
{
	struct str line;

	while (str_next(&gap, '\n', &line)) {
		unsigned version = dump_text_server_version(line);

		reading->server_version = version ? version : reading->server_version;
		if (str_starts(line, STR("-- PostgreSQL database dump complete")))
			reading->heading = (struct heading){0};
		else if (!read_heading(reading->arena, line, &reading->heading))
			continue;
		reading->is_begun = false;
	}
}

/* An object that no comment names is named by what it creates. */
static struct heading own_heading(struct arena *arena, const struct dump_statement *statement)
{
	struct heading heading = {statement->kind, statement->schema, statement->name};
	struct str prefix = str_format(arena, "%.*s.", STR_ARG(statement->schema));

	if (heading.schema.ptr && str_starts(heading.name, prefix))
		heading.name = str_slice(heading.name, prefix.len, heading.name.len);
	if (statement->act == DUMP_COMMENTS || statement->act == DUMP_GRANTS) {
		heading.name = statement->act == DUMP_COMMENTS
			? str_format(arena, "%.*s %.*s", STR_ARG(statement->kind), STR_ARG(heading.name))
			: heading.name;
		heading.kind = statement->act == DUMP_COMMENTS ? STR("comment") : STR("acl");
	}
	return heading;
}

/* pg_dump 13 says ATTACH PARTITION with the table, later ones as an object of its own. */
static bool attaches_table(const struct dump_statement *statement, struct str sql)
{
	return statement->act == DUMP_DEFINES && !statement->is_create &&
		str_equal(statement->kind, STR("table")) &&
		str_find(sql, STR(" ATTACH PARTITION "), 0) < sql.len;
}

static void set_session(struct reading *reading, const struct dump_statement *statement)
{
	if (!str_equal(statement->name, STR("default_table_access_method")))
		return;
	reading->access_method = statement->value;
	if (str_equal(statement->value, STR("heap")) || !statement->value.len)
		reading->access_method = (struct str){NULL, 0};
}

/* The statement with the access method that its table has. */
static struct str with_access_method(
	const struct reading *reading, struct str sql, const struct dump_statement *statement)
{
	if (!reading->access_method.ptr || !statement->is_create ||
		!(str_equal(statement->kind, STR("table")) ||
			str_equal(statement->kind, STR("materialized view"))) ||
		str_find(sql, STR("\nPARTITION BY "), 0) < sql.len)
		return sql;
	return str_format(reading->arena,
		"SET default_table_access_method = %.*s;\n%.*s\nSET default_table_access_method = heap;",
		STR_ARG(reading->access_method), STR_ARG(sql));
}

static bool is_revoke(struct str sql)
{
	return str_find(sql, STR("REVOKE "), 0) < str_find(sql, STR("GRANT "), 0);
}

/* What is taken away comes first: it is where the rights of an owner begin. */
static int by_grant(const void *left, const void *right)
{
	const struct str *a = left, *b = right;

	if (is_revoke(*a) != is_revoke(*b))
		return is_revoke(*a) ? -1 : 1;
	return str_compare(*a, *b);
}

/* GRANTs come in the order in which they were given. */
static struct str with_grants_in_order(struct arena *arena, struct str sql)
{
	struct str rest = sql, line;
	struct str_list lines = {0};
	struct text text = {.arena = arena};

	while (str_next(&rest, '\n', &line) && rest.ptr) {
		if (!str_starts(line, STR("GRANT ")) && !str_starts(line, STR("REVOKE ")) &&
			!str_starts(line, STR("ALTER DEFAULT PRIVILEGES ")))
			return sql;
		str_list_add(arena, &lines, line);
	}
	sort(lines.items, lines.count, sizeof *lines.items, by_grant);
	for (size_t i = 0; i < lines.count; i++) {
		text_add(&text, lines.items[i]);
		text_add_byte(&text, '\n');
	}
	return text_str(&text);
}

static void end_object(struct reading *reading)
{
	struct dump_object *object;

	if (!reading->objects.count)
		return;
	object = &reading->objects.items[reading->objects.count - 1];
	object->sql = text_str(&reading->body);
	if (str_ends(object->kind, STR("acl")))
		object->sql = with_grants_in_order(reading->arena, object->sql);
	reading->body = (struct text){.arena = reading->arena};
}

static bool is_old_default(
	const struct reading *reading, struct str sql, const struct dump_statement *statement)
{
	return reading->server_version && reading->server_version < 15 &&
		statement->act == DUMP_GRANTS && dump_text_is_old_default(reading->arena, sql);
}

static void read_statement(struct reading *reading, struct str sql, size_t line)
{
	struct dump_statement statement = dump_statement_read(reading->arena, sql);
	bool stands_alone;
	struct heading heading = reading->heading;

	if (statement.act == DUMP_SETS)
		set_session(reading, &statement);
	if (dump_text_is_noise(sql, &statement) || is_old_default(reading, sql, &statement))
		return;
	sql = dump_text_canonical(reading->arena, sql, &statement);
	if (!sql.len)
		return;
	sql = with_access_method(reading, sql, &statement);
	stands_alone = !heading.kind.ptr ||
		(str_equal(heading.kind, STR("table")) && attaches_table(&statement, sql));
	if (stands_alone)
		heading = own_heading(reading->arena, &statement);
	if (stands_alone && attaches_table(&statement, sql))
		heading.kind = STR("table attach");
	if (stands_alone || !reading->is_begun) {
		end_object(reading);
		*vec_push(reading->arena, &reading->objects) = (struct dump_object){
			.kind = heading.kind, .schema = heading.schema, .name = heading.name, .line = line};
		reading->is_begun = !stands_alone;
	}
	text_add(&reading->body, sql);
	text_add(&reading->body, str_ends(sql, STR(";")) ? STR("\n") : STR(";\n"));
}

bool dump_file_says(struct arena *arena, struct str content, struct str dump)
{
	return str_equal(str_with_lf_ends(arena, content), dump) ||
		str_equal(content, str_with_crlf(arena, dump));
}

int dump_objects_read(
	struct dump_objects *ret, struct arena *arena, struct str dump, struct error *reterr)
{
	struct reading reading = {.arena = arena, .body = {.arena = arena}};
	struct str sql = str_copy(arena, dump);
	struct position position = {1, 1};
	struct pieces pieces;
	size_t end = 0, counted = 0;

	if (str_has(sql, '\0')) {
		error_set(reterr, "it is no dump in plain SQL");
		return error_hint(reterr, "pg_dump --schema-only --no-owner --no-privileges > FILE");
	}
	pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);
	for (size_t i = 0; i < pieces.count; i++) {
		const struct piece *piece = &pieces.items[i];

		if (piece->is_command)
			continue;
		read_gap(&reading, str_slice(sql, end, piece->from));
		position = position_after(sql, counted, position, piece->from);
		counted = piece->from;
		read_statement(&reading, str_slice(sql, piece->from, piece->to), position.line);
		end = piece->to;
	}
	end_object(&reading);
	*ret = reading.objects;
	return 0;
}

struct str dump_objects_write(
	struct arena *arena, const struct dump_objects *objects, struct str head)
{
	struct text text = {.arena = arena};
	struct str line;

	while (str_next(&head, '\n', &line))
		if (line.len || head.ptr)
			text_addf(&text, "--%s%.*s\n", line.len ? " " : "", STR_ARG(line));
	text_add(&text, text.len ? STR("\n") : STR(""));
	text_add(&text, STR(PREAMBLE));
	for (size_t i = 0; i < objects->count; i++) {
		const struct dump_object *object = &objects->items[i];

		text_add(&text, STR("\n--\n-- Name: "));
		for (size_t j = 0; j < object->name.len; j++)
			text_add_byte(&text, is_line_end(object->name.ptr[j]) ? ' ' : object->name.ptr[j]);
		text_add(&text, STR("; Type: "));
		for (size_t j = 0; j < object->kind.len; j++)
			text_add_byte(&text, upper(object->kind.ptr[j]));
		text_addf(&text, "; Schema: %.*s; Owner: -\n--\n\n",
			STR_ARG(object->schema.ptr ? object->schema : STR("-")));
		text_add(&text, object->sql);
	}
	return text_str(&text);
}

/* True for a setting that changes nothing of what is created, or that another version or another
 * server does not know. */
static bool is_foreign_setting(struct str name)
{
	static const char *const names[] = {"authorization", "default_tablespace", "default_with_oids",
		"idle_in_transaction_session_timeout", "lock_timeout", "row_security", "statement_timeout",
		"transaction_timeout"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (str_equal(name, str_from(names[i])))
			return true;
	return false;
}

struct str dump_without_noise(struct arena *arena, struct str dump)
{
	struct str sql = str_copy(arena, dump);
	struct pieces pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);
	struct text text = {.arena = arena};
	size_t end = 0;

	for (size_t i = 0; i < pieces.count; i++) {
		const struct piece *piece = &pieces.items[i];
		struct str one = str_slice(sql, piece->from, piece->to);
		struct dump_statement statement;

		if (piece->is_command)
			continue;
		statement = dump_statement_read(arena, one);
		text_add(&text, str_slice(sql, end, piece->from));
		end = piece->to;
		if (statement.act == DUMP_SETS ? is_foreign_setting(statement.name)
									   : dump_text_is_noise(one, &statement))
			for (size_t j = 0; j < one.len; j++)
				text_add_byte(&text, is_line_end(one.ptr[j]) ? one.ptr[j] : ' ');
		else
			text_add(&text, dump_text_without_attver(arena, one));
	}
	text_add(&text, str_slice(sql, end, sql.len));
	return text_str(&text);
}
