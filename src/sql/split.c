/* SPDX-License-Identifier: MIT */
#include "sql/split.h"

#include "base/vec.h"
#include "sql/lexer.h"

/* What the tokens of a statement so far have said. */
struct reading {
	size_t words; /* how many tokens */
	bool creates; /* CREATE ... FUNCTION or PROCEDURE: it may have a body without quotes */
	bool starts_with_create, starts_with_copy;
	bool after_from, takes_lines; /* COPY ... FROM STDIN */
	size_t depth; /* of BEGIN and CASE in such a body, or of the parentheses of a rule's actions */
	bool is_rule; /* CREATE RULE */
};

static void read_token(struct reading *reading, struct str sql, const struct token *token)
{
	if (!reading->words++) {
		reading->starts_with_create = token_is(sql, token, "create");
		reading->starts_with_copy = token_is(sql, token, "copy");
	}
	if (reading->starts_with_create && reading->words < 5)
		reading->creates |= token_is(sql, token, "function") || token_is(sql, token, "procedure");
	if (reading->creates) {
		if (token_is(sql, token, "begin") || (reading->depth && token_is(sql, token, "case")))
			reading->depth++;
		else if (reading->depth && token_is(sql, token, "end"))
			reading->depth--;
	}
	if (reading->starts_with_create && reading->words < 5)
		reading->is_rule |= token_is(sql, token, "rule");
	if (reading->is_rule) {
		reading->depth += token_is_byte(sql, token, '(');
		reading->depth -= reading->depth && token_is_byte(sql, token, ')');
	}
	reading->takes_lines |= reading->starts_with_copy && reading->after_from &&
		token_is(sql, token, "stdin");
	reading->after_from = token_is(sql, token, "from");
}

static void blank(char *sql, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (sql[i] != '\n')
			sql[i] = ' ';
}

/* The end of the lines that COPY reads: behind the one that is "\.". The same offset if none is. */
static size_t end_of_lines(struct str sql, size_t at)
{
	size_t start = str_find(sql, STR("\n"), at);

	while (start < sql.len) {
		size_t end = str_find(sql, STR("\n"), start + 1);

		if (str_equal(str_trim(str_slice(sql, start, end)), STR("\\.")))
			return end;
		start = end;
	}
	return at;
}

static void add(struct arena *arena, struct pieces *pieces, size_t from, size_t to, bool is_command)
{
	*vec_push(arena, pieces) = (struct piece){from, to, is_command};
}

/* \g, \gexec, \gset, \gx, \crosstabview: like a ';'. */
static bool sends_query(struct str command)
{
	return str_starts(command, STR("\\g")) || str_starts(command, STR("\\crosstabview"));
}

struct pieces split_sql(struct arena *arena, char *bytes, size_t len)
{
	struct str sql = {bytes, len};
	struct pieces pieces = {0};
	struct reading reading = {0};
	size_t at = 0, start = 0;
	struct token token;

	while (lexer_next(sql, at, &token)) {
		at = token.to;
		if (token.kind == TOKEN_BACKSLASH) {
			add(arena, &pieces, token.from, token.to, /* is_command= */ true);
			if (reading.words && sends_query(str_slice(sql, token.from, token.to))) {
				add(arena, &pieces, start, token.from, /* is_command= */ false);
				reading = (struct reading){0};
			}
			blank(bytes, token.from, token.to);
			continue;
		}
		if (!reading.words)
			start = token.from;
		if (token.kind != TOKEN_SEMICOLON || reading.depth) {
			read_token(&reading, sql, &token);
			continue;
		}
		if (reading.words)
			add(arena, &pieces, start, token.to, /* is_command= */ false);
		if (reading.takes_lines) {
			size_t end = end_of_lines(sql, at);

			blank(bytes, at, end);
			at = end;
		}
		reading = (struct reading){0};
	}
	if (reading.words)
		add(arena, &pieces, start, len, /* is_command= */ false);
	return pieces;
}

bool split_part(struct str sql, size_t from, size_t least, size_t *ret)
{
	struct reading reading = {0};
	struct token token;

	*ret = sql.len;
	if (sql.len - from <= least)
		return true;
	for (size_t at = from; lexer_next(sql, at, &token); at = token.to) {
		if (token.kind == TOKEN_BACKSLASH)
			return false;
		if (token.kind != TOKEN_SEMICOLON || reading.depth) {
			read_token(&reading, sql, &token);
			continue;
		}
		if (reading.takes_lines)
			return false;
		if (token.to - from >= least) {
			*ret = token.to;
			return true;
		}
		reading = (struct reading){0};
	}
	return true;
}

static bool is_name_byte(char byte)
{
	return is_alnum(byte) || byte == '_';
}

/* :name, :'name', :"name" but neither a cast nor an assignment nor a slice of an array. */
static size_t replace_colon(char *sql, size_t at, size_t to)
{
	size_t end = at + 1;
	char quote;

	if (end >= to || sql[end] == ':' || sql[end] == '=')
		return at;
	quote = sql[end] == '\'' || sql[end] == '"' ? sql[end] : '\0';
	if (!quote && !is_alpha(sql[end]) && sql[end] != '_')
		return at;
	end += quote != '\0';
	while (end < to && is_name_byte(sql[end]))
		end++;
	if (quote && (end >= to || sql[end++] != quote))
		return at;
	/* "vlimit" is a name where ":limit" was, "limit" is a keyword */
	sql[at] = quote ? ' ' : 'v';
	return end;
}

/* $NAME, ${NAME} */
static size_t replace_dollar(char *sql, size_t at, size_t to)
{
	size_t end = at + 1;
	bool braces = end < to && sql[end] == '{';

	end += braces;
	if (end >= to || (!is_alpha(sql[end]) && sql[end] != '_'))
		return at;
	while (end < to && is_name_byte(sql[end]))
		end++;
	if (braces && (end >= to || sql[end] != '}'))
		return at;
	sql[at] = 'v';
	if (braces) {
		sql[at + 1] = '_';
		sql[end++] = '_';
	}
	return end;
}

void split_replace_variables(
	struct arena *arena, char *bytes, size_t from, size_t to, struct offsets *found)
{
	struct str sql = {bytes, to};
	struct token token;
	size_t at = from;

	while (lexer_next(sql, at, &token)) {
		size_t end = token.from;

		at = token.to;
		if (token_is_byte(sql, &token, ':') && (token.from == 0 || bytes[token.from - 1] != ':'))
			end = replace_colon(bytes, token.from, to);
		else if (token_is_byte(sql, &token, '$'))
			end = replace_dollar(bytes, token.from, to);
		if (end == token.from)
			continue;
		*vec_push(arena, found) = (struct piece){token.from, end, false};
		at = end;
	}
}
