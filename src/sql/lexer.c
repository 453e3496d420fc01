/* SPDX-License-Identifier: MIT */
#include "sql/lexer.h"

static char byte_at(struct str sql, size_t at)
{
	return at < sql.len ? sql.ptr[at] : '\0';
}

static bool starts_word(char byte)
{
	return is_alpha(byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static bool is_word_byte(char byte)
{
	return starts_word(byte) || is_digit(byte) || byte == '$';
}

/* Block comments nest. */
static size_t skip_block_comment(struct str sql, size_t at)
{
	size_t depth = 0;

	for (; at < sql.len; at += 2) {
		struct str two = str_slice(sql, at, at + 2);

		if (str_equal(two, STR("/*")))
			depth++;
		else if (!str_equal(two, STR("*/")))
			at--;
		else if (!--depth)
			return at + 2;
	}
	return sql.len;
}

size_t lexer_skip_blank(struct str sql, size_t at)
{
	while (at < sql.len) {
		if (is_blank(sql.ptr[at]))
			at++;
		else if (sql.ptr[at] == '-' && byte_at(sql, at + 1) == '-')
			while (at < sql.len && sql.ptr[at] != '\n' && sql.ptr[at] != '\r')
				at++;
		else if (sql.ptr[at] == '/' && byte_at(sql, at + 1) == '*')
			at = skip_block_comment(sql, at);
		else
			break;
	}
	return at;
}

static void read_quoted(struct str sql, struct token *token, size_t at, bool escapes)
{
	char quote = sql.ptr[at];
	size_t start = ++at;

	token->is_verbatim = true;
	token->is_open = true;
	for (; at < sql.len; at++) {
		bool is_doubled = sql.ptr[at] == quote && byte_at(sql, at + 1) == quote;

		if (is_doubled || (escapes && sql.ptr[at] == '\\')) {
			token->is_verbatim = false;
			at++;
		} else if (sql.ptr[at] == quote) {
			token->is_open = false;
			break;
		}
	}
	token->inside = str_slice(sql, start, at);
	token->to = at < sql.len ? at + 1 : sql.len;
}

/* False if the '$' starts no dollar quote. */
static bool read_dollar_quoted(struct str sql, struct token *token)
{
	size_t at = token->from + 1, end;
	struct str tag;

	if (is_digit(byte_at(sql, at)))
		return false;
	while (starts_word(byte_at(sql, at)) || is_digit(byte_at(sql, at)))
		at++;
	if (byte_at(sql, at) != '$')
		return false;
	tag = str_slice(sql, token->from, at + 1);
	end = str_find(sql, tag, at + 1);
	token->kind = TOKEN_STRING;
	token->inside = str_slice(sql, at + 1, end);
	token->is_verbatim = true;
	token->is_open = end == sql.len;
	token->to = end < sql.len ? end + tag.len : sql.len;
	return true;
}

/* The quote behind a prefix: E'', B'', X'', N'', U&''. 0: there is none. */
static size_t prefixed_quote(struct str sql, size_t at)
{
	char letter = lower(byte_at(sql, at));

	if (letter && strchr("ebxn", letter) && byte_at(sql, at + 1) == '\'')
		return at + 1;
	return letter == 'u' && byte_at(sql, at + 1) == '&' && byte_at(sql, at + 2) == '\'' ? at + 2
																						: 0;
}

static void read_word(struct str sql, struct token *token)
{
	size_t quote = prefixed_quote(sql, token->from);

	if (quote) {
		token->kind = TOKEN_STRING;
		read_quoted(sql, token, quote, lower(sql.ptr[token->from]) == 'e');
		token->is_verbatim &= quote == token->from;
		return;
	}
	token->kind = TOKEN_WORD;
	token->to = token->from;
	while (is_word_byte(byte_at(sql, token->to)))
		token->to++;
}

bool lexer_next(struct str sql, size_t at, struct token *ret)
{
	struct token token = {.kind = TOKEN_OTHER};
	char byte;

	token.from = lexer_skip_blank(sql, at);
	if (token.from >= sql.len)
		return false;
	byte = sql.ptr[token.from];
	token.to = token.from + 1;
	if (byte == '\'') {
		token.kind = TOKEN_STRING;
		read_quoted(sql, &token, token.from, /* escapes= */ false);
	} else if (byte == '"') {
		token.kind = TOKEN_QUOTED_IDENTIFIER;
		read_quoted(sql, &token, token.from, /* escapes= */ false);
	} else if (starts_word(byte)) {
		read_word(sql, &token);
	} else if (is_digit(byte)) {
		token.kind = TOKEN_NUMBER;
		while (is_word_byte(byte_at(sql, token.to)) || byte_at(sql, token.to) == '.')
			token.to++;
	} else if (byte == ';') {
		token.kind = TOKEN_SEMICOLON;
	} else if (byte == '\\') {
		token.kind = TOKEN_BACKSLASH;
		while (token.to < sql.len && sql.ptr[token.to] != '\n')
			token.to++;
	} else if (byte == '$') {
		read_dollar_quoted(sql, &token);
	}
	*ret = token;
	return true;
}

bool token_is(struct str sql, const struct token *token, const char *word)
{
	return token->kind == TOKEN_WORD &&
		str_equal_ignoring_case(str_slice(sql, token->from, token->to), str_from(word));
}

bool token_is_byte(struct str sql, const struct token *token, char byte)
{
	return token->kind == TOKEN_OTHER && sql.ptr[token->from] == byte;
}
