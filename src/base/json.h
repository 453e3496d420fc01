/* SPDX-License-Identifier: MIT */
/* JSON values. In output, strings that are no UTF-8 are written \xNN. */
#ifndef MIGHOOK_BASE_JSON_H
#define MIGHOOK_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/str.h"

/* An object or array under construction. A value added to a parent belongs to it. */
struct json;

/* A new root; the caller frees it. */
struct json *json_new_object(void);
void json_free(struct json **root);

/* `object` gets a member; ptr NULL is written as null. */
void json_add_string(struct json *object, const char *key, struct str value);
void json_add_number(struct json *object, const char *key, int64_t value);
void json_add_bool(struct json *object, const char *key, bool value);
struct json *json_add_object(struct json *object, const char *key);
struct json *json_add_array(struct json *object, const char *key);

/* As json_add_string; bytes that are no UTF-8 also as base64 in the member `<key>_bytes`. */
void json_add_path(struct json *object, const char *key, struct str path);

/* `array` gets an element. */
void json_append_string(struct json *array, struct str value);
struct json *json_append_object(struct json *array);

/* Parses a text; the caller frees the result. NULL if it is no JSON. */
struct json *json_parse(struct str text);

/* The same; what is wrong, and where, is told in `ret_mistake`. */
struct json *json_parse_telling(struct str text, struct arena *arena, struct str *ret_mistake);

enum json_shape { SHAPE_OBJECT, SHAPE_ARRAY, SHAPE_OTHER };
enum json_shape json_shape(const struct json *value);

/* True if they say the same; the order of members does not count. */
bool json_same(const struct json *a, const struct json *b);

/* The string at a path of members, as "a.b.c"; ptr NULL if there is none. Valid until the root is
 * freed. */
struct str json_text_at(const struct json *root, const char *path);

/* Calls `visit` for each member of an object or element of an array, in order; `key` is NULL in an
 * array. */
void json_each(const struct json *parent,
	void (*visit)(const char *key, const struct json *value, void *context), void *context);

/* A member; NULL if there is none. */
const struct json *json_member(const struct json *object, const char *key);

/* The text of a string; ptr NULL if it is none. Valid until the root is freed. */
struct str json_text(const struct json *value);

/* A string, number, true or false as text; ptr NULL for all others. */
struct str json_scalar(const struct json *value, struct arena *arena);

/* The value of a whole number; 0 if it is none. */
int64_t json_number(const struct json *value);

/* Writes the value and a line feed. */
void json_write(FILE *out, const struct json *root);

/* An object that is written member by member, and never lies in memory as a tree: for lists that
 * may be long. */
struct json_members {
	struct text *text;
	unsigned depth;
	bool has_some;
};

/* As json_add_string, json_add_number, json_add_path. */
void json_write_string(struct json_members *members, const char *key, struct str value);
void json_write_number(struct json_members *members, const char *key, int64_t value);
void json_write_path(struct json_members *members, const char *key, struct str path);
void json_write_bool(struct json_members *members, const char *key, bool value);

/* A member that is an array of strings. */
void json_write_strings(
	struct json_members *members, const char *key, const struct str_list *strings);

/* A member that is an array of `count` objects; `fill` writes one of them. */
typedef void json_fill(struct json_members *members, size_t item, void *context);
void json_write_array(
	struct json_members *members, const char *key, size_t count, json_fill *fill, void *context);

/* A member that is an object; `fill` writes it, as item 0. */
void json_write_object(
	struct json_members *members, const char *key, json_fill *fill, void *context);

/* As json_write, with such an array as a last member; where it is long `fill` is called on all
 * processors. */
void json_write_list(FILE *out, const struct json *root, const char *key, size_t count,
	json_fill *fill, void *context);

/* The same array without an object around it. */
void json_write_bare_list(FILE *out, size_t count, json_fill *fill, void *context);

#endif
