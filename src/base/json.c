/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <jansson.h>
#include <mbedtls/base64.h>
#include <unistd.h>

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

void json_write(FILE *out, const struct json *root)
{
	json_dumpf((const json_t *)(const void *)root, out, JSON_INDENT(2));
	fputc('\n', out);
}

struct json *json_parse(struct str text)
{
	json_error_t ignored;

	return (struct json *)(void *)json_loadb(
		text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &ignored);
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
	json_t *root = (json_t *)(uintptr_t)parent, *value;
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

int64_t json_number(const struct json *value)
{
	return json_integer_value((const json_t *)value);
}
