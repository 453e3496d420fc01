/* SPDX-License-Identifier: MIT */
/*
 * What an expression or query means, in a form that is the same for many ways to write it: no
 * parentheses, no syntax of special functions, IN and BETWEEN as comparisons, tables known by their
 * place in FROM and not by their alias. For the files of this folder only.
 */
#ifndef MIGHOOK_SQL_TERM_H
#define MIGHOOK_SQL_TERM_H

#include "base/str.h"
#include "sql/equivalent.h"

enum term_kind {
	TERM_NODE, /* `text` says what it is, `parts` what it consists of, in order */
	TERM_CONSTANT, /* `text` is its value; ptr NULL: NULL */
	TERM_COLUMN, /* `text` is its name, `qualifier` its table or ptr NULL */
	TERM_AND, /* parts in any order */
	TERM_OR,
	TERM_EITHER, /* one of the parts, which one is not known */
	TERM_OUTPUT, /* what a SELECT returns */
	TERM_STAR, /* all columns of `qualifier`, or of every table */
	TERM_UNKNOWN, /* mighook does not know what it says */
};

enum constant_form {
	CONSTANT_STRING,
	CONSTANT_NUMBER,
	CONSTANT_BOOLEAN, /* "true", "false" */
	CONSTANT_BITS, /* "0101" */
};

/* A type that a term is cast to. */
struct cast_type {
	struct str schema, name; /* the server's short name: int4, varchar, text[] */
	struct str modifiers; /* "10,2"; ptr NULL: none */
};

struct casts {
	struct cast_type *items; /* the innermost first */
	size_t count, capacity;
};

struct terms {
	struct term **items; /* NULL: a part that is not there */
	size_t count, capacity;
};

struct term {
	enum term_kind kind;
	enum constant_form form;
	struct str text;
	struct str qualifier; /* schema of a function or table, table of a column; ptr NULL: none */
	struct str alias; /* TERM_COLUMN: table that goes by that name, and may be meant as a whole */
	struct casts casts;
	struct terms parts;
};

struct term *term_new(struct arena *arena, enum term_kind kind, struct str text);
void term_add(struct arena *arena, struct term *term, struct term *part);

/* The term, cast to that type as well. The types of an array's elements are the elements'. */
void term_cast(struct arena *arena, struct term *term, struct cast_type type);

/* `is_and` of two or more; parts of the same kind are taken apart. */
struct term *term_join(struct arena *arena, enum term_kind kind, const struct terms *parts);

/* What is to be known of two terms. */
enum equivalence term_equivalence(
	struct arena *scratch, const struct term *a, const struct term *b);

enum cast_operand {
	CAST_OF_CONSTANT, /* the server writes its type anyway */
	CAST_OF_TEXT, /* of an operator that gives text */
	CAST_OF_OTHERS,
};

/* Of what two terms are cast to. */
enum equivalence casts_equivalence(
	const struct casts *a, const struct casts *b, enum cast_operand operand);

/* True for a type of the server's that others become by themselves: text(x) is a cast. */
bool is_type_of_casts(struct str name);

/* The values of two constants. */
enum equivalence constant_equivalence(
	struct arena *scratch, const struct term *a, const struct term *b);

/* The worse of two. */
static inline enum equivalence equivalence_and(enum equivalence a, enum equivalence b)
{
	return a > b ? a : b;
}

#endif
