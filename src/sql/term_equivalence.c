/* SPDX-License-Identifier: MIT */
#include "sql/term.h"

struct comparison {
	struct arena *scratch;
	size_t steps; /* so far: an answer that takes too long is none */
};

enum { MOST_STEPS = 1000000 };

static enum equivalence compare(
	struct comparison *comparison, const struct term *a, const struct term *b);

/* A qualifier may be left out where it is clear, or stand in the search_path. */
static bool same_qualifier(const struct term *a, const struct term *b)
{
	return !a->qualifier.ptr || !b->qualifier.ptr || str_equal(a->qualifier, b->qualifier);
}

static enum equivalence compare_parts(
	struct comparison *comparison, const struct terms *a, const struct terms *b)
{
	enum equivalence result = EQUIVALENCE_SAME;

	if (a->count != b->count)
		return EQUIVALENCE_DIFFERENT;
	for (size_t i = 0; i < a->count && result != EQUIVALENCE_DIFFERENT; i++)
		result = equivalence_and(result, compare(comparison, a->items[i], b->items[i]));
	return result;
}

/* One of b's terms, from `from` on, for `term`; it is moved to `from`. */
static enum equivalence find_partner(
	struct comparison *comparison, const struct term *term, struct term **b, size_t from, size_t to)
{
	enum equivalence best = EQUIVALENCE_DIFFERENT;
	size_t found = from;
	struct term *partner;

	for (size_t i = from; i < to && best != EQUIVALENCE_SAME; i++) {
		enum equivalence equivalence = compare(comparison, term, b[i]);

		if (equivalence < best) {
			best = equivalence;
			found = i;
		}
	}
	partner = b[found];
	b[found] = b[from];
	b[from] = partner;
	return best;
}

/* In any order: IN lists of columns and constants come apart in the server. */
static enum equivalence compare_sets(
	struct comparison *comparison, const struct terms *a, const struct terms *b)
{
	enum equivalence result = EQUIVALENCE_SAME;
	size_t start = 0, count = a->count;
	struct term **rest;

	if (a->count != b->count)
		return EQUIVALENCE_DIFFERENT;
	for (; start < count; start++) {
		enum equivalence equivalence = compare(comparison, a->items[start], b->items[start]);

		if (equivalence == EQUIVALENCE_DIFFERENT)
			break;
		result = equivalence_and(result, equivalence);
	}
	while (count > start + 1 &&
		compare(comparison, a->items[count - 1], b->items[count - 1]) == EQUIVALENCE_SAME)
		count--;
	if (start == count)
		return result;
	rest = arena_array(comparison->scratch, struct term *, b->count);
	for (size_t i = start; i < count; i++)
		rest[i] = b->items[i];
	for (size_t i = start; i < count && result != EQUIVALENCE_DIFFERENT; i++)
		result = equivalence_and(result, find_partner(comparison, a->items[i], rest, i, count));
	return result;
}

/* The row of a table: `t` for `t.*`. */
static bool is_row_of(const struct term *row, const struct term *star)
{
	return star->kind == TERM_STAR && !row->qualifier.ptr && row->text.ptr &&
		str_equal(row->text, star->qualifier);
}

static enum equivalence compare_columns(const struct term *a, const struct term *b)
{
	/* a table's name alone is its row, or the only column of a function */
	if (a->alias.ptr && str_equal(a->alias, b->qualifier))
		return EQUIVALENCE_SAME;
	if (b->alias.ptr && str_equal(b->alias, a->qualifier))
		return EQUIVALENCE_SAME;
	if (is_row_of(a, b) || is_row_of(b, a))
		return EQUIVALENCE_SAME;
	if (a->alias.ptr && b->alias.ptr)
		return str_equal(a->alias, b->alias) ? EQUIVALENCE_SAME : EQUIVALENCE_DIFFERENT;
	if (a->kind != b->kind || !same_qualifier(a, b) || !str_equal(a->text, b->text))
		return EQUIVALENCE_DIFFERENT;
	return EQUIVALENCE_SAME;
}

static bool is_star(const struct term *column)
{
	const struct term *value = column->parts.items[0];

	return value && value->kind == TERM_STAR;
}

/* Number of columns before the first `*`, or behind the last one. */
static size_t count_to_star(const struct term *output, bool from_end)
{
	size_t count = output->parts.count;

	for (size_t i = 0; i < count; i++)
		if (is_star(output->parts.items[from_end ? count - 1 - i : i]))
			return i;
	return count;
}

/* The server writes down the columns that `*` is: what stands before and behind it is compared. */
static enum equivalence compare_around_star(
	struct comparison *comparison, const struct term *starred, const struct term *other)
{
	size_t before = count_to_star(starred, /* from_end= */ false);
	size_t behind = count_to_star(starred, /* from_end= */ true);
	struct terms first = {.items = starred->parts.items, .count = before};
	struct terms second = {.items = other->parts.items, .count = before};

	if (before + behind > other->parts.count ||
		compare_parts(comparison, &first, &second) == EQUIVALENCE_DIFFERENT)
		return EQUIVALENCE_DIFFERENT;
	first.items += starred->parts.count - behind;
	second.items += other->parts.count - behind;
	first.count = second.count = behind;
	return equivalence_and(EQUIVALENCE_UNKNOWN, compare_parts(comparison, &first, &second));
}

static enum equivalence compare_outputs(
	struct comparison *comparison, const struct term *a, const struct term *b)
{
	bool a_has_star = count_to_star(a, /* from_end= */ false) < a->parts.count;
	bool b_has_star = count_to_star(b, /* from_end= */ false) < b->parts.count;
	enum equivalence result = EQUIVALENCE_DIFFERENT;

	if (a_has_star == b_has_star)
		result = compare_parts(comparison, &a->parts, &b->parts);
	if (result != EQUIVALENCE_DIFFERENT || (!a_has_star && !b_has_star))
		return result;
	if (a_has_star && b_has_star)
		return EQUIVALENCE_UNKNOWN;
	return a_has_star ? compare_around_star(comparison, a, b)
					  : compare_around_star(comparison, b, a);
}

static enum equivalence compare_either(
	struct comparison *comparison, const struct term *either, const struct term *other)
{
	enum equivalence best = EQUIVALENCE_DIFFERENT;

	for (size_t i = 0; i < either->parts.count && best != EQUIVALENCE_SAME; i++) {
		enum equivalence one = compare(comparison, either->parts.items[i], other);

		best = one < best ? one : best;
	}
	return best;
}

static enum equivalence compare_same_kind(
	struct comparison *comparison, const struct term *a, const struct term *b)
{
	switch (a->kind) {
	case TERM_CONSTANT:
		return constant_equivalence(comparison->scratch, a, b);
	case TERM_AND:
	case TERM_OR:
		return compare_sets(comparison, &a->parts, &b->parts);
	case TERM_OUTPUT:
		return compare_outputs(comparison, a, b);
	default:
		break;
	}
	if (!str_equal(a->text, b->text) || !same_qualifier(a, b))
		return EQUIVALENCE_DIFFERENT;
	return compare_parts(comparison, &a->parts, &b->parts);
}

static enum cast_operand cast_operand(const struct term *term)
{
	if (term->kind == TERM_CONSTANT)
		return CAST_OF_CONSTANT;
	if (term->kind == TERM_NODE &&
		(str_equal(term->text, STR("operator ->>")) || str_equal(term->text, STR("operator #>>"))))
		return CAST_OF_TEXT;
	return CAST_OF_OTHERS;
}

static bool is_collation(const struct term *term)
{
	return term->kind == TERM_NODE && str_starts(term->text, STR("collate "));
}

static bool is_column(const struct term *term)
{
	return term->kind == TERM_COLUMN || term->kind == TERM_STAR;
}

static enum equivalence compare(
	struct comparison *comparison, const struct term *a, const struct term *b)
{
	enum equivalence result;

	if (!a || !b)
		return a == b ? EQUIVALENCE_SAME : EQUIVALENCE_DIFFERENT;
	if (a->kind == TERM_UNKNOWN || b->kind == TERM_UNKNOWN || comparison->steps++ > MOST_STEPS)
		return EQUIVALENCE_UNKNOWN;
	if (a->kind == TERM_EITHER)
		return compare_either(comparison, a, b);
	if (b->kind == TERM_EITHER)
		return compare_either(comparison, b, a);
	/* a DEFAULT forgets it */
	if (is_collation(a) != is_collation(b))
		return equivalence_and(EQUIVALENCE_UNKNOWN,
			compare(comparison, is_collation(a) ? a->parts.items[0] : a,
				is_collation(b) ? b->parts.items[0] : b));
	if (is_column(a) && is_column(b))
		result = compare_columns(a, b);
	else if (a->kind == b->kind)
		result = compare_same_kind(comparison, a, b);
	else
		return EQUIVALENCE_DIFFERENT;
	return equivalence_and(result, casts_equivalence(&a->casts, &b->casts, cast_operand(a)));
}

enum equivalence term_equivalence(struct arena *scratch, const struct term *a, const struct term *b)
{
	struct comparison comparison = {.scratch = scratch};

	return compare(&comparison, a, b);
}
