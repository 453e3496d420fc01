/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <jansson.h>
#include <mbedtls/base64.h>
#include <unistd.h>

#include "base/parallel.h"
#include "base/unicode.h"

/* struct json is jansson's json_t under a name that keeps <jansson.h> in this file. */
static json_t *native(struct json *value)
{
	return (json_t *)(void *)value;
}

static struct json *wrapped(json_t *value)
{
	static const char message[] = "mighook: out of memory\n";

	if (!value) {
		ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

		(void)ignored;
		_exit(2);
	}
	return (struct json *)(void *)value;
}

struct json *json_new_object(void)
{
	return wrapped(json_object());
}

void json_free(struct json **root)
{
	json_decref(native(*root));
	*root = NULL;
}

/* A JSON string; every byte that is no part of valid UTF-8 becomes \xNN. */
static json_t *string_value(struct str value)
{
	struct arena scratch = {0};
	struct text text = {.arena = &scratch};
	json_t *result;

	if (!value.ptr)
		return json_null();
	if (utf8_valid_prefix(value) == value.len)
		return json_stringn_nocheck(value.ptr, value.len);
	for (size_t at = 0; at < value.len;) {
		struct str rest = str_slice(value, at, value.len);
		size_t valid = utf8_valid_prefix(rest);

		text_add(&text, str_slice(rest, 0, valid));
		at += valid;
		if (at < value.len)
			text_addf(&text, "\\x%02X", (unsigned char)value.ptr[at++]);
	}
	result = json_stringn_nocheck(text_str(&text).ptr, text.len);
	arena_release(&scratch);
	return result;
}

static void set(struct json *object, const char *key, json_t *value)
{
	json_object_set_new_nocheck(native(object), key, (json_t *)(void *)wrapped(value));
}

void json_add_string(struct json *object, const char *key, struct str value)
{
	set(object, key, string_value(value));
}

void json_add_number(struct json *object, const char *key, int64_t value)
{
	set(object, key, json_integer(value));
}

void json_add_bool(struct json *object, const char *key, bool value)
{
	set(object, key, json_boolean(value));
}

struct json *json_add_object(struct json *object, const char *key)
{
	json_t *value = json_object();

	set(object, key, value);
	return wrapped(value);
}

struct json *json_add_array(struct json *object, const char *key)
{
	json_t *value = json_array();

	set(object, key, value);
	return wrapped(value);
}

static struct str base64(struct arena *arena, struct str bytes)
{
	size_t size = 4 * (bytes.len / 3 + 1) + 1, len = 0;
	unsigned char *digits = arena_alloc(arena, size);

	/* The buffer is large enough, and there is no other way to fail. */
	(void)mbedtls_base64_encode(digits, size, &len, (const unsigned char *)bytes.ptr, bytes.len);
	return (struct str){(const char *)digits, len};
}

void json_add_path(struct json *object, const char *key, struct str path)
{
	struct arena scratch = {0};

	json_add_string(object, key, path);
	if (path.ptr && utf8_valid_prefix(path) < path.len)
		json_add_string(object, str_format(&scratch, "%s_bytes", key).ptr, base64(&scratch, path));
	arena_release(&scratch);
}

void json_append_string(struct json *array, struct str value)
{
	json_array_append_new(native(array), string_value(value));
}

struct json *json_append_object(struct json *array)
{
	json_t *value = json_object();

	json_array_append_new(native(array), value);
	return wrapped(value);
}

/* A dump comes in pieces of a few bytes. */
static int add_piece(const char *bytes, size_t size, void *text)
{
	text_add(text, (struct str){bytes, size});
	return 0;
}

static void dump(struct text *text, const struct json *root)
{
	json_dump_callback((const json_t *)(const void *)root, add_piece, text, JSON_INDENT(2));
}

void json_write(FILE *out, const struct json *root)
{
	struct arena scratch = {0};
	struct text text = {.arena = &scratch};

	dump(&text, root);
	text_add_byte(&text, '\n');
	fwrite(text.ptr, 1, text.len, out);
	arena_release(&scratch);
}

/* True if the bytes between quotes are the JSON of the text. */
static bool is_plain(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < ' ' || value.ptr[i] > '~' || value.ptr[i] == '"' || value.ptr[i] == '\\')
			return false;
	return true;
}

static void add_string(struct text *text, struct str value)
{
	json_t *string;

	if (value.ptr && is_plain(value)) {
		text_add_byte(text, '"');
		text_add(text, value);
		text_add_byte(text, '"');
		return;
	}
	string = string_value(value);
	json_dump_callback(string, add_piece, text, JSON_ENCODE_ANY);
	json_decref(string);
}

static void add_line(struct text *text, unsigned depth)
{
	static const char blanks[] = "\n                                ";
	size_t len = 1 + 2 * (size_t)depth;

	/* What lies deeper stands in no further: blanks mean nothing. */
	text_add(text, (struct str){blanks, len < sizeof blanks ? len : sizeof blanks - 1});
}

static void start_member(struct json_members *members, const char *key)
{
	if (members->has_some)
		text_add_byte(members->text, ',');
	members->has_some = true;
	add_line(members->text, members->depth);
	add_string(members->text, str_from(key));
	text_add(members->text, STR(": "));
}

void json_write_string(struct json_members *members, const char *key, struct str value)
{
	start_member(members, key);
	add_string(members->text, value);
}

void json_write_number(struct json_members *members, const char *key, int64_t value)
{
	start_member(members, key);
	if (value < 0)
		text_add_byte(members->text, '-');
	text_add_number(members->text, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void json_write_path(struct json_members *members, const char *key, struct str path)
{
	struct arena scratch = {0};

	json_write_string(members, key, path);
	if (path.ptr && utf8_valid_prefix(path) < path.len)
		json_write_string(
			members, str_format(&scratch, "%s_bytes", key).ptr, base64(&scratch, path));
	arena_release(&scratch);
}

void json_write_bool(struct json_members *members, const char *key, bool value)
{
	start_member(members, key);
	text_add(members->text, value ? STR("true") : STR("false"));
}

void json_write_strings(
	struct json_members *members, const char *key, const struct str_list *strings)
{
	start_member(members, key);
	text_add_byte(members->text, '[');
	for (size_t i = 0; i < strings->count; i++) {
		if (i)
			text_add(members->text, STR(", "));
		add_string(members->text, strings->items[i]);
	}
	text_add_byte(members->text, ']');
}

/* An element, with the line that starts it. */
static void add_element(
	struct text *text, unsigned depth, size_t item, json_fill *fill, void *context)
{
	struct json_members members = {.text = text, .depth = depth + 1};

	if (item)
		text_add_byte(text, ',');
	add_line(text, depth);
	text_add_byte(text, '{');
	fill(&members, item, context);
	add_line(text, depth);
	text_add_byte(text, '}');
}

void json_write_object(
	struct json_members *members, const char *key, json_fill *fill, void *context)
{
	struct json_members inner = {.text = members->text, .depth = members->depth + 1};

	start_member(members, key);
	text_add_byte(members->text, '{');
	fill(&inner, 0, context);
	if (inner.has_some)
		add_line(members->text, members->depth);
	text_add_byte(members->text, '}');
}

void json_write_array(
	struct json_members *members, const char *key, size_t count, json_fill *fill, void *context)
{
	start_member(members, key);
	text_add_byte(members->text, '[');
	for (size_t i = 0; i < count; i++)
		add_element(members->text, members->depth + 1, i, fill, context);
	if (count)
		add_line(members->text, members->depth);
	text_add_byte(members->text, ']');
}

/* So many elements are one piece of the list's text. */
enum { PIECE = 64 };

struct list {
	size_t count;
	unsigned depth;
	json_fill *fill;
	void *context;
	struct arena arenas[MOST_WORKERS];
	struct str *pieces;
};

static void write_piece(size_t worker, size_t piece, void *context)
{
	struct list *list = context;
	struct text text = {.arena = &list->arenas[worker]};

	for (size_t i = piece * PIECE; i < (piece + 1) * PIECE && i < list->count; i++)
		add_element(&text, list->depth, i, list->fill, list->context);
	list->pieces[piece] = (struct str){text.ptr, text.len};
}

/* The elements of an array, without its brackets. */
static void write_elements(FILE *out, struct list *list)
{
	size_t pieces = (list->count + PIECE - 1) / PIECE, workers = parallel_workers(list->count);
	struct arena scratch = {0};

	list->pieces = arena_array(&scratch, struct str, pieces);
	parallel_run(workers, pieces, write_piece, list);
	for (size_t i = 0; i < pieces; i++)
		fwrite(list->pieces[i].ptr, 1, list->pieces[i].len, out);
	for (size_t i = 0; i < workers; i++)
		arena_release(&list->arenas[i]);
	arena_release(&scratch);
}

void json_write_list(FILE *out, const struct json *root, const char *key, size_t count,
	json_fill *fill, void *context)
{
	struct list list = {.count = count, .depth = 2, .fill = fill, .context = context};
	struct arena scratch = {0};
	struct text text = {.arena = &scratch};

	dump(&text, root);
	/* without its last line, which is "}" */
	fwrite(text.ptr, 1, text.len - STR("\n}").len, out);
	fprintf(out, ",\n  \"%s\": [", key);
	write_elements(out, &list);
	fprintf(out, "%s]\n}\n", count ? "\n  " : "");
	arena_release(&scratch);
}

void json_write_bare_list(FILE *out, size_t count, json_fill *fill, void *context)
{
	struct list list = {.count = count, .depth = 1, .fill = fill, .context = context};

	fputc('[', out);
	write_elements(out, &list);
	fputs(count ? "\n]\n" : "]\n", out);
}

struct json *json_parse(struct str text)
{
	json_error_t ignored;

	return (struct json *)(void *)json_loadb(
		text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &ignored);
}

struct json *json_parse_telling(struct str text, struct arena *arena, struct str *ret_mistake)
{
	json_error_t mistake;
	json_t *root = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &mistake);

	if (!root)
		*ret_mistake = str_format(
			arena, "line %d, column %d: %s", mistake.line, mistake.column, mistake.text);
	return (struct json *)(void *)root;
}

enum json_shape json_shape(const struct json *value)
{
	const json_t *native_value = (const json_t *)value;

	return json_is_object(native_value) ? SHAPE_OBJECT
		: json_is_array(native_value)   ? SHAPE_ARRAY
										: SHAPE_OTHER;
}

bool json_same(const struct json *a, const struct json *b)
{
	return json_equal((const json_t *)(const void *)a, (const json_t *)(const void *)b);
}

struct str json_text_at(const struct json *root, const char *path)
{
	const json_t *value = (const json_t *)(const void *)root;
	struct str rest = str_from(path), name;

	while (value && str_next(&rest, '.', &name)) {
		struct arena scratch = {0};

		value = json_object_get(value, str_copy(&scratch, name).ptr);
		arena_release(&scratch);
	}
	return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
								 : (struct str){NULL, 0};
}

void json_each(const struct json *parent,
	void (*visit)(const char *key, const struct json *value, void *context), void *context)
{
	/* jansson's iterators take what they do not change for writable */
	json_t *root = (json_t *)(uintptr_t)parent, *value; // NOLINT(performance-no-int-to-ptr)
	const char *key;
	size_t i;

	json_object_foreach(root, key, value) visit(key, (const struct json *)value, context);
	json_array_foreach(root, i, value) visit(NULL, (const struct json *)value, context);
}

const struct json *json_member(const struct json *object, const char *key)
{
	return (const struct json *)json_object_get((const json_t *)object, key);
}

struct str json_text(const struct json *value)
{
	const json_t *string = (const json_t *)value;

	return (struct str){json_string_value(string), json_string_length(string)};
}

struct str json_scalar(const struct json *value, struct arena *arena)
{
	const json_t *scalar = (const json_t *)value;

	switch (json_typeof(scalar)) {
	case JSON_STRING:
		return str_copy(arena, json_text(value));
	case JSON_INTEGER:
		return str_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(scalar));
	case JSON_REAL:
		return str_format(arena, "%.17g", json_real_value(scalar));
	case JSON_TRUE:
		return STR("true");
	case JSON_FALSE:
		return STR("false");
	default:
		return (struct str){NULL, 0};
	}
}

int64_t json_number(const struct json *value)
{
	return json_integer_value((const json_t *)value);
}
