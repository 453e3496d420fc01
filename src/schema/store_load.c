/* SPDX-License-Identifier: MIT */
/* Reads what store.c has written, and believes nothing of it. */
#include "base/crc32.h"
#include "base/vec.h"
#include "schema/stored.h"

/* An object of an object of an object: more there is not. */
enum { DEEPEST_OWNER = 4, LOADED_STEP = 1 };

struct stored_catalog {
	struct catalog *catalog;
	struct str strings, objects;
	const unsigned char *places, *names;
	size_t count, name_count; /* of objects, of names */
	struct {
		size_t *items; /* numbers of objects that are to be read, from 0 on */
		size_t count, capacity;
	} waiting;
	bool is_bad;
};

/* A part of the image that is read from its beginning on. */
struct reader {
	struct stored_catalog *stored;
	const unsigned char *at, *end;
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
	reader->stored->is_bad = true;
	return 0;
}

/* A number that is not above the limit. */
static size_t get_number_to(struct reader *reader, size_t limit)
{
	size_t number = get_number(reader);

	if (number <= limit)
		return number;
	reader->stored->is_bad = true;
	return 0;
}

/* How many things follow, of which each takes so many bytes at least. */
static size_t get_count(struct reader *reader, size_t smallest)
{
	return get_number_to(reader, (size_t)(reader->end - reader->at) / smallest);
}

/* So many bytes of what follows; ptr NULL if there are fewer. */
static struct str get_bytes(struct reader *reader, size_t count, size_t size)
{
	struct str bytes = {(const char *)reader->at, count * size};

	if (reader->stored->is_bad || count > (size_t)(reader->end - reader->at) / size) {
		reader->stored->is_bad = true;
		return (struct str){NULL, 0};
	}
	reader->at += bytes.len;
	return bytes;
}

static struct reader reader_of(struct stored_catalog *stored, struct str bytes)
{
	const unsigned char *from = (const unsigned char *)bytes.ptr;

	return (struct reader){stored, from, from + bytes.len};
}

static uint32_t word_at(const unsigned char *bytes, size_t number)
{
	uint32_t word = 0;

	for (unsigned i = 0; i < STORED_WORD; i++)
		word |= (uint32_t)bytes[number * STORED_WORD + i] << 8 * i;
	return word;
}

static struct str get_string(struct reader *reader)
{
	struct str strings = reader->stored->strings;
	size_t place = get_number_to(reader, strings.len);
	struct reader string;
	size_t len;

	if (!place)
		return (struct str){NULL, 0};
	string = reader_of(reader->stored, str_slice(strings, place - 1, strings.len));
	len = get_count(&string, 1);
	if (reader->stored->is_bad || len == (size_t)(string.end - string.at) || string.at[len]) {
		reader->stored->is_bad = true;
		return (struct str){NULL, 0};
	}
	return (struct str){(const char *)string.at, len};
}

static void get_list(struct reader *reader, struct str_list *ret)
{
	ret->count = ret->capacity = get_count(reader, 1);
	if (ret->count)
		ret->items = arena_array(reader->stored->catalog->arena, struct str, ret->count);
	for (size_t i = 0; i < ret->count; i++)
		ret->items[i] = get_string(reader);
}

static void get_attributes(struct reader *reader, struct attributes *ret)
{
	struct arena *arena = reader->stored->catalog->arena;

	ret->count = ret->capacity = get_count(reader, 3);
	ret->items = arena_array(arena, struct attribute, ret->count);
	for (size_t i = 0; i < ret->count && !reader->stored->is_bad; i++) {
		struct attribute *attribute = &ret->items[i];
		struct str_list list = {0};
		enum attribute_key key;
		struct str text;

		key = (enum attribute_key)get_number_to(reader, ATTRIBUTE_COUNT - 1);
		text = get_string(reader);
		get_list(reader, &list);
		*attribute = attribute_of_list(arena, key, &list);
		attribute->text = text;
	}
}

/* An object that is in the catalog from now on, and is read in its turn. */
static struct catalog_entry *need(struct stored_catalog *stored, size_t number)
{
	struct catalog *catalog = stored->catalog;
	struct catalog_entry *entry = catalog->entries.items[number];

	if (entry)
		return entry;
	entry = catalog->entries.items[number] = arena_new(catalog->arena, struct catalog_entry);
	entry->state = arena_new(catalog->arena, struct object_state);
	entry->number = number;
	*vec_push(catalog->arena, &stored->waiting) = number;
	return entry;
}

/* An object at one of the places up to the limit; NULL: none. */
static struct catalog_entry *get_entry(struct reader *reader, size_t limit)
{
	size_t place = get_number_to(reader, limit);

	return place ? need(reader->stored, place - 1) : NULL;
}

static void get_entries(struct reader *reader, struct catalog_entries *ret)
{
	struct stored_catalog *stored = reader->stored;

	ret->count = ret->capacity = get_count(reader, 1);
	if (ret->count)
		ret->items = arena_array(stored->catalog->arena, struct catalog_entry *, ret->count);
	for (size_t i = 0; i < ret->count; i++) {
		ret->items[i] = get_entry(reader, stored->count);
		if (!ret->items[i]) {
			stored->is_bad = true;
			ret->count = i;
		}
	}
}

static void get_object(struct reader *reader, struct catalog_entry *entry)
{
	struct object_state *state = entry->state;
	size_t flags = get_number(reader);

	entry->created = state->step = LOADED_STEP;
	entry->dropped = flags & STORED_DROPPED ? LOADED_STEP : 0;
	entry->is_assumed = flags & STORED_ASSUMED;
	entry->is_guarded = flags & STORED_GUARDED;
	state->is_consequence = flags & STORED_CONSEQUENCE;
	state->kind = (enum object_kind)get_number_to(reader, KIND_COUNT - 1);
	state->constraint = (enum constraint_kind)get_number_to(reader, CONSTRAINT_NOT_NULL);
	/* what it belongs to was there before it: no circle of owners */
	entry->owner = get_entry(reader, entry->number);
	state->name.schema = get_string(reader);
	state->name.name = get_string(reader);
	state->signature = get_string(reader);
	state->unverified = get_string(reader).ptr;
	state->origin.path = get_string(reader);
	state->origin.offset = get_number(reader);
	state->origin.line = get_number(reader);
	get_attributes(reader, &state->attributes);
	get_entries(reader, &state->depends);
	get_entries(reader, &entry->parts);
}

static struct reader reader_of_object(struct stored_catalog *stored, size_t number)
{
	size_t from = word_at(stored->places, number), to = word_at(stored->places, number + 1);

	stored->is_bad |= from > to || to > stored->objects.len;
	return reader_of(stored, str_slice(stored->objects, from, to));
}

static void read_object(struct stored_catalog *stored, size_t number)
{
	struct reader reader = reader_of_object(stored, number);

	if (stored->is_bad)
		return;
	get_object(&reader, stored->catalog->entries.items[number]);
	stored->is_bad |= reader.at != reader.end;
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

static bool fits(const struct catalog_entry *entry)
{
	for (size_t i = 0; i < entry->parts.count; i++)
		if (entry->parts.items[i]->owner != entry)
			return false;
	return !is_too_deep(entry);
}

/* Reads what waits, and what that refers to; then they are found by their names. */
static void read_waiting(struct stored_catalog *stored)
{
	struct catalog *catalog = stored->catalog;

	for (size_t i = 0; i < stored->waiting.count && !stored->is_bad; i++)
		read_object(stored, stored->waiting.items[i]);
	for (size_t i = 0; i < stored->waiting.count && !stored->is_bad; i++)
		stored->is_bad = !fits(catalog->entries.items[stored->waiting.items[i]]);
	for (size_t i = 0; i < stored->waiting.count && !stored->is_bad; i++) {
		struct catalog_entry *entry = catalog->entries.items[stored->waiting.items[i]];

		if (catalog_lives(entry))
			catalog_rename(catalog, entry);
	}
	stored->waiting.count = 0;
	if (stored->is_bad)
		catalog->is_damaged = true;
}

/* The first of the names that are not below the hash. */
static size_t first_name(const struct stored_catalog *stored, uint32_t hash)
{
	size_t from = 0, to = stored->name_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (word_at(stored->names, 2 * middle) < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void stored_read(struct stored_catalog *stored, struct str name)
{
	uint32_t hash = stored_hash(name);

	for (size_t i = first_name(stored, hash); i < stored->name_count && !stored->is_bad; i++) {
		size_t number = word_at(stored->names, 2 * i + 1);

		if (word_at(stored->names, 2 * i) != hash)
			break;
		if (number < stored->count)
			(void)need(stored, number);
		else
			stored->is_bad = true;
	}
	read_waiting(stored);
}

void stored_read_all(struct stored_catalog *stored)
{
	stored->catalog->stored = NULL;
	for (size_t i = 0; i < stored->count; i++)
		(void)need(stored, i);
	read_waiting(stored);
}

static void skip_numbers(struct reader *reader, size_t count)
{
	for (size_t i = 0; i < count && !reader->stored->is_bad; i++)
		(void)get_number(reader);
}

/* True if the object, of which what follows its kind comes next, depends on one that was read. */
static bool depends_on_read(struct reader *reader)
{
	const struct stored_catalog *stored = reader->stored;
	bool depends = false;

	skip_numbers(reader, 9); /* up to its origin's line; see stored.h */
	for (size_t left = get_count(reader, 3); left && !stored->is_bad; left--) {
		skip_numbers(reader, 2);
		skip_numbers(reader, get_count(reader, 1));
	}
	for (size_t left = get_count(reader, 1); left && !stored->is_bad; left--) {
		size_t place = get_number_to(reader, stored->count);

		depends |= place && stored->catalog->entries.items[place - 1];
	}
	return depends;
}

void stored_read_dependents(struct stored_catalog *stored, uint64_t kinds)
{
	for (size_t i = 0; i < stored->count && !stored->is_bad; i++) {
		struct reader reader = reader_of_object(stored, i);

		(void)get_number(&reader); /* its flags */
		if (kinds >> get_number_to(&reader, KIND_COUNT - 1) & 1 &&
			!stored->catalog->entries.items[i] && depends_on_read(&reader))
			(void)need(stored, i);
	}
	read_waiting(stored);
}

/* What stands behind the title and the CRC, if both are right; else ptr NULL. */
static struct str body_of(struct arena *arena, struct str bytes, enum stored_where where)
{
	struct str title = stored_title(arena), crc, body;

	if (!str_starts(bytes, title) || bytes.len < title.len + STORED_WORD)
		return (struct str){NULL, 0};
	crc = str_slice(bytes, title.len, title.len + STORED_WORD);
	body = str_slice(bytes, title.len + STORED_WORD, bytes.len);
	if (where == STORED_OUTSIDE && word_at((const unsigned char *)crc.ptr, 0) != crc32_of(body))
		return (struct str){NULL, 0};
	return body;
}

struct catalog *catalog_load(struct arena *arena, struct str bytes, enum stored_where where)
{
	struct stored_catalog *stored = arena_new(arena, struct stored_catalog);
	struct str body = body_of(arena, bytes, where), unread;
	struct catalog *catalog = catalog_new(arena);
	struct reader reader;
	size_t strings, objects;

	if (!body.ptr)
		return NULL;
	stored->catalog = catalog;
	reader = reader_of(stored, body);
	strings = get_number(&reader);
	objects = get_number(&reader);
	stored->count = get_count(&reader, STORED_SMALLEST_OBJECT);
	stored->name_count = get_number(&reader);
	catalog->has_children = get_number(&reader);
	unread = get_bytes(&reader, get_number(&reader), 1);
	stored->strings = get_bytes(&reader, strings, 1);
	stored->objects = get_bytes(&reader, objects, 1);
	stored->places = (const unsigned char *)get_bytes(&reader, stored->count + 1, STORED_WORD).ptr;
	stored->names =
		(const unsigned char *)get_bytes(&reader, stored->name_count, 2 * (size_t)STORED_WORD).ptr;
	if (stored->is_bad || reader.at != reader.end)
		return NULL;
	reader = reader_of(stored, unread);
	get_list(&reader, &catalog->unread);
	if (stored->is_bad || reader.at != reader.end)
		return NULL;
	/* and a few more: what one commit adds */
	catalog->entries.capacity = stored->count + stored->count / 8 + 8;
	catalog->entries.items = arena_array(arena, struct catalog_entry *, catalog->entries.capacity);
	catalog->entries.count = stored->count;
	catalog->step = LOADED_STEP;
	catalog->stored = stored;
	return catalog;
}
