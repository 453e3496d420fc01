/* SPDX-License-Identifier: MIT */
/* Reads what store.c has written, and believes nothing of it. */
#include "base/crc32.h"
#include "base/vec.h"
#include "schema/stored.h"

/* An object of an object of an object: more there is not. */
enum { DEEPEST_OWNER = 4, LOADED_STEP = 1 };

struct reader {
	const unsigned char *at, *end;
	bool is_bad;
	struct str *strings; /* the first is the one that is none */
	size_t string_count;
	struct catalog *catalog;
	struct catalog_entry *entries;
	struct object_state *states;
	size_t count;
};

static size_t get_number(struct reader *reader)
{
	uint64_t number = 0;

	for (unsigned shift = 0; reader->at < reader->end && shift < 64; shift += 7) {
		unsigned char byte = *reader->at++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return (size_t)number;
	}
	reader->is_bad = true;
	return 0;
}

/* A number that is not above the limit. */
static size_t get_number_to(struct reader *reader, size_t limit)
{
	size_t number = get_number(reader);

	if (number <= limit)
		return number;
	reader->is_bad = true;
	return 0;
}

/* How many things follow, of which each takes so many bytes at least. */
static size_t get_count(struct reader *reader, size_t smallest)
{
	size_t count = get_number(reader);

	if (count <= (size_t)(reader->end - reader->at) / smallest)
		return count;
	reader->is_bad = true;
	return 0;
}

static struct str get_string(struct reader *reader)
{
	return reader->strings[get_number_to(reader, reader->string_count)];
}

/* An object that comes before the place; NULL: none. */
static struct catalog_entry *get_entry(struct reader *reader, size_t limit)
{
	size_t place = get_number_to(reader, limit);

	return place ? &reader->entries[place - 1] : NULL;
}

static void get_strings(struct reader *reader, struct arena *arena)
{
	size_t count = get_count(reader, 2);

	reader->strings = arena_array(arena, struct str, count + 1);
	reader->string_count = count;
	for (size_t i = 1; i <= count && !reader->is_bad; i++) {
		size_t len = get_count(reader, 1);

		if (len == (size_t)(reader->end - reader->at) || reader->at[len]) {
			reader->is_bad = true;
			return;
		}
		reader->strings[i] = (struct str){(const char *)reader->at, len};
		reader->at += len + 1;
	}
}

static void get_list(struct reader *reader, struct str_list *ret)
{
	ret->count = ret->capacity = get_count(reader, 1);
	if (ret->count)
		ret->items = arena_array(reader->catalog->arena, struct str, ret->count);
	for (size_t i = 0; i < ret->count; i++)
		ret->items[i] = get_string(reader);
}

static void get_attributes(struct reader *reader, struct attributes *ret)
{
	struct arena *arena = reader->catalog->arena;

	ret->count = ret->capacity = get_count(reader, 3);
	ret->items = arena_array(arena, struct attribute, ret->count);
	for (size_t i = 0; i < ret->count && !reader->is_bad; i++) {
		struct attribute *attribute = &ret->items[i];

		attribute->key = (enum attribute_key)get_number_to(reader, ATTRIBUTE_COUNT - 1);
		attribute->text = get_string(reader);
		get_list(reader, &attribute->list);
	}
}

static void get_depends(struct reader *reader, struct catalog_entries *ret)
{
	ret->count = ret->capacity = get_count(reader, 1);
	if (ret->count)
		ret->items = arena_array(reader->catalog->arena, struct catalog_entry *, ret->count);
	for (size_t i = 0; i < ret->count; i++) {
		ret->items[i] = get_entry(reader, reader->count);
		reader->is_bad |= !ret->items[i];
	}
}

static bool is_too_deep(const struct catalog_entry *entry)
{
	size_t depth = 0;

	while (entry && depth <= DEEPEST_OWNER) {
		entry = entry->owner;
		depth++;
	}
	return depth > DEEPEST_OWNER;
}

/* Puts it behind the parts of what it belongs to, for which there is room. */
static void add_part(struct reader *reader, struct catalog_entry *entry)
{
	struct catalog_entries *parts = &entry->owner->parts;

	if (parts->count == parts->capacity || is_too_deep(entry))
		reader->is_bad = true;
	else
		parts->items[parts->count++] = entry;
}

/* `free_parts`: room for parts that no object has claimed yet. */
static void get_object(struct reader *reader, size_t number, size_t *free_parts)
{
	struct catalog_entry *entry = &reader->entries[number];
	struct object_state *state = &reader->states[number];
	size_t flags = get_number(reader);

	entry->state = state;
	entry->number = number;
	entry->created = state->step = LOADED_STEP;
	entry->dropped = flags & STORED_DROPPED ? LOADED_STEP : 0;
	entry->is_assumed = flags & STORED_ASSUMED;
	entry->is_guarded = flags & STORED_GUARDED;
	state->is_consequence = flags & STORED_CONSEQUENCE;
	state->kind = (enum object_kind)get_number_to(reader, KIND_COUNT - 1);
	state->constraint = (enum constraint_kind)get_number_to(reader, CONSTRAINT_NOT_NULL);
	entry->parts.capacity = get_number_to(reader, *free_parts);
	*free_parts -= entry->parts.capacity;
	if (entry->parts.capacity)
		entry->parts.items = arena_array(
			reader->catalog->arena, struct catalog_entry *, entry->parts.capacity);
	entry->owner = get_entry(reader, number);
	state->name.schema = get_string(reader);
	state->name.name = get_string(reader);
	state->signature = get_string(reader);
	state->unverified = get_string(reader).ptr;
	state->origin.path = get_string(reader);
	state->origin.offset = get_number(reader);
	state->origin.line = get_number(reader);
	get_attributes(reader, &state->attributes);
	get_depends(reader, &state->depends);
	if (entry->owner && !reader->is_bad)
		add_part(reader, entry);
}

static void get_objects(struct reader *reader)
{
	struct arena *arena = reader->catalog->arena;
	struct catalog_entries *all = &reader->catalog->entries;
	size_t free_parts;

	reader->count = get_count(reader, STORED_SMALLEST_OBJECT);
	reader->entries = arena_array(arena, struct catalog_entry, reader->count);
	reader->states = arena_array(arena, struct object_state, reader->count);
	all->items = arena_array(arena, struct catalog_entry *, reader->count);
	all->count = all->capacity = reader->count;
	free_parts = reader->count;
	catalog_expect(reader->catalog, reader->count + reader->count / 2);
	for (size_t i = 0; i < reader->count && !reader->is_bad; i++) {
		all->items[i] = &reader->entries[i];
		get_object(reader, i, &free_parts);
	}
}

/* What stands behind the title and the CRC, if both are right; else ptr NULL. */
static struct str body_of(struct arena *arena, struct str bytes)
{
	struct str title = stored_title(arena), body;
	uint32_t crc = 0;

	if (!str_starts(bytes, title) || bytes.len < title.len + STORED_CRC_SIZE)
		return (struct str){NULL, 0};
	for (unsigned i = 0; i < STORED_CRC_SIZE; i++)
		crc |= (uint32_t)(unsigned char)bytes.ptr[title.len + i] << 8 * i;
	body = str_slice(bytes, title.len + STORED_CRC_SIZE, bytes.len);
	return crc == crc32_of(body) ? body : (struct str){NULL, 0};
}

struct catalog *catalog_load(struct arena *arena, struct str bytes)
{
	struct str body = body_of(arena, bytes);
	struct catalog *catalog = catalog_new(arena);
	struct reader reader = {.catalog = catalog};

	if (!body.ptr)
		return NULL;
	reader.at = (const unsigned char *)body.ptr;
	reader.end = reader.at + body.len;
	arena_prepare(arena, get_number_to(&reader, body.len * STORED_MOST_GROWTH));
	get_strings(&reader, arena);
	if (reader.is_bad)
		return NULL;
	catalog->has_children = get_number(&reader);
	get_list(&reader, &catalog->unread);
	get_objects(&reader);
	if (reader.is_bad || reader.at != reader.end)
		return NULL;
	catalog->step = LOADED_STEP;
	for (size_t i = 0; i < reader.count; i++)
		if (catalog_lives(&reader.entries[i]))
			catalog_rename(catalog, &reader.entries[i]);
	return catalog;
}
