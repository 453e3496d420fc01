/* SPDX-License-Identifier: MIT */
/* PostgreSQL's parse nodes into terms. For the files of this folder only. */
#ifndef MIGHOOK_SQL_TRANSLATE_H
#define MIGHOOK_SQL_TRANSLATE_H

/* ours first: the server's headers redefine names of the C library */
#include "base/vec.h"
#include "sql/term.h"

#include "sql/nodes.h"

/* A table in FROM that columns may be qualified with. */
struct table_alias {
	struct str name;
	struct str place; /* "$DEPTH.NUMBER": the same however it is called */
};

/* The tables of a query, inside those of the query around it. */
struct scope {
	const struct scope *outer; /* NULL: none */
	unsigned depth;
	struct {
		struct table_alias *items;
		size_t count, capacity;
	} tables;
};

struct translator {
	struct arena *arena;
	const struct scope *scope; /* NULL: outside of queries */
	unsigned nesting;
};

/* An expression; NULL gives NULL. */
struct term *translate(struct translator *translator, const Node *node);

/* A part for each node of the list. */
void translate_list(struct translator *translator, struct term *term, const List *list);

/* A SELECT or VALUES. `names` holds the names of its columns where the view names them; it may be
 * NULL. With `has_names` the names of what it returns count. */
struct term *translate_query(
	struct translator *translator, const Node *node, bool has_names, const struct str_list *names);

/* What stands in FROM, into the scope and as parts of `from`; what it joins without a condition is
 * listed one by one. */
void translate_from_item(
	struct translator *translator, struct scope *scope, struct term *from, const Node *node);

/* An item of ORDER BY, whose expression is already a term. */
struct term *translate_order(
	struct translator *translator, const SortBy *sort, struct term *expression);

/* A window, by name or by definition. */
struct term *translate_window(struct translator *translator, const WindowDef *window);

/* A constant, function or operator by its nodes. */
struct term *translate_constant(struct translator *translator, const A_Const *constant);
struct term *translate_function(struct translator *translator, const FuncCall *call);
struct term *translate_operator(struct translator *translator, const A_Expr *expression);
struct cast_type translate_type(struct translator *translator, const TypeName *type);

/* A sub-select in an expression. */
struct term *translate_sublink(struct translator *translator, const SubLink *link);

/* Name of a column of that value where the query gives none, as the server chooses it
 * (FigureColname); ptr NULL: it differs by version. */
struct str translate_column_name(struct translator *translator, const Node *node);

/* Last and last but one of dotted names. */
struct str translate_name(struct translator *translator, const List *names);
struct str translate_schema(struct translator *translator, const List *names);

#endif
