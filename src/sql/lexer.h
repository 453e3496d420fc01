/* SPDX-License-Identifier: MIT */
/*
 * Tokens of SQL as psql sees them, for what the parser cannot tell: where a statement that does not
 * parse ends, what is meant for the client, where a constant ends (manual, 4.1; psql's manual).
 */
#ifndef MIGHOOK_SQL_LEXER_H
#define MIGHOOK_SQL_LEXER_H

#include "base/str.h"

enum token_kind {
	TOKEN_WORD, /* identifier or keyword */
	TOKEN_QUOTED_IDENTIFIER,
	TOKEN_STRING, /* of any form */
	TOKEN_NUMBER,
	TOKEN_SEMICOLON,
	TOKEN_BACKSLASH, /* outside quotes: a command of psql, to the end of the line */
	TOKEN_OTHER, /* one byte */
};

struct token {
	enum token_kind kind;
	size_t from, to;
	struct str inside; /* of a string or quoted identifier */
	bool is_verbatim; /* and it says the same without its quotes */
	bool is_open; /* it is never closed */
};

/* The next token at or after `at`; false at the end. */
bool lexer_next(struct str sql, size_t at, struct token *ret);

/* True for the word, in any case of letters. */
bool token_is(struct str sql, const struct token *token, const char *word);

/* True for the one byte. */
bool token_is_byte(struct str sql, const struct token *token, char byte);

/* Offset of the first byte at or after `at` that is neither blank nor comment. */
size_t lexer_skip_blank(struct str sql, size_t at);

#endif
