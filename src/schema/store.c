/* SPDX-License-Identifier: MIT */
#include "schema/store.h"

#include "base/crc32.h"
#include "base/sort.h"
#include "base/vec.h"
#include "schema/stored.h"

struct stored_name {
	uint32_t hash;
	uint32_t number;
};

struct writer {
	struct arena *arena;
	struct {
		struct {
			struct str string; /* each once */
			size_t place;
		} * items;
		size_t count, capacity;
	} known;
	size_t *buckets; /* numbers of strings; 0: free */
	size_t bucket_count; /* a power of 2 */
	struct text strings, objects, begins;
	size_t *places; /* of the catalog's entries in the image; 0: it is not stored */
	size_t count;
	struct {
		struct stored_name *items;
		size_t count, capacity;
	} names;
};

static void put_number(struct text *text, uint64_t number)
{
	char bytes[STORED_LONGEST_NUMBER];
	size_t count = 0;

	for (; number > 0x7f; number >>= 7)
		bytes[count++] = (char)(number | 0x80);
	bytes[count++] = (char)number;
	text_add(text, (struct str){bytes, count});
}

/* The bucket that has the string, or is free for it. */
static size_t bucket_of(const struct writer *writer, struct str string)
{
	size_t at = str_hash(string) & (writer->bucket_count - 1);

	while (writer->buckets[at] &&
		!str_equal(writer->known.items[writer->buckets[at] - 1].string, string))
		at = (at + 1) & (writer->bucket_count - 1);
	return at;
}

static void grow(struct writer *writer)
{
	writer->bucket_count = writer->bucket_count ? writer->bucket_count * 4 : 1024;
	writer->buckets = arena_array(writer->arena, size_t, writer->bucket_count);
	for (size_t i = 0; i < writer->known.count; i++)
		writer->buckets[bucket_of(writer, writer->known.items[i].string)] = i + 1;
}

/* Where the string begins among all, from 1 on. */
static size_t place_of(struct writer *writer, struct str string)
{
	size_t at;

	if (writer->known.count * 2 >= writer->bucket_count)
		grow(writer);
	at = bucket_of(writer, string);
	if (!writer->buckets[at]) {
		vec_push(writer->arena, &writer->known)->string = string;
		writer->buckets[at] = writer->known.count;
		writer->known.items[writer->known.count - 1].place = writer->strings.len + 1;
		put_number(&writer->strings, string.len);
		text_add(&writer->strings, string);
		text_add_byte(&writer->strings, '\0');
	}
	return writer->known.items[writer->buckets[at] - 1].place;
}

static void put_string(struct writer *writer, struct text *text, struct str string)
{
	put_number(text, string.ptr ? place_of(writer, string) : 0);
}

static void put_word(struct text *text, size_t number)
{
	for (unsigned i = 0; i < STORED_WORD; i++)
		text_add_byte(text, (char)(number >> 8 * i));
}

/* The object and what it belongs to, which was there before it. */
static void choose(struct writer *writer, const struct catalog_entry *entry)
{
	for (; entry; entry = entry->owner)
		writer->places[entry->number] = 1;
}

/* All that lives, and what that refers to. Gives them their places. */
static void choose_all(struct writer *writer, const struct catalog_entries *all)
{
	writer->places = arena_array(writer->arena, size_t, all->count);
	for (size_t i = 0; i < all->count; i++) {
		const struct catalog_entry *entry = all->items[i];

		if (!catalog_lives(entry))
			continue;
		choose(writer, entry);
		for (size_t j = 0; j < entry->state->depends.count; j++)
			choose(writer, entry->state->depends.items[j]);
	}
	for (size_t i = 0; i < all->count; i++)
		if (writer->places[i])
			writer->places[i] = ++writer->count;
}

static void put_attributes(struct writer *writer, const struct attributes *attributes)
{
	put_number(&writer->objects, attributes->count);
	for (size_t i = 0; i < attributes->count; i++) {
		const struct attribute *attribute = &attributes->items[i];

		put_number(&writer->objects, attribute->key);
		put_string(writer, &writer->objects, attribute->text);
		put_number(&writer->objects, attribute_list(attribute)->count);
		for (size_t j = 0; j < attribute_list(attribute)->count; j++)
			put_string(writer, &writer->objects, attribute->list->items[j]);
	}
}

static bool is_stored(const struct writer *writer, const struct catalog_entry *entry)
{
	return writer->places[entry->number] != 0;
}

static void put_entries(struct writer *writer, const struct catalog_entries *entries)
{
	size_t count = 0;

	for (size_t i = 0; i < entries->count; i++)
		count += is_stored(writer, entries->items[i]);
	put_number(&writer->objects, count);
	for (size_t i = 0; i < entries->count; i++)
		if (is_stored(writer, entries->items[i]))
			put_number(&writer->objects, writer->places[entries->items[i]->number]);
}

static void put_object(struct writer *writer, const struct catalog_entry *entry)
{
	/* what a dropped object depends on plays no part any more */
	static const struct catalog_entries none;
	const struct object_state *state = entry->state;

	put_word(&writer->begins, writer->objects.len);
	put_number(&writer->objects,
		(catalog_lives(entry) ? 0u : STORED_DROPPED) | (entry->is_assumed ? STORED_ASSUMED : 0u) |
			(state->is_consequence ? STORED_CONSEQUENCE : 0u) |
			(entry->is_guarded ? STORED_GUARDED : 0u));
	put_number(&writer->objects, state->kind);
	put_number(&writer->objects, state->constraint);
	put_number(&writer->objects, entry->owner ? writer->places[entry->owner->number] : 0);
	put_string(writer, &writer->objects, state->name.schema);
	put_string(writer, &writer->objects, state->name.name);
	put_string(writer, &writer->objects, state->signature);
	put_string(writer, &writer->objects, str_from(state->unverified));
	put_string(writer, &writer->objects, state->origin.path);
	put_number(&writer->objects, state->origin.offset);
	put_number(&writer->objects, state->origin.line);
	put_attributes(writer, &state->attributes);
	put_entries(writer, catalog_lives(entry) ? &state->depends : &none);
	put_entries(writer, &entry->parts);
	if (catalog_lives(entry) && catalog_is_looked_up(entry))
		*vec_push(writer->arena, &writer->names) = (struct stored_name){
			stored_hash(state->name.name), (uint32_t)writer->places[entry->number] - 1};
}

static int compare_names(const void *left, const void *right)
{
	const struct stored_name *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static void put_names(struct writer *writer, struct text *image)
{
	sort(writer->names.items, writer->names.count, sizeof *writer->names.items, compare_names);
	for (size_t i = 0; i < writer->names.count; i++) {
		put_word(image, writer->names.items[i].hash);
		put_word(image, writer->names.items[i].number);
	}
}

struct str catalog_store(struct arena *arena, const struct catalog *catalog)
{
	const struct catalog_entries *entries = catalog_all(catalog);
	struct writer writer = {
		.arena = arena, .strings.arena = arena, .objects.arena = arena, .begins.arena = arena};
	struct text image = {.arena = arena}, unread = {.arena = arena};
	struct str title = stored_title(arena);
	uint32_t crc;

	put_number(&unread, catalog->unread.count);
	for (size_t i = 0; i < catalog->unread.count; i++)
		put_string(&writer, &unread, catalog->unread.items[i]);
	choose_all(&writer, entries);
	for (size_t i = 0; i < entries->count; i++)
		if (is_stored(&writer, entries->items[i]))
			put_object(&writer, entries->items[i]);
	put_word(&writer.begins, writer.objects.len);
	text_add(&image, title);
	text_add(&image, (struct str){"\0\0\0\0", STORED_WORD});
	put_number(&image, writer.strings.len);
	put_number(&image, writer.objects.len);
	put_number(&image, writer.count);
	put_number(&image, writer.names.count);
	put_number(&image, catalog->has_children);
	put_number(&image, unread.len);
	text_add(&image, text_str(&unread));
	text_add(&image, text_str(&writer.strings));
	text_add(&image, text_str(&writer.objects));
	text_add(&image, text_str(&writer.begins));
	put_names(&writer, &image);
	crc = crc32_of(str_slice(text_str(&image), title.len + STORED_WORD, image.len));
	for (unsigned i = 0; i < STORED_WORD; i++)
		image.ptr[title.len + i] = (char)(crc >> 8 * i);
	return text_str(&image);
}
