/* SPDX-License-Identifier: MIT */
#include "database/dump_reader.h"

#include "sql/object.h"

struct dump_reader dump_reader_start(struct arena *arena, struct str sql)
{
	struct dump_reader reader = {.arena = arena, .sql = sql};

	reader.is_end = !lexer_next(sql, 0, &reader.token);
	return reader;
}

void dump_reader_skip(struct dump_reader *reader)
{
	if (!reader->is_end)
		reader->is_end = !lexer_next(reader->sql, reader->token.to, &reader->token);
}

bool dump_reader_is(const struct dump_reader *reader, const char *word)
{
	return !reader->is_end && token_is(reader->sql, &reader->token, word);
}

bool dump_reader_is_byte(const struct dump_reader *reader, char byte)
{
	return !reader->is_end && token_is_byte(reader->sql, &reader->token, byte);
}

bool dump_reader_take(struct dump_reader *reader, const char *words)
{
	struct dump_reader ahead = *reader;
	struct str rest = str_from(words), word;

	while (word = str_next_word(&rest), word.len) {
		if (ahead.is_end || ahead.token.kind != TOKEN_WORD ||
			!str_equal_ignoring_case(dump_reader_text(&ahead), word))
			return false;
		dump_reader_skip(&ahead);
	}
	*reader = ahead;
	return true;
}

bool dump_reader_find(struct dump_reader *reader, const char *word)
{
	size_t depth = 0;

	for (; !reader->is_end; dump_reader_skip(reader)) {
		if (!depth && dump_reader_is(reader, word))
			return true;
		depth += dump_reader_is_byte(reader, '(');
		depth -= depth && dump_reader_is_byte(reader, ')');
	}
	return false;
}

bool dump_reader_has(const struct dump_reader *reader, const char *words)
{
	struct str rest = str_from(words);
	const char *first = str_copy(reader->arena, str_next_word(&rest)).ptr;
	struct dump_reader ahead = *reader;

	/* a name may be the first of them too */
	for (; dump_reader_find(&ahead, first); dump_reader_skip(&ahead))
		if (dump_reader_take(&ahead, words))
			return true;
	return false;
}

struct str dump_reader_text(const struct dump_reader *reader)
{
	return str_slice(reader->sql, reader->token.from, reader->token.to);
}

/* The name within double quotes, where "" stands for one of them. */
static struct str unescaped(struct arena *arena, const struct token *token)
{
	struct text text = {.arena = arena};

	if (token->is_verbatim)
		return token->inside;
	for (size_t i = 0; i < token->inside.len; i++) {
		text_add_byte(&text, token->inside.ptr[i]);
		i += token->inside.ptr[i] == '"';
	}
	return text_str(&text);
}

struct str dump_reader_identifier(struct dump_reader *reader)
{
	struct str name = {NULL, 0};

	if (reader->is_end)
		return name;
	if (reader->token.kind == TOKEN_WORD)
		name = str_lower(reader->arena, dump_reader_text(reader));
	else if (reader->token.kind == TOKEN_QUOTED_IDENTIFIER)
		name = unescaped(reader->arena, &reader->token);
	if (!name.ptr)
		return name;
	dump_reader_skip(reader);
	return identifier_sql(reader->arena, name);
}

struct dump_name dump_reader_name(struct dump_reader *reader)
{
	struct dump_name name = {.name = dump_reader_identifier(reader)};

	while (name.name.ptr && dump_reader_is_byte(reader, '.')) {
		dump_reader_skip(reader);
		name.schema = name.name;
		name.name = dump_reader_identifier(reader);
	}
	return name;
}

struct str dump_reader_parentheses(struct dump_reader *reader)
{
	size_t depth = 0, from = reader->token.to, to = from;

	if (!dump_reader_is_byte(reader, '('))
		return (struct str){NULL, 0};
	for (; !reader->is_end; dump_reader_skip(reader)) {
		to = reader->token.from;
		depth += dump_reader_is_byte(reader, '(');
		if (dump_reader_is_byte(reader, ')') && !--depth) {
			dump_reader_skip(reader);
			return str_slice(reader->sql, from, to);
		}
	}
	return str_slice(reader->sql, from, reader->sql.len);
}

bool dump_list_next(struct str *rest, struct str *ret)
{
	struct token token;
	size_t depth = 0;

	if (!str_trim(*rest).len)
		return false;
	for (size_t at = 0; lexer_next(*rest, at, &token); at = token.to) {
		depth += token_is_byte(*rest, &token, '(') || token_is_byte(*rest, &token, '[');
		depth -= depth && (token_is_byte(*rest, &token, ')') || token_is_byte(*rest, &token, ']'));
		if (depth || !token_is_byte(*rest, &token, ','))
			continue;
		*ret = str_trim(str_slice(*rest, 0, token.from));
		*rest = str_slice(*rest, token.to, rest->len);
		return true;
	}
	*ret = str_trim(*rest);
	*rest = (struct str){NULL, 0};
	return true;
}
