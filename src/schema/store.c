/* SPDX-License-Identifier: MIT */
#include "schema/store.h"

#include "base/crc32.h"
#include "schema/stored.h"

/* What an object takes in the tables that find it. */
enum { MEMORY_OF_NAMES = 64 };

struct writer {
	struct arena *arena;
	struct str_list strings; /* each once */
	size_t *buckets; /* numbers of strings; 0: free */
	size_t bucket_count; /* a power of 2 */
	struct text objects;
	size_t *places; /* of the catalog's entries in the image; 0: it is not stored */
	size_t count;
	size_t memory; /* that the objects will take */
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

	while (
		writer->buckets[at] && !str_equal(writer->strings.items[writer->buckets[at] - 1], string))
		at = (at + 1) & (writer->bucket_count - 1);
	return at;
}

static void grow(struct writer *writer)
{
	writer->bucket_count = writer->bucket_count ? writer->bucket_count * 4 : 1024;
	writer->buckets = arena_array(writer->arena, size_t, writer->bucket_count);
	for (size_t i = 0; i < writer->strings.count; i++)
		writer->buckets[bucket_of(writer, writer->strings.items[i])] = i + 1;
}

static void put_string(struct writer *writer, struct str string)
{
	size_t at;

	if (!string.ptr) {
		put_number(&writer->objects, 0);
		return;
	}
	if (writer->strings.count * 2 >= writer->bucket_count)
		grow(writer);
	at = bucket_of(writer, string);
	if (!writer->buckets[at]) {
		str_list_add(writer->arena, &writer->strings, string);
		writer->buckets[at] = writer->strings.count;
	}
	put_number(&writer->objects, writer->buckets[at]);
}

/* The object and what it belongs to, which was there before it. */
static void choose(struct writer *writer, const struct catalog_entry *entry)
{
	for (; entry; entry = entry->owner)
		writer->places[entry->number] = 1;
}

/* All that lives, and what that refers to. Gives them their places. */
static void choose_all(struct writer *writer, const struct catalog *catalog)
{
	writer->places = arena_array(writer->arena, size_t, catalog->entries.count);
	for (size_t i = 0; i < catalog->entries.count; i++) {
		const struct catalog_entry *entry = catalog->entries.items[i];

		if (!catalog_lives(entry))
			continue;
		choose(writer, entry);
		for (size_t j = 0; j < entry->state->depends.count; j++)
			choose(writer, entry->state->depends.items[j]);
	}
	for (size_t i = 0; i < catalog->entries.count; i++)
		if (writer->places[i])
			writer->places[i] = ++writer->count;
}

static void put_attributes(struct writer *writer, const struct attributes *attributes)
{
	put_number(&writer->objects, attributes->count);
	writer->memory += attributes->count * sizeof *attributes->items;
	for (size_t i = 0; i < attributes->count; i++) {
		const struct attribute *attribute = &attributes->items[i];

		put_number(&writer->objects, attribute->key);
		put_string(writer, attribute->text);
		put_number(&writer->objects, attribute->list.count);
		writer->memory += attribute->list.count * sizeof *attribute->list.items;
		for (size_t j = 0; j < attribute->list.count; j++)
			put_string(writer, attribute->list.items[j]);
	}
}

static size_t count_parts(const struct writer *writer, const struct catalog_entry *entry)
{
	size_t count = 0;

	for (size_t i = 0; i < entry->parts.count; i++)
		count += writer->places[entry->parts.items[i]->number] != 0;
	return count;
}

/* What a dropped object depends on plays no part any more. */
static void put_object(struct writer *writer, const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;
	size_t depends = catalog_lives(entry) ? state->depends.count : 0;

	writer->memory += sizeof *entry + sizeof *state + MEMORY_OF_NAMES;
	put_number(&writer->objects,
		(catalog_lives(entry) ? 0u : STORED_DROPPED) | (entry->is_assumed ? STORED_ASSUMED : 0u) |
			(state->is_consequence ? STORED_CONSEQUENCE : 0u) |
			(entry->is_guarded ? STORED_GUARDED : 0u));
	put_number(&writer->objects, state->kind);
	put_number(&writer->objects, state->constraint);
	put_number(&writer->objects, count_parts(writer, entry));
	put_number(&writer->objects, entry->owner ? writer->places[entry->owner->number] : 0);
	put_string(writer, state->name.schema);
	put_string(writer, state->name.name);
	put_string(writer, state->signature);
	put_string(writer, str_from(state->unverified));
	put_string(writer, state->origin.path);
	put_number(&writer->objects, state->origin.offset);
	put_number(&writer->objects, state->origin.line);
	put_attributes(writer, &state->attributes);
	put_number(&writer->objects, depends);
	for (size_t i = 0; i < depends; i++)
		put_number(&writer->objects, writer->places[state->depends.items[i]->number]);
}

struct str catalog_store(struct arena *arena, const struct catalog *catalog)
{
	struct writer writer = {.arena = arena, .objects.arena = arena};
	struct text image = {.arena = arena};
	struct str title = stored_title(arena);
	uint32_t crc;

	put_number(&writer.objects, catalog->unread.count);
	writer.memory += catalog->unread.count * sizeof(struct str);
	for (size_t i = 0; i < catalog->unread.count; i++)
		put_string(&writer, catalog->unread.items[i]);
	choose_all(&writer, catalog);
	put_number(&writer.objects, writer.count);
	for (size_t i = 0; i < catalog->entries.count; i++)
		if (writer.places[i])
			put_object(&writer, catalog->entries.items[i]);
	text_add(&image, title);
	text_add(&image, (struct str){"\0\0\0\0", STORED_CRC_SIZE});
	put_number(&image, writer.memory + writer.strings.count * sizeof(struct str));
	put_number(&image, writer.strings.count);
	for (size_t i = 0; i < writer.strings.count; i++) {
		put_number(&image, writer.strings.items[i].len);
		text_add(&image, writer.strings.items[i]);
		text_add_byte(&image, '\0');
	}
	put_number(&image, catalog->has_children);
	text_add(&image, text_str(&writer.objects));
	crc = crc32_of(str_slice(text_str(&image), title.len + STORED_CRC_SIZE, image.len));
	for (unsigned i = 0; i < STORED_CRC_SIZE; i++)
		image.ptr[title.len + i] = (char)(crc >> 8 * i);
	return text_str(&image);
}
