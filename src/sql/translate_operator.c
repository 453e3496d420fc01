/* SPDX-License-Identifier: MIT */
/* Operators, and the comparisons that have a syntax of their own. */
#include "sql/translate.h"

static struct term *operation(
	struct translator *translator, struct str name, struct term *left, struct term *right)
{
	struct term *term = term_new(translator->arena, TERM_NODE,
		str_format(translator->arena, "operator %.*s", STR_ARG(name)));

	term_add(translator->arena, term, left);
	term_add(translator->arena, term, right);
	return term;
}

static struct term * not(struct translator * translator, struct term *term)
{
	struct term *result = term_new(translator->arena, TERM_NODE, STR("not"));

	term_add(translator->arena, result, term);
	term_add(translator->arena, result, NULL);
	return result;
}

static bool is_node(const struct term *term, struct str text)
{
	return term && term->kind == TERM_NODE && str_equal(term->text, text);
}

/* (a, b) = (c, d) is a = c AND b = d. */
static struct term *comparison(
	struct translator *translator, struct str name, struct term *left, struct term *right)
{
	bool is_equal = str_equal(name, STR("=")), is_unequal = str_equal(name, STR("<>"));
	struct terms parts = {.items = NULL};

	if ((!is_equal && !is_unequal) || !is_node(left, STR("row")) || !is_node(right, STR("row")) ||
		left->parts.count != right->parts.count || !left->parts.count)
		return operation(translator, name, left, right);
	for (size_t i = 0; i < left->parts.count; i++)
		*vec_push(translator->arena, &parts) = operation(
			translator, name, left->parts.items[i], right->parts.items[i]);
	return term_join(translator->arena, is_equal ? TERM_AND : TERM_OR, &parts);
}

/* x IN (a, b), x = ANY (ARRAY[a, b]): x = a OR x = b. */
static struct term *compare_each(struct translator *translator, struct str name, struct term *left,
	const struct terms *values, enum term_kind kind)
{
	struct terms parts = {.items = NULL};

	for (size_t i = 0; i < values->count; i++)
		*vec_push(translator->arena, &parts) = comparison(translator, name, left, values->items[i]);
	return term_join(translator->arena, kind, &parts);
}

static struct term *compare_array(
	struct translator *translator, const A_Expr *from, struct str name, enum term_kind kind)
{
	struct term *left = translate(translator, from->lexpr);
	struct term *right = translate(translator, from->rexpr);

	if (is_node(right, STR("array")) && right->parts.count && !right->casts.count)
		return compare_each(translator, name, left, &right->parts, kind);
	name = str_format(translator->arena, "%.*s %s", STR_ARG(name), kind == TERM_OR ? "any" : "all");
	return operation(translator, name, left, right);
}

static struct term *in(struct translator *translator, const A_Expr *from, struct str name)
{
	struct term *left = translate(translator, from->lexpr);
	struct term *values = translate(translator, from->rexpr);

	return compare_each(
		translator, name, left, &values->parts, str_equal(name, STR("=")) ? TERM_OR : TERM_AND);
}

static struct term *range(struct translator *translator, struct term *value, struct term *low,
	struct term *high, bool is_not)
{
	struct terms parts = {.items = NULL};

	*vec_push(translator->arena, &parts) = comparison(
		translator, is_not ? STR("<") : STR(">="), value, low);
	*vec_push(translator->arena, &parts) = comparison(
		translator, is_not ? STR(">") : STR("<="), value, high);
	return term_join(translator->arena, is_not ? TERM_OR : TERM_AND, &parts);
}

static struct term *between(
	struct translator *translator, const A_Expr *from, bool is_not, bool is_symmetric)
{
	const List *bounds = (const List *)from->rexpr;
	struct term *value = translate(translator, from->lexpr);
	struct term *low = translate(translator, linitial(bounds));
	struct term *high = translate(translator, lsecond(bounds));
	struct terms parts = {.items = NULL};

	if (!is_symmetric)
		return range(translator, value, low, high, is_not);
	*vec_push(translator->arena, &parts) = range(translator, value, low, high, is_not);
	*vec_push(translator->arena, &parts) = range(translator, value, high, low, is_not);
	return term_join(translator->arena, is_not ? TERM_AND : TERM_OR, &parts);
}

static bool is_null(const Node *node)
{
	return node && IsA(node, A_Const) && ((const A_Const *)node)->isnull;
}

/* The server takes IS DISTINCT FROM apart for rows. */
static struct term *distinct_values(
	struct translator *translator, struct term *left, struct term *right)
{
	const struct str name = STR("is distinct from");
	struct terms parts = {.items = NULL};

	if (!is_node(left, STR("row")) || !is_node(right, STR("row")) ||
		left->parts.count != right->parts.count || !left->parts.count)
		return operation(translator, name, left, right);
	for (size_t i = 0; i < left->parts.count; i++)
		*vec_push(translator->arena, &parts) = operation(
			translator, name, left->parts.items[i], right->parts.items[i]);
	return term_join(translator->arena, TERM_OR, &parts);
}

/* The server takes IS DISTINCT FROM NULL for IS NOT NULL. */
static struct term *distinct(struct translator *translator, const A_Expr *from)
{
	const Node *value = is_null(from->lexpr) ? from->rexpr : from->lexpr;
	bool is_not = from->kind == AEXPR_NOT_DISTINCT;
	struct term *term;

	if (!is_null(from->lexpr) && !is_null(from->rexpr)) {
		term = distinct_values(
			translator, translate(translator, from->lexpr), translate(translator, from->rexpr));
		return is_not ? not(translator, term) : term;
	}
	term = term_new(translator->arena, TERM_NODE, is_not ? STR("is null") : STR("is not null"));
	term_add(translator->arena, term, translate(translator, value));
	term_add(translator->arena, term, NULL);
	return term;
}

/* - 5 is a constant, and so is - (5). */
static struct term *negative(struct translator *translator, struct term *operand)
{
	struct term *term;

	if (!operand || operand->kind != TERM_CONSTANT || operand->form != CONSTANT_NUMBER)
		return operation(translator, STR("-"), NULL, operand);
	term = term_new(translator->arena, TERM_CONSTANT, operand->text);
	term->form = CONSTANT_NUMBER;
	term->casts = operand->casts;
	if (str_starts(operand->text, STR("-")))
		term->text = str_slice(operand->text, 1, operand->text.len);
	else
		term->text = str_format(translator->arena, "-%.*s", STR_ARG(operand->text));
	return term;
}

struct term *translate_operator(struct translator *translator, const A_Expr *from)
{
	struct str name = translate_name(translator, from->name);

	switch (from->kind) {
	case AEXPR_OP_ANY:
		return compare_array(translator, from, name, TERM_OR);
	case AEXPR_OP_ALL:
		return compare_array(translator, from, name, TERM_AND);
	case AEXPR_DISTINCT:
	case AEXPR_NOT_DISTINCT:
		return distinct(translator, from);
	case AEXPR_IN:
		return in(translator, from, name);
	case AEXPR_BETWEEN:
	case AEXPR_NOT_BETWEEN:
	case AEXPR_BETWEEN_SYM:
	case AEXPR_NOT_BETWEEN_SYM:
		return between(translator, from,
			from->kind == AEXPR_NOT_BETWEEN || from->kind == AEXPR_NOT_BETWEEN_SYM,
			from->kind == AEXPR_BETWEEN_SYM || from->kind == AEXPR_NOT_BETWEEN_SYM);
	case AEXPR_NULLIF:
		return operation(translator, STR("nullif"), translate(translator, from->lexpr),
			translate(translator, from->rexpr));
	default:
		break;
	}
	if (!from->lexpr && str_equal(name, STR("-")))
		return negative(translator, translate(translator, from->rexpr));
	return comparison(
		translator, name, translate(translator, from->lexpr), translate(translator, from->rexpr));
}
