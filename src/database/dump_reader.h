/* SPDX-License-Identifier: MIT */
/* Reads a statement token by token: words, names, lists in parentheses. */
#ifndef MIGHOOK_DATABASE_DUMP_READER_H
#define MIGHOOK_DATABASE_DUMP_READER_H

#include "sql/lexer.h"

struct dump_reader {
	struct arena *arena;
	struct str sql;
	struct token token; /* that comes next */
	bool is_end; /* there is none */
};

struct dump_reader dump_reader_start(struct arena *arena, struct str sql);

/* Goes on to the next token. */
void dump_reader_skip(struct dump_reader *reader);

/* True for the word, or the byte, that comes next. */
bool dump_reader_is(const struct dump_reader *reader, const char *word);
bool dump_reader_is_byte(const struct dump_reader *reader, char byte);

/* The same, and goes on if it is; of words all or none, "IF NOT EXISTS". */
bool dump_reader_take(struct dump_reader *reader, const char *words);

/* Goes on to the word outside parentheses; false if it does not come. */
bool dump_reader_find(struct dump_reader *reader, const char *word);

/* True if the words come outside parentheses, one behind the other. */
bool dump_reader_has(const struct dump_reader *reader, const char *words);

/* The token's text. */
struct str dump_reader_text(const struct dump_reader *reader);

/* Takes one identifier, as SQL; ptr NULL: none comes. */
struct str dump_reader_identifier(struct dump_reader *reader);

/* A name with its schema, both as SQL. */
struct dump_name {
	struct str schema, name; /* ptr NULL: none */
};

/* Takes schema.name, or name. */
struct dump_name dump_reader_name(struct dump_reader *reader);

/* Takes all up to the ')' that closes the '(' which comes next, and returns what is between them;
 * ptr NULL: no '(' comes. */
struct str dump_reader_parentheses(struct dump_reader *reader);

/* Cuts the text before the next comma outside parentheses off the list; false at its end. */
bool dump_list_next(struct str *rest, struct str *ret);

#endif
