/* SPDX-License-Identifier: MIT */
/*
 * mutate_sql: reads lines of FORM TAB SQL, and prints FORM TAB SQL TAB MUTANT for each way to
 * change one token to what says something else: another constant, name, function, operator, type,
 * AND for OR; and for each AND or OR, without what follows it. Whether it means anything a server
 * may say.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/vec.h"
#include "sql/lexer.h"

/* A word or operator, and what it is changed to. */
static const char *const swaps[][2] = {
	{"weight", "height"},
	{"height", "weight"},
	{"status", "note"},
	{"note", "label"},
	{"label", "note"},
	{"is_open", "is_paid"},
	{"is_paid", "is_open"},
	{"sent_at", "seen_at"},
	{"seen_at", "sent_at"},
	{"depot_id", "id"},
	{"id", "pieces"},
	{"pieces", "id"},
	{"user_id", "owner_id"},
	{"owner_id", "user_id"},
	{"depot", "member"},
	{"and", "or"},
	{"or", "and"},
	{"in", "not in"},
	{"not", ""},
	{"any", "all"},
	{"all", "any"},
	{"like", "ilike"},
	{"ilike", "like"},
	{"exists", "not exists"},
	{"true", "false"},
	{"false", "true"},
	{"lower", "upper"},
	{"upper", "lower"},
	{"count", "sum"},
	{"min", "max"},
	{"max", "min"},
	{"coalesce", "greatest"},
	{"greatest", "least"},
	{"length", "octet_length"},
	{"now", "clock_timestamp"},
	{"row_number", "rank"},
	{"year", "month"},
	{"asc", "desc"},
	{"desc", "asc"},
	{"first", "last"},
	{"last", "first"},
	{"left", "inner"},
	{"union", "intersect"},
	{"numeric", "text"},
	{"date", "time"},
	{"=", "<>"},
	{"<", ">"},
	{">", "<"},
	{"+", "-"},
	{"-", "+"},
	{"*", "/"},
	{"?", "@>"},
	{"~", "~*"},
};

static void print(struct str form, struct str sql, size_t from, size_t to, struct str instead)
{
	printf("%.*s\t%.*s\t%.*s%.*s%.*s\n", STR_ARG(form), STR_ARG(sql),
		STR_ARG(str_slice(sql, 0, from)), STR_ARG(instead), STR_ARG(str_slice(sql, to, sql.len)));
}

/* The last digit of a constant, or of none a letter more. */
static void change_constant(
	struct arena *scratch, struct str form, struct str sql, const struct token *token)
{
	size_t at = token->to;

	while (at > token->from && !is_digit(sql.ptr[at - 1]))
		at--;
	if (at > token->from) {
		char next = sql.ptr[at - 1] == '9' ? '1' : (char)(sql.ptr[at - 1] + 1);

		print(form, sql, at - 1, at, str_format(scratch, "%c", next));
	} else if (token->kind == TOKEN_STRING) {
		print(form, sql, token->to - 1, token->to - 1, STR("z"));
	}
}

static void change_token(
	struct arena *scratch, struct str form, struct str sql, const struct token *token)
{
	if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_STRING)
		change_constant(scratch, form, sql, token);
	for (size_t i = 0; i < ARRAY_LENGTH(swaps); i++) {
		struct str word = str_slice(sql, token->from, token->to);

		if (token->kind != TOKEN_STRING && str_equal_ignoring_case(word, str_from(swaps[i][0])))
			print(form, sql, token->from, token->to, str_from(swaps[i][1]));
	}
	if (token_is(sql, token, "and") || token_is(sql, token, "or"))
		print(form, sql, token->from, sql.len, STR(""));
}

int main(void)
{
	struct arena scratch = {0};
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0) {
		struct str sql = str_trim((struct str){line, (size_t)len}), form;
		struct token token;

		if (!str_next(&sql, '\t', &form))
			return 2;
		for (size_t at = 0; lexer_next(sql, at, &token); at = token.to)
			change_token(&scratch, form, sql, &token);
		arena_reset(&scratch);
	}
	free(line);
	arena_release(&scratch);
	return 0;
}
