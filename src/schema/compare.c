/* SPDX-License-Identifier: MIT */
#include "schema/compare.h"

#include "base/vec.h"
#include "schema/same.h"

struct comparison {
	struct arena *arena;
	const struct catalog *left, *right;
	struct differences *out;
};

bool catalog_compares(enum object_kind kind)
{
	switch (kind) {
	case KIND_SCHEMA:
	case KIND_EXTENSION:
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_COLUMN:
	case KIND_CONSTRAINT:
	case KIND_INDEX:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_SEQUENCE:
	case KIND_TYPE:
	case KIND_ATTRIBUTE:
	case KIND_DOMAIN:
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
	case KIND_TRIGGER:
	case KIND_POLICY:
	case KIND_RULE:
		return true;
	default:
		return false;
	}
}

static bool is_owned_sequence(const struct object_state *state)
{
	return state->kind == KIND_SEQUENCE && state->depends.count;
}

static bool is_temporary(const struct catalog_entry *entry)
{
	return str_equal(catalog_schema(entry, LATEST), STR("pg_temp"));
}

static bool is_asked(const struct catalog_entry *entry)
{
	/* a sequence of a column shows in its default or identity */
	return catalog_lives(entry) && catalog_compares(entry->state->kind) && !is_temporary(entry) &&
		!is_owned_sequence(entry->state) &&
		!(entry->owner && !catalog_compares(entry->owner->state->kind));
}

/* A type of an extension may have its schema written on one side only. */
static struct catalog_entry *find_function(
	const struct catalog *catalog, const struct object_state *state)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (catalog_lives(entry) && entry->state->kind == state->kind &&
			str_equal(entry->state->name.name, state->name.name) &&
			str_equal(entry->state->name.schema, state->name.schema) &&
			signature_is_same(entry->state->signature, state->signature))
			return entry;
	}
	return NULL;
}

struct catalog_entry *catalog_counterpart(
	const struct catalog *catalog, const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;
	struct catalog_entry *found;

	if (object_kinds[state->kind].belongs_to_table && entry->owner) {
		struct catalog_entry *owner = catalog_counterpart(catalog, entry->owner);

		return owner ? catalog_part(catalog, owner, state->kind, state->name.name, LATEST) : NULL;
	}
	switch (state->kind) {
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		found = catalog_function(catalog, state->name, state->signature, LATEST);
		if (!found)
			found = find_function(catalog, state);
		break;
	case KIND_TYPE:
	case KIND_DOMAIN:
	case KIND_SCHEMA:
	case KIND_EXTENSION:
		found = catalog_object(catalog, state->kind, state->name, LATEST);
		break;
	default:
		found = catalog_relation(catalog, state->name, LATEST);
		break;
	}
	return found && found->state->kind == state->kind ? found : NULL;
}

/* True if the catalog has something of its own in the schema. */
static bool covers(const struct catalog *catalog, struct str schema)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (catalog_lives(entry) && !entry->is_assumed && !entry->owner &&
			(str_equal(entry->state->name.schema, schema) ||
				(entry->state->kind == KIND_SCHEMA && str_equal(entry->state->name.name, schema))))
			return true;
	}
	return false;
}

/* A dump of chosen schemas (pg_dump -n) creates them, public too, which one of all has not to. */
static bool is_of_chosen_schemas(const struct catalog *dump)
{
	const struct catalog_entry *public = catalog_object(
		dump, KIND_SCHEMA, (struct object_name){{NULL, 0}, STR("public")}, LATEST);

	return public && !public->is_assumed && !public->is_guarded;
}

static bool has_extensions(const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++)
		if (catalog_all(catalog)->items[i]->state->kind == KIND_EXTENSION)
			return true;
	return false;
}

/* What a dump holds that was asked for it, and the other side must have said so. */
static bool is_expected(const struct comparison *comparison, const struct catalog_entry *entry)
{
	const struct catalog *dump = comparison->right;
	struct str schema = catalog_schema(entry, LATEST);

	switch (entry->state->kind) {
	case KIND_EXTENSION:
		return has_extensions(dump);
	case KIND_SCHEMA:
		return !str_equal(entry->state->name.name, STR("public")) && !is_of_chosen_schemas(dump);
	default:
		return str_equal(schema, STR("public")) || covers(dump, schema);
	}
}

static bool is_verified(const struct catalog_entry *entry)
{
	return !entry->state->unverified && !entry->is_assumed &&
		(!entry->owner || is_verified(entry->owner));
}

static struct difference *add(struct comparison *comparison, enum difference_kind kind,
	const struct catalog_entry *left, const struct catalog_entry *right)
{
	struct difference *difference = vec_push(comparison->arena, comparison->out);

	*difference = (struct difference){.kind = kind, .left = left, .right = right};
	return difference;
}

static struct str shown(struct arena *arena, const struct attribute *attribute)
{
	struct text text = {.arena = arena};

	if (!attribute)
		return (struct str){NULL, 0};
	if (!attribute->list)
		return attribute->text;
	for (size_t i = 0; i < attribute->list->count; i++) {
		if (i)
			text_add(&text, STR(", "));
		text_add(&text, attribute->list->items[i]);
	}
	return text_str(&text);
}

static void note_keys(const struct attributes *attributes, bool *is_there)
{
	for (size_t i = 0; i < attributes->count; i++)
		is_there[attributes->items[i].key] = true;
}

static void compare_states(struct comparison *comparison, const struct catalog_entry *left,
	const struct catalog_entry *right)
{
	bool is_there[ATTRIBUTE_COUNT] = {false};

	note_keys(&left->state->attributes, is_there);
	note_keys(&right->state->attributes, is_there);
	for (unsigned key = 0; key < ATTRIBUTE_COUNT; key++) {
		struct difference *difference;

		/* objects have a few of the hundred */
		if (!is_there[key] || attribute_is_same(comparison->arena, key, left->state, right->state))
			continue;
		difference = add(comparison, DIFFERENCE_CHANGED, left, right);
		difference->key = key;
		difference->left_text = shown(
			comparison->arena, attributes_find(&left->state->attributes, key));
		difference->right_text = shown(
			comparison->arena, attributes_find(&right->state->attributes, key));
	}
}

/* Its table is not there either, which is said already. */
static bool is_told_by_owner(
	const struct catalog *other, const struct catalog *dump, const struct catalog_entry *entry)
{
	const struct catalog_entry *owner = entry->owner ? catalog_counterpart(other, entry->owner)
													 : NULL;

	return entry->owner && (!owner || (other == dump && owner->is_assumed));
}

static void compare_left(struct comparison *comparison, const struct catalog_entry *entry)
{
	const struct catalog_entry *other;

	if (!is_asked(entry) || !is_verified(entry) || !is_expected(comparison, entry) ||
		is_told_by_owner(comparison->right, comparison->right, entry))
		return;
	other = catalog_counterpart(comparison->right, entry);
	/* a dump creates all that it speaks of */
	if (!other || other->is_assumed)
		add(comparison, DIFFERENCE_MISSING, entry, NULL);
	else if (is_verified(other))
		compare_states(comparison, entry, other);
}

/* An extension that the history never named comes with the server. */
static bool was_named(const struct catalog *catalog, const struct catalog_entry *extension)
{
	for (size_t i = 0; i < catalog_all(catalog)->count; i++)
		if (catalog_all(catalog)->items[i]->state->kind == KIND_EXTENSION &&
			str_equal(
				catalog_all(catalog)->items[i]->state->name.name, extension->state->name.name))
			return true;
	return false;
}

static bool may_be_made_by_unknown(
	const struct comparison *comparison, const struct catalog_entry *entry)
{
	for (size_t i = 0; i < comparison->left->unread.count; i++)
		if (str_find(comparison->left->unread.items[i], entry->state->name.name, 0) <
			comparison->left->unread.items[i].len)
			return true;
	return false;
}

static void compare_right(struct comparison *comparison, const struct catalog_entry *entry)
{
	const struct catalog_entry *owner;

	if (!is_asked(entry) || !is_verified(entry) ||
		is_told_by_owner(comparison->left, comparison->right, entry) ||
		catalog_counterpart(comparison->left, entry))
		return;
	owner = entry->owner ? catalog_counterpart(comparison->left, entry->owner) : NULL;
	if ((owner && !is_verified(owner)) ||
		(entry->state->kind == KIND_EXTENSION && !was_named(comparison->left, entry)) ||
		(entry->state->kind == KIND_SCHEMA && str_equal(entry->state->name.name, STR("public"))) ||
		may_be_made_by_unknown(comparison, entry))
		return;
	add(comparison, DIFFERENCE_SURPLUS, NULL, entry);
}

struct differences catalog_compare(
	struct arena *arena, const struct catalog *left, const struct catalog *right)
{
	struct differences differences = {0};
	struct comparison comparison = {arena, left, right, &differences};

	for (size_t i = 0; i < catalog_all(left)->count; i++)
		compare_left(&comparison, catalog_all(left)->items[i]);
	for (size_t i = 0; i < catalog_all(right)->count; i++)
		compare_right(&comparison, catalog_all(right)->items[i]);
	return differences;
}
