/* SPDX-License-Identifier: MIT */
/* What a statement has dropped, made again: each after what it needs. */
#include "base/vec.h"
#include "schema/inverting.h"
#include "schema/replaying.h"

struct dropped {
	const struct touched **items;
	size_t count, capacity;
};

/* What has to be there first comes first. */
static int rank_of(const struct touched *touched)
{
	const struct object_state *state = touched->before;

	switch (state->kind) {
	case KIND_SCHEMA:
		return 0;
	case KIND_EXTENSION:
		return 1;
	case KIND_SEQUENCE:
		return 2;
	case KIND_CONSTRAINT:
		return state->constraint == CONSTRAINT_FOREIGN_KEY ? 7 : 4;
	case KIND_INDEX:
		return touched->entry->owner && touched->entry->owner->state->kind == KIND_TABLE ? 4 : 6;
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
		return 5;
	case KIND_TRIGGER:
	case KIND_POLICY:
	case KIND_RULE:
		return 8;
	default:
		return 3;
	}
}

/* The table or type of a part is made again too, and the part with it. */
static bool comes_with_owner(const struct inverting *inverting, const struct touched *touched)
{
	const struct catalog_entry *owner = touched->entry->owner;
	unsigned step = inverting->statement->step;

	if (!owner)
		return false;
	if (!catalog_state_at(owner, step))
		return define_is_inline(touched->entry, step - 1) || define_is_inherited(touched->entry) ||
			touched->before->kind == KIND_ATTRIBUTE;
	if (!touched->entry->is_dropped_along || !define_is_inherited(touched->entry))
		return false;
	/* with the parent's */
	for (size_t i = 0; i < owner->state->depends.count; i++)
		for (size_t j = 0; j < inverting->touched.count; j++)
			if (inverting->touched.items[j].entry->owner == owner->state->depends.items[i] &&
				!inverting->touched.items[j].after)
				return true;
	return false;
}

/* The sequence of an identity column. */
static bool comes_with_column(const struct inverting *inverting, const struct touched *touched)
{
	const struct object_state *column;

	if (touched->before->kind != KIND_SEQUENCE || !touched->before->depends.count)
		return false;
	column = catalog_state_at(touched->before->depends.items[0], inverting->statement->step - 1);
	return column && state_text(column, ATTRIBUTE_IDENTITY).ptr;
}

/* True if an expression of the object or of its parts calls the function. */
static bool calls(
	const struct catalog_entry *entry, const struct object_state *function, unsigned step)
{
	const struct object_state *state = catalog_state_at(entry, step);

	for (size_t i = 0; state && i < state->attributes.count; i++)
		if (attribute_rows[state->attributes.items[i].key].form == FORM_EXPRESSION &&
			mentions_identifier(state->attributes.items[i].text, function->name.name))
			return true;
	for (size_t i = 0; i < entry->parts.count; i++)
		if (calls(entry->parts.items[i], function, step))
			return true;
	return false;
}

static bool depends_on(
	const struct catalog_entry *entry, const struct catalog_entry *other, unsigned step)
{
	const struct object_state *state = catalog_state_at(entry, step);

	for (size_t i = 0; state && i < state->depends.count; i++)
		if (state->depends.items[i] == other)
			return true;
	for (size_t i = 0; i < entry->parts.count; i++)
		if (define_is_inline(entry->parts.items[i], step) &&
			depends_on(entry->parts.items[i], other, step))
			return true;
	return false;
}

/* True if the one can only be made after the other. */
static bool needs(const struct touched *one, const struct touched *other, unsigned step)
{
	if (one == other || rank_of(one) != rank_of(other))
		return false;
	return depends_on(one->entry, other->entry, step) ||
		(other->before->kind == KIND_FUNCTION && one->before->kind != KIND_FUNCTION &&
			calls(one->entry, other->before, step));
}

static bool precedes(const struct touched *a, const struct touched *b)
{
	int left = rank_of(a), right = rank_of(b);

	return left != right ? left < right : a->entry->number < b->entry->number;
}

/* The next one that is left and needs no other that is left; of two that need each other the first.
 */
static size_t next_of(const struct dropped *left, unsigned step)
{
	size_t best = left->count, first = 0;

	for (size_t i = 0; i < left->count; i++) {
		bool is_ready = true;

		if (precedes(left->items[i], left->items[first]))
			first = i;
		for (size_t j = 0; j < left->count && is_ready; j++)
			is_ready = !needs(left->items[i], left->items[j], step);
		if (is_ready && (best == left->count || precedes(left->items[i], left->items[best])))
			best = i;
	}
	return best == left->count ? first : best;
}

static enum inverse_mark mark_of(
	const struct inverting *inverting, const struct touched *touched, const char **reton)
{
	const struct object_state *state = touched->before;
	const struct catalog_entry *owner = touched->entry->owner;

	if (inverse_is_own(inverting, touched->entry))
		return INVERSE_COMPLETE;
	if (state->kind == KIND_TABLE) {
		*reton = "it comes back empty";
		return INVERSE_DATA_LOSS;
	}
	if (state->kind == KIND_COLUMN) {
		*reton = state_flag(state, ATTRIBUTE_NOT_NULL) &&
				!state_text(state, ATTRIBUTE_DEFAULT).ptr &&
				!state_text(state, ATTRIBUTE_IDENTITY).ptr
			? "it comes back empty, which fails where there are rows: it was NOT NULL"
			: "it comes back empty";
		return INVERSE_DATA_LOSS;
	}
	if (state->kind == KIND_SEQUENCE && !state->depends.count) {
		*reton = "it counts anew";
		return INVERSE_DATA_LOSS;
	}
	if (owner && catalog_state_at(owner, inverting->statement->step) &&
		(state->kind == KIND_CONSTRAINT || state_flag(state, ATTRIBUTE_UNIQUE))) {
		*reton = "it fails if rows were written that it forbids";
		return INVERSE_MAY_FAIL;
	}
	return INVERSE_COMPLETE;
}

static void recreate(struct inverting *inverting, const struct touched *touched)
{
	struct definition definition = inverse_definition(inverting, /* before= */ true);
	const char *reason = NULL;
	enum inverse_mark mark = mark_of(inverting, touched, &reason);

	if (touched->entry->is_assumed) {
		inverse_add(inverting, INVERSE_NONE,
			str_format(inverting->arena, "what the %s %.*s was is not known",
				object_kinds[touched->before->kind].name,
				STR_ARG(catalog_name(inverting->arena, touched->entry, definition.step)))
				.ptr,
			(struct str){NULL, 0});
		return;
	}
	define_create(&definition, touched->entry);
	inverse_add_definition(inverting, mark, reason, &definition);
}

static void own_sequence(struct inverting *inverting, const struct touched *touched)
{
	struct str owner = state_text(touched->before, ATTRIBUTE_OWNED_BY);

	if (touched->before->kind == KIND_SEQUENCE && owner.ptr)
		inverse_add(inverting, INVERSE_COMPLETE, NULL,
			str_format(inverting->arena, "ALTER SEQUENCE %.*s OWNED BY %.*s",
				STR_ARG(object_name_sql(inverting->arena, touched->before->name)), STR_ARG(owner)));
}

/* CASCADE takes defaults away with what they are made of. */
static void restore_default(struct inverting *inverting, const struct touched *touched)
{
	struct str value = state_text(touched->before, ATTRIBUTE_DEFAULT);
	unsigned before = inverting->statement->step - 1;

	if (!touched->after || !touched->after->is_consequence ||
		touched->before->kind != KIND_COLUMN || !value.ptr ||
		state_text(touched->after, ATTRIBUTE_DEFAULT).ptr)
		return;
	inverse_add(inverting, INVERSE_COMPLETE, NULL,
		str_format(inverting->arena, "ALTER TABLE %.*s ALTER COLUMN %.*s SET DEFAULT %.*s",
			STR_ARG(catalog_name(inverting->arena, touched->entry->owner, before)),
			STR_ARG(identifier_sql(inverting->arena, touched->before->name.name)), STR_ARG(value)));
}

void inverse_recreate(struct inverting *inverting)
{
	unsigned before = inverting->statement->step - 1;
	struct dropped left = {0};
	struct dropped made = {0};

	for (size_t i = 0; i < inverting->touched.count; i++) {
		const struct touched *touched = &inverting->touched.items[i];

		if (!touched->after && !comes_with_owner(inverting, touched) &&
			!comes_with_column(inverting, touched))
			*vec_push(inverting->arena, &left) = touched;
	}
	while (left.count) {
		size_t next = next_of(&left, before);

		recreate(inverting, left.items[next]);
		*vec_push(inverting->arena, &made) = left.items[next];
		left.items[next] = left.items[--left.count];
	}
	for (size_t i = 0; i < made.count; i++)
		own_sequence(inverting, made.items[i]);
	for (size_t i = 0; i < inverting->touched.count; i++)
		if (inverting->touched.items[i].before)
			restore_default(inverting, &inverting->touched.items[i]);
}
