/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "base/vec.h"

struct str str_from(const char *text)
{
	return (struct str){text, text ? strlen(text) : 0};
}

bool str_equal(struct str a, struct str b)
{
	/* lists of paths share their bytes */
	return a.len == b.len && (!a.len || a.ptr == b.ptr || !memcmp(a.ptr, b.ptr, a.len));
}

bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

bool is_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

bool is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

bool is_alpha(char byte)
{
	return is_lower(byte) || is_upper(byte);
}

bool is_alnum(char byte)
{
	return is_alpha(byte) || is_digit(byte);
}

bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

char lower(char byte)
{
	return is_upper(byte) ? (char)(byte - 'A' + 'a') : byte;
}

bool str_equal_ignoring_case(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	return true;
}

int str_compare(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared && a.ptr != b.ptr ? memcmp(a.ptr, b.ptr, shared) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static uint64_t mixed(uint64_t value, uint64_t word)
{
	value = (value ^ word) * 0x9e3779b97f4a7c15U;
	return value ^ value >> 32;
}

size_t str_hash(struct str string)
{
	uint64_t value = string.len, word;

	for (; string.len >= sizeof word; string = str_slice(string, sizeof word, string.len)) {
		memcpy(&word, string.ptr, sizeof word);
		value = mixed(value, word);
	}
	word = 0;
	if (string.len)
		memcpy(&word, string.ptr, string.len);
	return (size_t)mixed(value, word);
}

bool str_starts(struct str string, struct str prefix)
{
	return string.len >= prefix.len && (!prefix.len || !memcmp(string.ptr, prefix.ptr, prefix.len));
}

bool str_ends(struct str string, struct str suffix)
{
	return string.len >= suffix.len &&
		str_equal(str_slice(string, string.len - suffix.len, string.len), suffix);
}

struct str str_slice(struct str string, size_t from, size_t to)
{
	if (!string.ptr)
		return (struct str){NULL, 0};
	if (to > string.len)
		to = string.len;
	if (from > to)
		from = to;
	return (struct str){string.ptr + from, to - from};
}

struct str str_trim(struct str string)
{
	size_t from = 0, to = string.len;

	while (from < to && is_blank(string.ptr[from]))
		from++;
	while (to > from && is_blank(string.ptr[to - 1]))
		to--;
	return str_slice(string, from, to);
}

bool str_has(struct str string, char byte)
{
	return string.len && memchr(string.ptr, byte, string.len);
}

size_t str_find(struct str string, struct str needle, size_t from)
{
	const char *found;

	if (from > string.len || needle.len > string.len - from)
		return string.len;
	found = memmem(string.ptr + from, string.len - from, needle.ptr, needle.len);
	return found ? (size_t)(found - string.ptr) : string.len;
}

bool str_next(struct str *rest, char separator, struct str *ret)
{
	const char *end;

	if (!rest->ptr)
		return false;
	end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
	if (!end) {
		*ret = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*ret = (struct str){rest->ptr, (size_t)(end - rest->ptr)};
	*rest = (struct str){end + 1, rest->len - ret->len - 1};
	return true;
}

struct str str_next_word(struct str *rest)
{
	struct str word;
	size_t len = 0;

	*rest = str_trim(*rest);
	while (len < rest->len && !is_blank(rest->ptr[len]))
		len++;
	word = str_slice(*rest, 0, len);
	*rest = str_trim(str_slice(*rest, len, rest->len));
	return word;
}

struct str str_basename(struct str path)
{
	size_t at = path.len;

	while (at && path.ptr[at - 1] != '/')
		at--;
	return str_slice(path, at, path.len);
}

struct str str_dirname(struct str path)
{
	size_t at = path.len;

	while (at && path.ptr[at - 1] != '/')
		at--;
	return str_slice(path, 0, at ? at - 1 : 0);
}

bool str_within(struct str path, struct str folder)
{
	return !folder.len ||
		(path.len > folder.len && path.ptr[folder.len] == '/' && str_starts(path, folder));
}

struct str str_copy(struct arena *arena, struct str string)
{
	char *copy = arena_alloc_uncleared(arena, string.len + 1);

	if (string.len)
		memcpy(copy, string.ptr, string.len);
	copy[string.len] = '\0';
	return (struct str){copy, string.len};
}

struct str str_lower(struct arena *arena, struct str string)
{
	char *copy = arena_alloc(arena, string.len + 1);

	for (size_t i = 0; i < string.len; i++)
		copy[i] = lower(string.ptr[i]);
	return (struct str){copy, string.len};
}

struct str str_with_lf(struct arena *arena, struct str string)
{
	size_t at = str_find(string, STR("\r\n"), 0), len = at;
	char *copy;

	if (at == string.len)
		return string;
	copy = arena_array(arena, char, string.len);
	memcpy(copy, string.ptr, at);
	for (; at < string.len; at++)
		if (string.ptr[at] != '\r' || at + 1 == string.len || string.ptr[at + 1] != '\n')
			copy[len++] = string.ptr[at];
	return (struct str){copy, len};
}

struct str str_with_lf_ends(struct arena *arena, struct str string)
{
	for (size_t at = 0; at = str_find(string, STR("\n"), at), at < string.len; at++)
		if (!at || string.ptr[at - 1] != '\r')
			return string;
	return str_with_lf(arena, string);
}

struct str str_with_crlf(struct arena *arena, struct str string)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < string.len; i++) {
		if (string.ptr[i] == '\n' && !(i && string.ptr[i - 1] == '\r'))
			text_add_byte(&text, '\r');
		text_add_byte(&text, string.ptr[i]);
	}
	return text_str(&text);
}

struct str str_join_path(struct arena *arena, struct str folder, struct str name)
{
	struct text path = text_of_size(arena, folder.len + 1 + name.len);

	if (folder.len) {
		text_add(&path, folder);
		if (folder.ptr[folder.len - 1] != '/')
			text_add_byte(&path, '/');
	}
	text_add(&path, name);
	return text_str(&path);
}

void str_list_add(struct arena *arena, struct str_list *list, struct str string)
{
	*vec_push(arena, list) = string;
}

bool str_list_contains(const struct str_list *list, struct str string)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->items[i], string))
			return true;
	return false;
}

/* Room for `more` bytes and a NUL. */
struct text text_of_size(struct arena *arena, size_t size)
{
	struct text text = {.arena = arena, .capacity = size + 1};

	text.ptr = arena_alloc_uncleared(arena, text.capacity);
	return text;
}

static void text_reserve(struct text *text, size_t more)
{
	size_t capacity = text->capacity ? text->capacity : 64;
	char *grown;

	if (text->capacity > text->len && text->capacity - text->len > more)
		return;
	while (capacity - text->len <= more)
		capacity *= 2;
	if (!text->capacity || !arena_extend(text->arena, text->ptr, text->capacity, capacity)) {
		grown = arena_alloc_uncleared(text->arena, capacity);
		if (text->len)
			memcpy(grown, text->ptr, text->len);
		text->ptr = grown;
	}
	text->capacity = capacity;
}

void text_add(struct text *text, struct str string)
{
	text_reserve(text, string.len);
	if (string.len)
		memcpy(text->ptr + text->len, string.ptr, string.len);
	text->len += string.len;
	text->ptr[text->len] = '\0';
}

void text_add_byte(struct text *text, char byte)
{
	text_add(text, (struct str){&byte, 1});
}

void text_add_number(struct text *text, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	text_add(text, (struct str){digits + at, sizeof digits - at});
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	text_add(text, str_vformat(text->arena, format, values));
	va_end(values);
}

struct str text_str(struct text *text)
{
	text_reserve(text, 0);
	text->ptr[text->len] = '\0';
	return (struct str){text->ptr, text->len};
}
