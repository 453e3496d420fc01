/* SPDX-License-Identifier: MIT */
/*
 * Casts that one text has and the other has not. The server shows those that it put around the
 * arguments of operators and functions, and forgets those to the type that something has anyway
 * (ruleutils.c, parse_coerce.c). Which types columns have is not known here.
 */
#include "sql/term.h"

#include "base/vec.h"

/* Implicit casts of pg_cast, each type after those that become it. */
enum family {
	FAMILY_OTHER,
	FAMILY_NUMBER,
	FAMILY_TEXT,
	FAMILY_TIME,
	FAMILY_CLOCK,
	FAMILY_ADDRESS,
	FAMILY_BITS,
	FAMILY_OBJECT, /* oid, regclass, ... and the integers that become them */
};

static const struct type_row {
	const char *name;
	enum family family;
	bool is_added; /* the server adds casts to it */
} types[] = {
	{"int2", FAMILY_NUMBER, false},
	{"int4", FAMILY_NUMBER, true},
	{"int8", FAMILY_NUMBER, true},
	{"numeric", FAMILY_NUMBER, true},
	{"float4", FAMILY_NUMBER, true},
	{"float8", FAMILY_NUMBER, true},
	{"char", FAMILY_TEXT, true},
	{"name", FAMILY_TEXT, true},
	{"bpchar", FAMILY_TEXT, true},
	{"varchar", FAMILY_TEXT, true},
	{"citext", FAMILY_TEXT, true},
	{"text", FAMILY_TEXT, true},
	{"date", FAMILY_TIME, false},
	{"timestamp", FAMILY_TIME, true},
	{"timestamptz", FAMILY_TIME, true},
	{"time", FAMILY_CLOCK, false},
	{"timetz", FAMILY_CLOCK, true},
	{"interval", FAMILY_CLOCK, true},
	{"cidr", FAMILY_ADDRESS, false},
	{"inet", FAMILY_ADDRESS, true},
	{"bit", FAMILY_BITS, true},
	{"varbit", FAMILY_BITS, true},
	{"oid", FAMILY_OBJECT, true},
	{"regclass", FAMILY_OBJECT, true},
	{"regproc", FAMILY_OBJECT, true},
	{"regprocedure", FAMILY_OBJECT, true},
	{"regtype", FAMILY_OBJECT, true},
	{"regrole", FAMILY_OBJECT, true},
	{"regnamespace", FAMILY_OBJECT, true},
	{"regconfig", FAMILY_OBJECT, true},
	{"regdictionary", FAMILY_OBJECT, true},
};

static const struct type_row *find_type(struct str name)
{
	while (str_ends(name, STR("[]")))
		name.len -= 2;
	for (size_t i = 0; i < ARRAY_LENGTH(types); i++)
		if (str_equal(name, str_from(types[i].name)))
			return &types[i];
	return NULL;
}

bool is_type_of_casts(struct str name)
{
	return find_type(name);
}

/* The one becomes the other without being told to. */
static bool is_related(struct str a, struct str b)
{
	const struct type_row *first = find_type(a), *second = find_type(b);

	if (str_ends(a, STR("[]")) != str_ends(b, STR("[]")))
		return false;
	return first && second && first->family == second->family;
}

static bool same_type(const struct cast_type *a, const struct cast_type *b)
{
	if (!str_equal(a->name, b->name))
		return false;
	if (a->schema.ptr && b->schema.ptr && !str_equal(a->schema, b->schema))
		return false;
	return !a->modifiers.ptr || !b->modifiers.ptr || str_equal(a->modifiers, b->modifiers);
}

/* The server may have added it, or taken it away. */
static enum equivalence alone(const struct cast_type *cast, enum cast_operand operand)
{
	const struct type_row *type = find_type(cast->name);

	/* text becomes nothing else by itself */
	if (operand == CAST_OF_TEXT)
		return type && type->family == FAMILY_TEXT ? EQUIVALENCE_SAME : EQUIVALENCE_DIFFERENT;
	if (operand == CAST_OF_CONSTANT || (type && type->is_added && !cast->modifiers.ptr))
		return EQUIVALENCE_SAME;
	return EQUIVALENCE_UNKNOWN;
}

/* Casts from item `at` on that the list `other` has not, from its `*next` on, in that order. */
static size_t skip_unmatched(
	const struct casts *casts, size_t at, const struct casts *other, size_t next)
{
	for (; at < casts->count; at++)
		for (size_t i = next; i < other->count; i++)
			if (same_type(&casts->items[at], &other->items[i]))
				return at;
	return at;
}

static enum equivalence compare_runs(const struct casts *a, size_t a_from, size_t a_to,
	const struct casts *b, size_t b_from, size_t b_to, enum cast_operand operand)
{
	enum equivalence result = EQUIVALENCE_SAME;

	for (size_t i = a_from; i < a_to; i++)
		result = equivalence_and(result, alone(&a->items[i], operand));
	for (size_t i = b_from; i < b_to; i++)
		result = equivalence_and(result, alone(&b->items[i], operand));
	if (a_from == a_to || b_from == b_to)
		return result;
	/* each has one that the other has not: the same only if a type became the other by itself */
	for (size_t i = a_from; i < a_to; i++)
		for (size_t j = b_from; j < b_to; j++)
			if (is_related(a->items[i].name, b->items[j].name) &&
				!str_equal(a->items[i].name, b->items[j].name))
				return EQUIVALENCE_UNKNOWN;
	return EQUIVALENCE_DIFFERENT;
}

enum equivalence casts_equivalence(
	const struct casts *a, const struct casts *b, enum cast_operand operand)
{
	enum equivalence result = EQUIVALENCE_SAME;
	size_t i = 0, j = 0;

	for (;;) {
		size_t a_to = skip_unmatched(a, i, b, j), b_to = b->count;

		if (a_to < a->count)
			for (b_to = j; !same_type(&a->items[a_to], &b->items[b_to]);)
				b_to++;
		result = equivalence_and(result, compare_runs(a, i, a_to, b, j, b_to, operand));
		if (a_to == a->count)
			return result;
		i = a_to + 1;
		j = b_to + 1;
	}
}
