/* SPDX-License-Identifier: MIT */
#include "database/same_sql.h"

#include "sql/lexer.h"

static size_t skip_separators(struct str sql, size_t at)
{
	while (at < sql.len && (is_blank(sql.ptr[at]) || sql.ptr[at] == ';'))
		at++;
	return at;
}

/* Only `a` is divided into tokens: where `b` has the same bytes for each of them, and something
 * between two of them where `a` has, it has the same tokens. */
bool sql_is_same_but_separators(struct str a, struct str b)
{
	size_t a_at = 0, b_at = 0;

	a = str_trim(a);
	b = str_trim(b);
	for (;;) {
		struct token token = {.to = a_at};
		size_t begin = skip_separators(a, a_at), next = skip_separators(b, b_at), end;
		bool is_token;

		while ((is_token = lexer_next(a, token.to, &token)) && token.kind == TOKEN_SEMICOLON)
			;
		end = is_token ? token.from : a.len;
		/* what is neither blank nor semicolon is a comment, up to the next token */
		if (begin > end)
			begin = end;
		if (is_token && a_at && (end > a_at) != (next > b_at || end > begin))
			return false;
		if (!str_starts(str_slice(b, next, b.len), str_slice(a, begin, end)))
			return false;
		next += end - begin;
		if (!is_token)
			return skip_separators(b, next) == b.len;
		if (!str_starts(str_slice(b, next, b.len), str_slice(a, token.from, token.to)))
			return false;
		a_at = token.to;
		b_at = next + (token.to - token.from);
	}
}
