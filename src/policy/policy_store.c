/* SPDX-License-Identifier: MIT */
/*
 * The image: a line that names the build, then two parts: the settings, and the excused
 * findings, which are not looked at before somebody asks for them. A part is its length,
 * the CRC-32 of what follows, how many texts there are, the texts (of each its length, its bytes
 * and a NUL), and then numbers: lists behind their lengths. A text is there once in a part and is
 * named by its number from 1 on; 0 is none. All numbers are of 32 bits, lowest byte first.
 */
#include "policy/policy_store.h"

#include "base/crc32.h"
#include "base/sort.h"
#include "base/vec.h"

enum { NUMBER_SIZE = 4 };

struct writer {
	struct arena *arena;
	struct str_list texts; /* sorted, each once, when they are numbered */
	bool is_numbered;
	struct text numbers;
};

static void put_number(struct text *text, size_t number)
{
	for (unsigned i = 0; i < NUMBER_SIZE; i++)
		text_add_byte(text, (char)(number >> 8 * i));
}

static int compare_texts(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The number of a text that is there. */
static size_t number_of(const struct writer *writer, struct str text)
{
	size_t from = 0, to = writer->texts.count;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(writer->texts.items[middle], text) <= 0)
			from = middle;
		else
			to = middle;
	}
	return from + 1;
}

static void put_text(struct writer *writer, struct str text)
{
	if (!writer->is_numbered && text.ptr)
		str_list_add(writer->arena, &writer->texts, text);
	else if (writer->is_numbered)
		put_number(&writer->numbers, text.ptr ? number_of(writer, text) : 0);
}

static void put_count(struct writer *writer, size_t count)
{
	if (writer->is_numbered)
		put_number(&writer->numbers, count);
}

static void put_list(struct writer *writer, const struct str_list *list)
{
	put_count(writer, list->count);
	for (size_t i = 0; i < list->count; i++)
		put_text(writer, list->items[i]);
}

static void put_settings(struct writer *writer, const struct policy *policy)
{
	put_count(writer, policy->settings.count);
	for (size_t i = 0; i < policy->settings.count; i++) {
		const struct setting *setting = &policy->settings.items[i];

		put_text(writer, setting->key);
		put_text(writer, setting->value);
		put_text(writer, setting->from);
		put_count(writer, setting->is_shipped);
		put_list(writer, &setting->list);
	}
}

static void put_excuses(struct writer *writer, const struct policy *policy)
{
	put_count(writer, policy->grandfathers.count);
	for (size_t i = 0; i < policy->grandfathers.count; i++) {
		put_text(writer, policy->grandfathers.items[i].rule);
		put_text(writer, policy->grandfathers.items[i].path);
		put_text(writer, policy->grandfathers.items[i].fingerprint);
	}
}

static void number_texts(struct writer *writer)
{
	struct str_list *texts = &writer->texts;
	size_t kept = 0;

	sort(texts->items, texts->count, sizeof *texts->items, compare_texts);
	for (size_t i = 0; i < texts->count; i++)
		if (!kept || !str_equal(texts->items[i], texts->items[kept - 1]))
			texts->items[kept++] = texts->items[i];
	texts->count = kept;
	writer->is_numbered = true;
}

static struct str title_of(struct arena *arena, struct str build)
{
	return str_format(arena, "mighook policy %.*s\n", STR_ARG(build));
}

/* `put` is called twice: to learn of the texts, and to write with their numbers. */
static void add_part(struct text *image, const struct policy *policy,
	void (*put)(struct writer *writer, const struct policy *policy))
{
	struct writer writer = {.arena = image->arena, .numbers.arena = image->arena};
	struct text body = {.arena = image->arena};

	put(&writer, policy);
	number_texts(&writer);
	put(&writer, policy);
	put_number(&body, writer.texts.count);
	for (size_t i = 0; i < writer.texts.count; i++) {
		put_number(&body, writer.texts.items[i].len);
		text_add(&body, writer.texts.items[i]);
		text_add_byte(&body, '\0');
	}
	text_add(&body, text_str(&writer.numbers));
	put_number(image, body.len);
	put_number(image, crc32_of(text_str(&body)));
	text_add(image, text_str(&body));
}

struct str policy_store(struct arena *arena, const struct policy *policy, struct str build)
{
	struct text image = {.arena = arena};

	text_add(&image, title_of(arena, build));
	add_part(&image, policy, put_settings);
	add_part(&image, policy, put_excuses);
	return text_str(&image);
}

struct reader {
	struct arena *arena;
	struct str rest;
	bool is_bad;
	struct str_list texts;
};

static size_t get_number(struct reader *reader)
{
	size_t number = 0;

	reader->is_bad |= reader->rest.len < NUMBER_SIZE;
	for (unsigned i = 0; i < NUMBER_SIZE && !reader->is_bad; i++)
		number |= (size_t)(unsigned char)reader->rest.ptr[i] << 8 * i;
	if (!reader->is_bad)
		reader->rest = str_slice(reader->rest, NUMBER_SIZE, reader->rest.len);
	return number;
}

/* How many items follow, of at least so many bytes each. */
static size_t get_count(struct reader *reader, size_t size)
{
	size_t count = get_number(reader);

	reader->is_bad |= count > reader->rest.len / size;
	return reader->is_bad ? 0 : count;
}

static void get_texts(struct reader *reader)
{
	size_t count = get_count(reader, NUMBER_SIZE + 1);

	reader->texts.items = arena_array(reader->arena, struct str, count);
	for (size_t i = 0; i < count && !reader->is_bad; i++) {
		size_t len = get_number(reader);

		reader->is_bad |= len >= reader->rest.len || reader->rest.ptr[len];
		if (reader->is_bad)
			return;
		reader->texts.items[reader->texts.count++] = str_slice(reader->rest, 0, len);
		reader->rest = str_slice(reader->rest, len + 1, reader->rest.len);
	}
}

static struct str get_text(struct reader *reader)
{
	size_t number = get_number(reader);

	reader->is_bad |= number > reader->texts.count;
	return number && !reader->is_bad ? reader->texts.items[number - 1] : (struct str){NULL, 0};
}

static void get_list(struct reader *reader, struct str_list *list)
{
	size_t count = get_count(reader, NUMBER_SIZE);

	for (size_t i = 0; i < count; i++)
		str_list_add(reader->arena, list, get_text(reader));
}

/* Cuts a part off `*rest`; false if it is damaged. */
static bool open_part(struct reader *ret, struct arena *arena, struct str *rest)
{
	struct reader reader = {.arena = arena, .rest = *rest};
	size_t len = get_number(&reader), crc = get_number(&reader);

	if (reader.is_bad || len > reader.rest.len)
		return false;
	*rest = str_slice(reader.rest, len, reader.rest.len);
	reader.rest = str_slice(reader.rest, 0, len);
	if (crc != crc32_of(reader.rest))
		return false;
	*ret = reader;
	return true;
}

static void get_settings(struct reader *reader, struct policy *policy)
{
	size_t count = get_count(reader, 5 * NUMBER_SIZE);

	for (size_t i = 0; i < count && !reader->is_bad; i++) {
		struct setting *setting = vec_push(reader->arena, &policy->settings);

		setting->key = get_text(reader);
		setting->value = get_text(reader);
		setting->from = get_text(reader);
		setting->is_shipped = get_number(reader) != 0;
		get_list(reader, &setting->list);
	}
}

bool policy_restore(struct policy *ret, struct arena *arena, const struct vocabulary *vocabulary,
	struct str bytes, struct str source, struct str build)
{
	struct policy policy = policy_default(arena, vocabulary);
	struct str title = title_of(arena, build), rest;
	struct reader reader;

	if (!str_starts(bytes, title))
		return false;
	rest = str_slice(bytes, title.len, bytes.len);
	if (!open_part(&reader, arena, &rest))
		return false;
	policy.source = source;
	get_texts(&reader);
	get_settings(&reader, &policy);
	if (reader.is_bad || reader.rest.len)
		return false;
	policy.kept_excuses = rest;
	*ret = policy;
	return true;
}

bool policy_restore_excuses(struct policy *policy)
{
	struct str rest = policy->kept_excuses;
	struct grandfathers entries = {0};
	struct reader reader;
	size_t count;

	if (!open_part(&reader, policy->arena, &rest) || rest.len)
		return false;
	get_texts(&reader);
	count = get_count(&reader, 3 * NUMBER_SIZE);
	entries.items = arena_array(policy->arena, struct grandfather, count);
	entries.capacity = count;
	for (size_t i = 0; i < count && !reader.is_bad; i++) {
		struct grandfather *entry = &entries.items[entries.count++];

		entry->rule = get_text(&reader);
		entry->path = get_text(&reader);
		entry->fingerprint = get_text(&reader);
	}
	if (reader.is_bad || reader.rest.len)
		return false;
	policy->grandfathers = entries;
	policy->kept_excuses = (struct str){NULL, 0};
	return true;
}
