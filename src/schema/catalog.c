/* SPDX-License-Identifier: MIT */
#include "schema/catalog.h"

#include "base/vec.h"
#include "schema/stored.h"

/* What has to differ in name from what. */
enum name_space {
	NAMES_RELATION,
	NAMES_TYPE,
	NAMES_FUNCTION,
	NAMES_CONSTRAINT, /* in a schema: PostgreSQL chooses names that none of them has */
	NAMES_PART, /* of a table or type, by kind */
	NAMES_OBJECT = NAMES_PART + KIND_COUNT, /* by kind */
};

/* An object under one of the names that it ever had. */
struct name_node {
	size_t hash;
	unsigned space;
	struct catalog_entry *entry;
	struct name_node *next;
};

struct catalog *catalog_new(struct arena *arena)
{
	struct catalog *catalog = arena_new(arena, struct catalog);

	catalog->arena = arena;
	catalog->bucket_count = 256;
	catalog->buckets = arena_array(arena, struct name_node *, catalog->bucket_count);
	str_list_add(arena, &catalog->search_path, STR("public"));
	catalog_set_search_path(catalog, catalog->search_path);
	return catalog;
}

void catalog_expect(struct catalog *catalog, size_t names)
{
	while (catalog->bucket_count < names)
		catalog->bucket_count *= 4;
	catalog->buckets = arena_array(catalog->arena, struct name_node *, catalog->bucket_count);
}

void catalog_set_search_path(struct catalog *catalog, struct str_list schemas)
{
	bool is_same = catalog->search_path.count == schemas.count && catalog->search_paths.count;

	for (size_t i = 0; is_same && i < schemas.count; i++)
		is_same = str_equal(catalog->search_path.items[i], schemas.items[i]);
	if (is_same)
		return;
	catalog->search_path = schemas;
	*vec_push(catalog->arena, &catalog->search_paths) = (struct search_path){
		catalog->step, schemas};
}

struct str_list catalog_search_path(const struct catalog *catalog, unsigned step)
{
	size_t from = 0, to = catalog->search_paths.count;

	if (step >= catalog->step)
		return catalog->search_path;
	/* the last one that holds by then; the first holds from the beginning */
	while (from + 1 < to) {
		size_t middle = from + (to - from) / 2;

		if (catalog->search_paths.items[middle].step > step)
			to = middle;
		else
			from = middle;
	}
	return catalog->search_paths.items[from].schemas;
}

const struct object_state *catalog_state_at(const struct catalog_entry *entry, unsigned step)
{
	const struct object_state *state = entry->state;

	if (entry->dropped && entry->dropped <= step)
		return NULL;
	while (state && state->step > step)
		state = state->before;
	return state;
}

struct str catalog_schema(const struct catalog_entry *entry, unsigned step)
{
	const struct object_state *state = catalog_state_at(entry, step);

	if (!state)
		state = entry->state;
	if (!state->name.schema.ptr && entry->owner)
		return catalog_schema(entry->owner, step);
	return state->name.schema;
}

static size_t hash_name(unsigned space, struct str scope, size_t owner, struct str name)
{
	return (str_hash(name) * 31 + str_hash(scope)) * 31 + owner * 7 + space;
}

static bool is_relation(const struct object_state *state)
{
	switch (state->kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_INDEX:
	case KIND_SEQUENCE:
		return true;
	case KIND_CONSTRAINT:
		return state->constraint == CONSTRAINT_UNIQUE ||
			state->constraint == CONSTRAINT_PRIMARY_KEY || state->constraint == CONSTRAINT_EXCLUDE;
	default:
		return false;
	}
}

static bool is_function(enum object_kind kind)
{
	return kind == KIND_FUNCTION || kind == KIND_PROCEDURE || kind == KIND_AGGREGATE;
}

static bool is_part(enum object_kind kind)
{
	return object_kinds[kind].belongs_to_table;
}

bool catalog_is_looked_up(const struct catalog_entry *entry)
{
	return !is_part(entry->state->kind) || !entry->owner || is_relation(entry->state) ||
		entry->state->kind == KIND_CONSTRAINT;
}

static void grow(struct catalog *catalog)
{
	size_t count = catalog->bucket_count * 4;
	struct name_node **buckets = arena_array(catalog->arena, struct name_node *, count);

	for (size_t i = 0; i < catalog->bucket_count; i++) {
		struct name_node *node = catalog->buckets[i];

		while (node) {
			struct name_node *next = node->next;

			node->next = buckets[node->hash & (count - 1)];
			buckets[node->hash & (count - 1)] = node;
			node = next;
		}
	}
	catalog->buckets = buckets;
	catalog->bucket_count = count;
}

static void link_name(
	struct catalog *catalog, struct catalog_entry *entry, unsigned space, size_t hash)
{
	struct name_node *node = arena_new(catalog->arena, struct name_node);
	struct name_node **bucket;

	if (++catalog->name_count > catalog->bucket_count)
		grow(catalog);
	bucket = &catalog->buckets[hash & (catalog->bucket_count - 1)];
	*node = (struct name_node){hash, space, entry, *bucket};
	*bucket = node;
}

void catalog_rename(struct catalog *catalog, struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;
	struct str schema = catalog_schema(entry, LATEST);
	struct str name = state->name.name;

	catalog->has_temporary |= str_equal(schema, STR("pg_temp"));
	if (is_relation(state))
		link_name(catalog, entry, NAMES_RELATION, hash_name(NAMES_RELATION, schema, 0, name));
	if (state->kind == KIND_TYPE || state->kind == KIND_DOMAIN || state->kind == KIND_TABLE)
		link_name(catalog, entry, NAMES_TYPE, hash_name(NAMES_TYPE, schema, 0, name));
	if (is_function(state->kind))
		link_name(catalog, entry, NAMES_FUNCTION, hash_name(NAMES_FUNCTION, schema, 0, name));
	if (state->kind == KIND_CONSTRAINT)
		link_name(catalog, entry, NAMES_CONSTRAINT, hash_name(NAMES_CONSTRAINT, schema, 0, name));
	if (is_part(state->kind) && entry->owner) {
		unsigned space = NAMES_PART + (unsigned)state->kind;

		link_name(catalog, entry, space, hash_name(space, STR(""), entry->owner->number, name));
	} else {
		unsigned space = NAMES_OBJECT + (unsigned)state->kind;

		link_name(catalog, entry, space, hash_name(space, schema, 0, name));
	}
}

/* Without the schema, which is not known of the types that extensions bring. */
static struct str bare_type(struct str type)
{
	size_t dot = str_find(type, STR("."), 0);

	return dot < type.len ? str_slice(type, dot + 1, type.len) : type;
}

static bool is_same_signature(struct str a, struct str b)
{
	struct str left, right;

	if (str_equal(a, b))
		return true;
	while (str_next(&a, ',', &left)) {
		if (!str_next(&b, ',', &right))
			return false;
		left = str_trim(left);
		right = str_trim(right);
		if (!str_equal(left, right) &&
			(str_has(left, '.') == str_has(right, '.') ||
				!str_equal(bare_type(left), bare_type(right))))
			return false;
	}
	return !b.len;
}

/* The one of that name at the end of the step, the last that was made. */
static struct catalog_entry *find(const struct catalog *catalog, unsigned space, struct str schema,
	const struct catalog_entry *owner, struct str name, struct str signature, unsigned step)
{
	size_t hash = hash_name(space, owner ? STR("") : schema, owner ? owner->number : 0, name);
	struct catalog_entry *found = NULL;
	const struct name_node *node;

	/* an owner that was read has its parts */
	if (catalog->stored && !owner)
		stored_read(catalog->stored, name);
	node = catalog->buckets[hash & (catalog->bucket_count - 1)];
	for (; node; node = node->next) {
		const struct object_state *state;

		if (node->hash != hash || node->space != space || (owner && node->entry->owner != owner))
			continue;
		state = catalog_state_at(node->entry, step);
		if (!state || !str_equal(state->name.name, name) ||
			(!owner && !str_equal(catalog_schema(node->entry, step), schema)))
			continue;
		if (signature.ptr && !is_same_signature(signature, state->signature))
			continue;
		if (!found || node->entry->number > found->number)
			found = node->entry;
	}
	return found;
}

static struct catalog_entry *find_on_path(const struct catalog *catalog, unsigned space,
	struct object_name name, struct str signature, unsigned step)
{
	struct str_list schemas;
	struct catalog_entry *found = NULL;

	if (name.schema.len)
		return find(catalog, space, name.schema, NULL, name.name, signature, step);
	/* temporary tables and types come first, whatever the path says (manual, search_path) */
	if (catalog->has_temporary && (space == NAMES_RELATION || space == NAMES_TYPE))
		found = find(catalog, space, STR("pg_temp"), NULL, name.name, signature, step);
	schemas = catalog_search_path(catalog, step);
	for (size_t i = 0; i < schemas.count && !found; i++)
		found = find(catalog, space, schemas.items[i], NULL, name.name, signature, step);
	return found;
}

static const struct str any = {NULL, 0};

struct catalog_entry *catalog_relation(
	const struct catalog *catalog, struct object_name name, unsigned step)
{
	return find_on_path(catalog, NAMES_RELATION, name, any, step);
}

struct catalog_entry *catalog_type(
	const struct catalog *catalog, struct object_name name, unsigned step)
{
	return find_on_path(catalog, NAMES_TYPE, name, any, step);
}

struct catalog_entry *catalog_function(
	const struct catalog *catalog, struct object_name name, struct str signature, unsigned step)
{
	return find_on_path(catalog, NAMES_FUNCTION, name, signature, step);
}

struct catalog_entry *catalog_object(
	const struct catalog *catalog, enum object_kind kind, struct object_name name, unsigned step)
{
	unsigned space = NAMES_OBJECT + (unsigned)kind;

	/* schemas, extensions, roles: there is one of a name */
	if (!name.schema.len) {
		struct catalog_entry *found = find(catalog, space, any, NULL, name.name, any, step);

		if (found)
			return found;
	}
	return find_on_path(catalog, space, name, any, step);
}

struct catalog_entry *catalog_part(const struct catalog *catalog, const struct catalog_entry *owner,
	enum object_kind kind, struct str name, unsigned step)
{
	return find(catalog, NAMES_PART + (unsigned)kind, any, owner, name, any, step);
}

struct catalog_entry *catalog_constraint_in_schema(
	const struct catalog *catalog, struct str schema, struct str name, unsigned step)
{
	return find(catalog, NAMES_CONSTRAINT, schema, NULL, name, any, step);
}

static void record(struct catalog *catalog, struct catalog_entry *entry,
	const struct object_state *before, const struct object_state *after)
{
	*vec_append(catalog->arena, &catalog->changes) = (struct catalog_change){
		.step = catalog->step,
		.is_consequence = catalog->is_consequence,
		.entry = entry,
		.before = before,
		.after = after,
		.path = catalog->origin.path,
	};
}

struct catalog_entry *catalog_add(
	struct catalog *catalog, struct catalog_entry *owner, struct object_state state)
{
	struct catalog_entry *entry = arena_new(catalog->arena, struct catalog_entry);
	struct object_state *own = arena_new(catalog->arena, struct object_state);

	*own = state;
	own->step = catalog->step;
	own->origin = catalog->origin;
	own->is_consequence = catalog->is_consequence;
	own->before = NULL;
	*entry = (struct catalog_entry){
		.state = own,
		.owner = owner,
		.created = catalog->step,
		.number = catalog->entries.count,
	};
	*vec_push(catalog->arena, &catalog->entries) = entry;
	if (owner)
		*vec_push(catalog->arena, &owner->parts) = entry;
	catalog_rename(catalog, entry);
	record(catalog, entry, NULL, own);
	return entry;
}

struct object_state *catalog_edit(struct catalog *catalog, struct catalog_entry *entry)
{
	struct object_state *next;

	if (entry->state->step == catalog->step) {
		next = entry->state;
		next->is_consequence &= catalog->is_consequence;
		return next;
	}
	next = arena_new(catalog->arena, struct object_state);
	*next = *entry->state;
	next->attributes.items = arena_array(
		catalog->arena, struct attribute, entry->state->attributes.count + 1);
	if (entry->state->attributes.count)
		memcpy(next->attributes.items, entry->state->attributes.items,
			entry->state->attributes.count * sizeof *next->attributes.items);
	next->attributes.capacity = entry->state->attributes.count + 1;
	/* a vector that grows copies its items: the old state keeps its own */
	next->depends.capacity = next->depends.count;
	next->step = catalog->step;
	next->is_consequence = catalog->is_consequence;
	if (!catalog->is_consequence)
		next->origin = catalog->origin;
	next->before = entry->state;
	record(catalog, entry, entry->state, next);
	entry->state = next;
	return next;
}

void catalog_drop(struct catalog *catalog, struct catalog_entry *entry)
{
	bool is_consequence = catalog->is_consequence;

	if (entry->dropped)
		return;
	entry->dropped = catalog->step;
	entry->is_dropped_along = catalog->is_consequence;
	record(catalog, entry, entry->state, NULL);
	catalog->is_consequence = true;
	for (size_t i = 0; i < entry->parts.count; i++)
		catalog_drop(catalog, entry->parts.items[i]);
	catalog->is_consequence = is_consequence;
}

size_t catalog_first_change(const struct catalog *catalog, unsigned step)
{
	size_t from = 0, to = catalog->changes.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (catalog->changes.items[middle].step < step)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct str_list *state_list(const struct object_state *state, enum attribute_key key)
{
	static const struct str_list none = {NULL, 0, 0};
	const struct attribute *found = attributes_find(&state->attributes, key);

	return found ? attribute_list(found) : &none;
}

struct str catalog_name(struct arena *arena, const struct catalog_entry *entry, unsigned step)
{
	const struct object_state *state = catalog_state_at(entry, step);
	struct str own;

	if (!state)
		state = entry->state;
	own = identifier_sql(arena, state->name.name);
	if (entry->owner && is_part(state->kind))
		return str_format(
			arena, "%.*s.%.*s", STR_ARG(catalog_name(arena, entry->owner, step)), STR_ARG(own));
	own = object_name_sql(arena, state->name);
	if (state->signature.ptr)
		return str_format(arena, "%.*s(%.*s)", STR_ARG(own), STR_ARG(state->signature));
	return own;
}
