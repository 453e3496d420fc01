/* SPDX-License-Identifier: MIT */
/* Identifiers inside expressions and queries, which are kept as they were written. */
#include "schema/replaying.h"
#include "sql/lexer.h"

/* The identifier that a token is, folded; ptr NULL if it is none. */
static struct str identifier_of(struct arena *arena, struct str text, const struct token *token)
{
	if (token->kind == TOKEN_WORD)
		return str_lower(arena, str_slice(text, token->from, token->to));
	if (token->kind == TOKEN_QUOTED_IDENTIFIER)
		return token->inside;
	return (struct str){NULL, 0};
}

static bool is_identifier(struct str text, const struct token *token, struct str name)
{
	if (token->kind == TOKEN_QUOTED_IDENTIFIER)
		return str_equal(token->inside, name);
	return token->kind == TOKEN_WORD &&
		str_equal_ignoring_case(str_slice(text, token->from, token->to), name);
}

bool mentions_identifier(struct str text, struct str name)
{
	struct token token;

	/* most texts do not even have the letters */
	if (!name.len || !text.len)
		return false;
	for (size_t at = 0; lexer_next(text, at, &token); at = token.to)
		if (is_identifier(text, &token, name))
			return true;
	return false;
}

struct str replace_identifier(struct arena *arena, struct str text, struct str from, struct str to)
{
	struct text changed = {.arena = arena};
	struct token token;
	size_t kept = 0;

	for (size_t at = 0; lexer_next(text, at, &token); at = token.to) {
		if (!is_identifier(text, &token, from))
			continue;
		text_add(&changed, str_slice(text, kept, token.from));
		text_add(&changed, identifier_sql(arena, to));
		kept = token.to;
	}
	if (!kept)
		return text;
	text_add(&changed, str_slice(text, kept, text.len));
	return text_str(&changed);
}

size_t find_sequence(struct arena *arena, struct str text, struct object_name sequence)
{
	struct str name = identifier_sql(arena, sequence.name);
	struct str schema = identifier_sql(arena, sequence.schema);

	for (size_t at = str_find(text, name, 0); at < text.len; at = str_find(text, name, at + 1)) {
		struct str before = str_slice(text, 0, at);

		if (at + name.len >= text.len || text.ptr[at + name.len] != '\'')
			continue;
		if (str_ends(before, STR("'")))
			return at;
		if (str_ends(before, STR(".")) && str_ends(str_slice(before, 0, at - 1), schema))
			return at;
	}
	return text.len;
}

/* Behind the ')' that closes the '(' at `at`. */
static size_t behind_parenthesis(struct str text, size_t at)
{
	struct token token;
	size_t depth = 0;

	while (lexer_next(text, at, &token)) {
		at = token.to;
		if (token_is_byte(text, &token, '('))
			depth++;
		else if (token_is_byte(text, &token, ')') && !--depth)
			break;
	}
	return at;
}

/* Of (x)::date the column x; of f(x), CASE, COALESCE(x) the word; of x + y nothing. */
static struct str name_of_expression(struct arena *arena, struct str text)
{
	struct token token, next;
	struct str name;

	if (!lexer_next(text, 0, &token))
		return (struct str){NULL, 0};
	if (token_is_byte(text, &token, '(')) {
		size_t end = behind_parenthesis(text, token.from);

		name = name_of_expression(arena, str_trim(str_slice(text, token.to, end - 1)));
		if (!lexer_next(text, end, &next))
			return name;
		return text.ptr[next.from] == ':' ? name : (struct str){NULL, 0};
	}
	name = identifier_of(arena, text, &token);
	if (!name.ptr)
		return name;
	/* schema.f(x) */
	while (lexer_next(text, token.to, &next) && token_is_byte(text, &next, '.')) {
		if (!lexer_next(text, next.to, &token))
			return (struct str){NULL, 0};
		name = identifier_of(arena, text, &token);
	}
	if (str_equal(name, STR("case")))
		return name;
	if (!lexer_next(text, token.to, &next))
		return name;
	if (token_is_byte(text, &next, '(')) {
		size_t end = behind_parenthesis(text, next.from);

		return !lexer_next(text, end, &next) || text.ptr[next.from] == ':' ? name
																		   : (struct str){NULL, 0};
	}
	return text.ptr[next.from] == ':' ? name : (struct str){NULL, 0};
}

/* Where the expression ends, and an operator class, COLLATE, DESC begin. */
static size_t end_of_expression(struct str element)
{
	struct token token;

	if (!lexer_next(element, 0, &token))
		return 0;
	if (token_is_byte(element, &token, '('))
		return behind_parenthesis(element, token.from);
	for (size_t at = token.to; lexer_next(element, at, &token); at = token.to) {
		if (token_is_byte(element, &token, '('))
			return behind_parenthesis(element, token.from);
		if (!token_is_byte(element, &token, '.'))
			return at;
		if (!lexer_next(element, token.to, &token))
			break;
	}
	return element.len;
}

struct str name_of_element(struct arena *arena, struct str element)
{
	struct str expression = str_slice(element, 0, end_of_expression(element));
	struct str name = name_of_expression(arena, expression);

	return name.len ? name : STR("expr");
}

struct str index_element_column(struct arena *arena, struct str element)
{
	struct token token, next;
	struct str name = {NULL, 0};

	if (lexer_next(element, 0, &token))
		name = identifier_of(arena, element, &token);
	/* schema.f(x), f(x) */
	if (name.ptr && lexer_next(element, token.to, &next) &&
		(token_is_byte(element, &next, '(') || token_is_byte(element, &next, '.')))
		return (struct str){NULL, 0};
	return name;
}
