/* SPDX-License-Identifier: MIT */
#include "database/verification.h"

#include "base/vec.h"
#include "schema/compare.h"
#include "schema/same.h"

const char *const verification_states[VERIFICATION_STATE_COUNT] = {
	[VERIFICATION_VERIFIED] = "verified",
	[VERIFICATION_MISSING] = "missing",
	[VERIFICATION_DIFFERENT] = "different",
	[VERIFICATION_UNVERIFIED] = "unverified",
};

static bool has_columns(enum object_kind kind)
{
	return kind == KIND_TABLE || kind == KIND_FOREIGN_TABLE;
}

bool verification_asks(const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;

	if (!catalog_lives(entry) || str_equal(catalog_schema(entry, LATEST), STR("pg_temp")))
		return false;
	/* of what the history has not made it may still have said this much */
	if (entry->is_assumed)
		return has_columns(state->kind) && state_flag(state, ATTRIBUTE_ROW_SECURITY);
	switch (state->kind) {
	case KIND_ENUM_VALUE: /* a label of its type */
		return false;
	case KIND_SEQUENCE: /* that of a column shows in its default or identity */
		return !state->depends.count;
	case KIND_COLUMN:
		return entry->owner && has_columns(entry->owner->state->kind);
	default:
		return true;
	}
}

/* Why it is not known what there should be; NULL: it is. */
static const char *doubt(const struct catalog_entry *entry)
{
	for (; entry && !entry->is_assumed; entry = entry->owner)
		if (entry->state->unverified)
			return entry->state->unverified;
	return NULL;
}

/* What live_catalog.c does not read of it. */
static bool is_left_out(const struct object_state *state, enum attribute_key key)
{
	return key == ATTRIBUTE_ARGUMENTS || key == ATTRIBUTE_RETURNS ||
		(state->constraint == CONSTRAINT_EXCLUDE &&
			(key == ATTRIBUTE_ELEMENTS || key == ATTRIBUTE_WHERE || key == ATTRIBUTE_COLUMNS));
}

static struct str shown(
	struct arena *arena, const struct object_state *state, enum attribute_key key)
{
	const struct attribute *attribute = attributes_find(&state->attributes, key);
	struct text text = {.arena = arena};

	if (attribute_rows[key].form == FORM_FLAG)
		return attribute ? STR("yes") : STR("no");
	if (!attribute)
		return STR("none");
	if (!attribute->list)
		return attribute->text;
	for (size_t i = 0; i < attribute->list->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(attribute->list->items[i]));
	return text_str(&text);
}

/* "not_null" as "not null". */
static struct str words(struct arena *arena, enum attribute_key key)
{
	struct str name = str_copy(arena, str_from(attribute_rows[key].name));
	struct text text = {.arena = arena};

	for (size_t i = 0; i < name.len; i++)
		text_add_byte(&text, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
	return text_str(&text);
}

static void add_difference(struct text *text, const struct object_state *expected,
	const struct object_state *found, enum attribute_key key)
{
	struct arena *arena = text->arena;
	struct str name = words(arena, key);

	text_addf(text, "%s%.*s", text->len ? "; " : "", STR_ARG(name));
	if (key == ATTRIBUTE_BODY || key == ATTRIBUTE_QUERY)
		text_add(text, STR(" is another one"));
	else
		text_addf(text, ": expected %.*s, found %.*s", STR_ARG(shown(arena, expected, key)),
			STR_ARG(shown(arena, found, key)));
}

/* Names of the columns that both have, in the order of the one; whether the other has that order.
 */
static bool has_other_order(struct arena *arena, const struct catalog_entry *expected,
	const struct catalog *live, const struct catalog_entry *found, struct text *ret)
{
	struct text left = {.arena = arena}, right = {.arena = arena};
	size_t last = 0;
	bool differs = false;

	for (size_t i = 0; i < expected->parts.count; i++) {
		const struct catalog_entry *column = expected->parts.items[i], *other;

		if (column->state->kind != KIND_COLUMN || !catalog_lives(column))
			continue;
		other = catalog_part(live, found, KIND_COLUMN, column->state->name.name, LATEST);
		if (!other)
			continue;
		differs |= other->number < last;
		last = other->number;
		text_addf(&left, "%s%.*s", left.len ? ", " : "", STR_ARG(column->state->name.name));
	}
	for (size_t i = 0; differs && i < found->parts.count; i++)
		if (found->parts.items[i]->state->kind == KIND_COLUMN)
			text_addf(&right, "%s%.*s", right.len ? ", " : "",
				STR_ARG(found->parts.items[i]->state->name.name));
	if (differs)
		text_addf(ret, "%sorder of columns: expected %s, found %s", ret->len ? "; " : "",
			text_str(&left).ptr, text_str(&right).ptr);
	return differs;
}

static void compare(struct verification *verification, struct verified_object *object,
	const struct catalog_entry *entry, const struct catalog *live,
	const struct catalog_entry *found)
{
	struct arena *arena = verification->arena;
	struct text differences = {.arena = arena}, unknown = {.arena = arena};

	for (unsigned key = 0; key < ATTRIBUTE_COUNT; key++) {
		enum equivalence equivalence;

		if (is_left_out(entry->state, key) || (entry->is_assumed && key != ATTRIBUTE_ROW_SECURITY))
			continue;
		equivalence = attribute_equivalence(arena, key, entry->state, found->state);
		if (equivalence == EQUIVALENCE_DIFFERENT)
			add_difference(&differences, entry->state, found->state, key);
		else if (equivalence == EQUIVALENCE_UNKNOWN)
			text_addf(&unknown, "%s%.*s", unknown.len ? ", " : "", STR_ARG(words(arena, key)));
	}
	if (has_columns(entry->state->kind) && !entry->is_assumed)
		has_other_order(arena, entry, live, found, &differences);
	if (entry->state->kind == KIND_INDEX && entry->owner && found->owner &&
		!str_equal(entry->owner->state->name.name, found->owner->state->name.name))
		text_addf(&differences, "%stable: expected %.*s, found %.*s", differences.len ? "; " : "",
			STR_ARG(entry->owner->state->name.name), STR_ARG(found->owner->state->name.name));
	if (differences.len) {
		object->state = VERIFICATION_DIFFERENT;
		object->detail = text_str(&differences);
	} else if (unknown.len) {
		object->state = VERIFICATION_UNVERIFIED;
		object->detail = str_format(arena,
			"it is there; without executing SQL it cannot be told whether this is the same: %s",
			text_str(&unknown).ptr);
	}
}

/* What stands in the place of an object that is missing, or in which it would be. */
static void explain_missing(struct verification *verification, struct verified_object *object,
	const struct catalog_entry *entry, const struct catalog *live)
{
	const struct catalog_entry *other;

	object->state = VERIFICATION_MISSING;
	if (entry->owner && !catalog_counterpart(live, entry->owner)) {
		object->is_told = !entry->owner->is_assumed;
		object->detail = str_format(verification->arena, "%.*s is missing",
			STR_ARG(catalog_name(verification->arena, entry->owner, LATEST)));
		return;
	}
	other = object_kinds[entry->state->kind].belongs_to_table || entry->state->signature.ptr
		? NULL
		: catalog_relation(live, entry->state->name, LATEST);
	if (other && other->state->kind != entry->state->kind)
		object->detail = str_format(
			verification->arena, "a %s has its name", object_kinds[other->state->kind].name);
}

static const struct catalog_entry *table_of(const struct catalog_entry *entry)
{
	while (entry && !has_columns(entry->state->kind))
		entry = entry->owner;
	return entry;
}

void verification_add(struct verification *verification, const struct catalog_entry *entry,
	const struct catalog *live)
{
	const struct catalog_entry *found = catalog_counterpart(live, entry);
	const struct catalog_entry *table = table_of(entry);
	const char *reason = doubt(entry);
	struct verified_object *object = vec_push(verification->arena, &verification->objects);

	*object = (struct verified_object){
		.state = VERIFICATION_VERIFIED,
		.kind = entry->state->kind,
		.name = catalog_name(verification->arena, entry, LATEST),
		.origin = entry->state->origin,
		.is_table = table == entry,
	};
	if (table) {
		object->table = catalog_name(verification->arena, table, LATEST);
		object->table_is_there = catalog_counterpart(live, table) != NULL;
	}
	if (table == entry && found)
		object->has_row_security = state_flag(found->state, ATTRIBUTE_ROW_SECURITY);
	if (!catalog_compares(entry->state->kind))
		reason = "this kind of object is not looked for";
	if (reason) {
		object->state = VERIFICATION_UNVERIFIED;
		object->detail = str_from(reason);
	} else if (!found) {
		explain_missing(verification, object, entry, live);
	} else {
		compare(verification, object, entry, live, found);
	}
	verification->counts[object->state]++;
}

/* A text that nobody could read may have made it anew. */
static bool is_spoken_of(const struct catalog *catalog, struct str name)
{
	for (size_t i = 0; i < catalog->unread.count; i++)
		if (str_find(catalog->unread.items[i], name, 0) < catalog->unread.items[i].len)
			return true;
	return false;
}

bool verification_asks_absence(const struct catalog *catalog, const struct catalog_entry *entry)
{
	return !catalog_lives(entry) && !entry->is_dropped_along && !entry->is_assumed &&
		!doubt(entry) && catalog_compares(entry->state->kind) &&
		!str_equal(catalog_schema(entry, LATEST), STR("pg_temp")) &&
		!is_spoken_of(catalog, entry->state->name.name) && !catalog_counterpart(catalog, entry);
}

void verification_add_absence(struct verification *verification, const struct catalog_entry *entry,
	const struct catalog *live, struct str path)
{
	if (!catalog_counterpart(live, entry))
		return;
	*vec_push(verification->arena, &verification->objects) = (struct verified_object){
		.state = VERIFICATION_DIFFERENT,
		.kind = entry->state->kind,
		.name = catalog_name(verification->arena, entry, LATEST),
		.detail = STR("it was dropped, and is still there"),
		.origin = {.path = path},
	};
	verification->counts[VERIFICATION_DIFFERENT]++;
}

bool verification_is_good(const struct verification *verification)
{
	return !verification->counts[VERIFICATION_MISSING] &&
		!verification->counts[VERIFICATION_DIFFERENT];
}
