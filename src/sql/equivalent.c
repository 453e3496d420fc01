/* SPDX-License-Identifier: MIT */
#include "sql/equivalent.h"

#include "sql/lexer.h"
#include "sql/translate.h"

enum form { FORM_OF_EXPRESSION, FORM_OF_INDEX_ELEMENT, FORM_OF_QUERY };

/* What is to be compared. */
struct side {
	struct str text;
	const struct str_list *names; /* of a view's columns; NULL: none */
};

static bool same_token(
	struct str a, const struct token *first, struct str b, const struct token *second)
{
	struct str left = str_slice(a, first->from, first->to);
	struct str right = str_slice(b, second->from, second->to);

	if (first->kind != second->kind)
		return false;
	return first->kind == TOKEN_WORD ? str_equal_ignoring_case(left, right)
									 : str_equal(left, right);
}

/* The same but for blanks, comments and the case of words. */
static bool same_tokens(struct str a, struct str b)
{
	struct token first, second;
	size_t i = 0, j = 0;

	for (;;) {
		bool has_first = lexer_next(a, i, &first), has_second = lexer_next(b, j, &second);

		if (!has_first || !has_second)
			return has_first == has_second;
		if (!same_token(a, &first, b, &second))
			return false;
		i = first.to;
		j = second.to;
	}
}

/* `SELECT expression`, nothing else. */
static struct term *read_expression(struct translator *translator, const Node *statement)
{
	const SelectStmt *select = (const SelectStmt *)statement;
	const ResTarget *target;

	if (!IsA(statement, SelectStmt) || select->op != SETOP_NONE || select->fromClause ||
		select->whereClause || select->sortClause || select->limitCount || select->valuesLists ||
		list_length(select->targetList) != 1)
		return NULL;
	target = linitial(select->targetList);
	return target->name ? NULL : translate(translator, target->val);
}

/* Operator classes that no type has by default; the server writes those only. */
static bool is_own_choice(struct str opclass)
{
	static const char *const parts[] = {
		"pattern", "path", "trgm", "minmax_multi", "bloom", "cosine", "_ip_", "_l1_"};

	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++)
		if (str_find(opclass, str_from(parts[i]), 0) < opclass.len)
			return true;
	return false;
}

static struct term *read_element(struct translator *translator, const IndexElem *element)
{
	struct arena *arena = translator->arena;
	bool is_descending = element->ordering == SORTBY_DESC;
	bool is_nulls_first = element->nulls_ordering == SORTBY_NULLS_DEFAULT
		? is_descending
		: element->nulls_ordering == SORTBY_NULLS_FIRST;
	struct term *term = term_new(arena, TERM_NODE,
		str_format(arena, "element%s%s", is_descending ? " desc" : "",
			is_nulls_first ? " nulls first" : ""));
	struct term *value, *opclass;

	if (element->name)
		value = term_new(arena, TERM_COLUMN, str_copy(arena, str_from(element->name)));
	else
		value = translate(translator, element->expr);
	term_add(arena, term, value);
	/* a column's own collation and a type's own class are not written by the server */
	opclass = term_new(arena, TERM_NODE, STR("class"));
	opclass->qualifier = translate_name(translator, element->opclass);
	if (is_own_choice(opclass->qualifier))
		opclass->text = opclass->qualifier;
	term_add(arena, term, opclass);
	opclass = term_new(arena, TERM_NODE, STR("collation"));
	opclass->qualifier = translate_name(translator, element->collation);
	if (str_equal(opclass->qualifier, STR("default")))
		opclass->qualifier = (struct str){NULL, 0};
	term_add(arena, term, opclass);
	if (element->opclassopts)
		term_add(arena, term, term_new(arena, TERM_UNKNOWN, (struct str){NULL, 0}));
	return term;
}

static struct term *read_index(struct translator *translator, const Node *statement)
{
	const IndexStmt *index = (const IndexStmt *)statement;

	if (!IsA(statement, IndexStmt) || list_length(index->indexParams) != 1 || index->whereClause)
		return NULL;
	return read_element(translator, linitial(index->indexParams));
}

/* NULL: it is not what it should be. */
static struct term *read_statement(
	struct translator *translator, const List *tree, enum form form, const struct str_list *names)
{
	const Node *statement;

	if (list_length(tree) != 1)
		return NULL;
	statement = ((const RawStmt *)linitial(tree))->stmt;
	switch (form) {
	case FORM_OF_EXPRESSION:
		return read_expression(translator, statement);
	case FORM_OF_INDEX_ELEMENT:
		return read_index(translator, statement);
	case FORM_OF_QUERY:
		break;
	}
	if (!IsA(statement, SelectStmt))
		return NULL;
	return translate_query(translator, statement, /* has_names= */ true, names);
}

static struct term *read_side(struct arena *arena, const struct side *side, enum form form)
{
	static const char *const before[] = {
		[FORM_OF_EXPRESSION] = "SELECT ",
		[FORM_OF_INDEX_ELEMENT] = "CREATE INDEX ON t (",
		[FORM_OF_QUERY] = "",
	};
	/* what is given may end in a comment */
	struct str sql = str_format(arena, "%s%.*s\n%s", before[form], STR_ARG(side->text),
		form == FORM_OF_INDEX_ELEMENT ? ")" : "");
	struct translator translator = {.arena = arena};
	PgQueryInternalParsetreeAndError result = pg_query_raw_parse(sql.ptr);

	free(result.stderr_buffer);
	if (result.error) {
		pg_query_free_error(result.error);
		return NULL;
	}
	return read_statement(&translator, result.tree, form, side->names);
}

static enum equivalence compare_sides(
	struct arena *scratch, const struct side *a, const struct side *b, enum form form)
{
	MemoryContext context = pg_query_enter_memory_context();
	struct term *first = read_side(scratch, a, form);
	struct term *second = first ? read_side(scratch, b, form) : NULL;

	pg_query_exit_memory_context(context);
	if (!first || !second)
		return EQUIVALENCE_UNKNOWN;
	return term_equivalence(scratch, first, second);
}

enum equivalence expression_equivalence(struct arena *scratch, struct str a, struct str b)
{
	if (same_tokens(a, b))
		return EQUIVALENCE_SAME;
	return compare_sides(
		scratch, &(struct side){a, NULL}, &(struct side){b, NULL}, FORM_OF_EXPRESSION);
}

enum equivalence index_element_equivalence(struct arena *scratch, struct str a, struct str b)
{
	if (same_tokens(a, b))
		return EQUIVALENCE_SAME;
	return compare_sides(
		scratch, &(struct side){a, NULL}, &(struct side){b, NULL}, FORM_OF_INDEX_ELEMENT);
}

enum equivalence query_equivalence(
	struct arena *scratch, const struct view_query *a, const struct view_query *b)
{
	if (!a->column_names.count && !b->column_names.count && same_tokens(a->text, b->text))
		return EQUIVALENCE_SAME;
	return compare_sides(scratch, &(struct side){a->text, &a->column_names},
		&(struct side){b->text, &b->column_names}, FORM_OF_QUERY);
}
