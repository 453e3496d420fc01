/* SPDX-License-Identifier: MIT */
#include "sql/grammar.h"

#include "sql/lexer.h"

/*
 * Tokens in a row: a word, one byte, or a class: "@name" an identifier, "@junk" a number of a form
 * that is new, "@()" a "(" and all up to its ")".
 * The parser stops at one of them (or, for a subquery without a name, anywhere).
 */
static const struct later {
	unsigned version;
	const char *name;
	const char *tokens[8];
	const char *first; /* word the statement starts with; NULL: any */
} later_syntax[] = {
	{17, "MERGE ... RETURNING", {"returning"}, "merge"},
	{17, "MERGE ... WHEN NOT MATCHED BY SOURCE", {"not", "matched", "by"}, "merge"},
	{17, "JSON_TABLE", {"json_table", "@()"}, NULL},
	{16, "IS JSON", {"is", "json"}, NULL},
	{16, "IS JSON", {"is", "not", "json"}, NULL},
	{18, "a virtual generated column", {"generated", "always", "as", "@()", "virtual"}, NULL},
	{18, "a virtual generated column", {"generated", "always", "as", "@()", ","}, NULL},
	{18, "a virtual generated column", {"generated", "always", "as", "@()", ")"}, NULL},
	{18, "a virtual generated column", {"generated", "always", "as", "@()", ";"}, NULL},
	{17, "SET EXPRESSION", {"set", "expression"}, "alter"},
	{18, "NOT ENFORCED", {"not", "enforced"}, NULL},
	{18, "ENFORCED", {"@()", "enforced"}, NULL},
	{18, "a named NOT NULL constraint", {"constraint", "@name", "not", "null", "@name"}, NULL},
	{18, "NOT NULL as a table constraint", {",", "not", "null", "@name"}, "create"},
	{18, "NOT NULL as a table constraint", {"add", "not", "null", "@name"}, "alter"},
	{16, "a number in another base, or with _ in it", {"@junk"}, NULL},
};

static bool is_name(const struct token *token)
{
	return token->kind == TOKEN_WORD || token->kind == TOKEN_QUOTED_IDENTIFIER;
}

/* 0x1F, 0o17, 0b101, 1_000 */
static bool is_new_number(struct str sql, const struct token *token)
{
	struct str number = str_slice(sql, token->from, token->to);
	bool underscores = false;

	if (token->kind != TOKEN_NUMBER)
		return false;
	if (number.len > 2 && number.ptr[0] == '0' && strchr("xob", lower(number.ptr[1])))
		return true;
	for (size_t i = 1; i + 1 < number.len; i++) {
		if (number.ptr[i] == '_' && is_digit(number.ptr[i - 1]) && is_digit(number.ptr[i + 1]))
			underscores = true;
		else if (!is_digit(number.ptr[i]) && number.ptr[i] != '.')
			return false;
	}
	return underscores;
}

/* How far from the parser's stop a syntax may start: a statement of megabytes is not searched. */
enum { FARTHEST = 4096 };

/* Behind the ')' of the '(' at `at`. */
static size_t skip_parentheses(struct str sql, size_t at)
{
	size_t depth = 0, start = at;
	struct token token;

	while (at - start < FARTHEST && lexer_next(sql, at, &token)) {
		at = token.to;
		depth += token_is_byte(sql, &token, '(');
		if (token_is_byte(sql, &token, ')') && !--depth)
			break;
	}
	return at;
}

static bool matches(struct str sql, size_t at, const struct later *later, size_t *end)
{
	for (size_t i = 0; i < ARRAY_LENGTH(later->tokens) && later->tokens[i]; i++) {
		const char *wanted = later->tokens[i];
		struct token token;
		bool same;

		if (!lexer_next(sql, at, &token))
			return false;
		if (!strcmp(wanted, "@()")) {
			if (!token_is_byte(sql, &token, '('))
				return false;
			at = skip_parentheses(sql, token.from);
			continue;
		}
		if (!strcmp(wanted, "@name"))
			same = is_name(&token);
		else if (!strcmp(wanted, "@junk"))
			same = is_new_number(sql, &token);
		else if (is_alpha(wanted[0]))
			same = token_is(sql, &token, wanted);
		else
			same = token.to == token.from + 1 && sql.ptr[token.from] == wanted[0];
		if (!same)
			return false;
		at = token.to;
	}
	*end = at;
	return true;
}

/* FROM (SELECT ...) with no name behind it. */
static bool lacks_alias(struct str sql, size_t error)
{
	struct token token;

	return lexer_next(sql, error, &token) && token_is_byte(sql, &token, '(');
}

unsigned grammar_find_later(struct str statement, size_t error, const char **name)
{
	struct token first, token;
	size_t at = 0;

	if (!lexer_next(statement, 0, &first))
		return 0;
	if (lacks_alias(statement, error) && str_find(statement, STR("("), error) == error) {
		*name = "a sub-select in FROM without a name";
		return 16;
	}
	while (lexer_next(statement, at, &token) && token.from <= error) {
		for (size_t i = 0; error - token.from <= FARTHEST && i < ARRAY_LENGTH(later_syntax); i++) {
			const struct later *later = &later_syntax[i];
			size_t end;

			if (later->first && !token_is(statement, &first, later->first))
				continue;
			/* the parser must have stopped in it, or right behind it */
			if (!matches(statement, token.from, later, &end) || error < token.from || error > end)
				continue;
			*name = later->name;
			return later->version;
		}
		at = token.to;
	}
	return 0;
}
