/* SPDX-License-Identifier: MIT */
#include "database/json_rows.h"

#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"

struct reading {
	struct json_rows *rows;
	struct arena *arena;
	size_t column; /* of the next value, most likely: rows have the same columns */
	bool failed; /* an element is no object */
};

static void add_element(const char *key, const struct json *value, void *context)
{
	struct text *text = context;
	struct str element = json_scalar(value, text->arena);

	(void)key;
	if (!element.ptr)
		return;
	if (text->len)
		text_add(text, STR("\n;\n"));
	text_add(text, element);
}

static struct str text_of(struct arena *arena, const struct json *value)
{
	struct text text = {.arena = arena};

	if (json_shape(value) != SHAPE_ARRAY)
		return json_scalar(value, arena);
	json_each(value, add_element, &text);
	return text_str(&text);
}

static size_t column_of(struct json_rows *rows, struct arena *arena, struct str name, size_t likely)
{
	size_t column = likely;

	if (column < rows->names.count && str_equal(rows->names.items[column], name))
		return column;
	for (column = 0; column < rows->names.count; column++)
		if (str_equal(rows->names.items[column], name))
			return column;
	str_list_add(arena, &rows->names, str_copy(arena, name));
	return column;
}

static void add_value(const char *key, const struct json *value, void *context)
{
	struct reading *reading = context;
	struct json_row *row = &reading->rows->rows.items[reading->rows->rows.count - 1];
	size_t column = column_of(reading->rows, reading->arena, str_from(key), reading->column);

	reading->column = column + 1;
	if (column >= row->count) {
		size_t count = reading->rows->names.count;
		struct str *values = arena_array(reading->arena, struct str, count);

		for (size_t i = 0; i < row->count; i++)
			values[i] = row->values[i];
		row->values = values;
		row->count = count;
	}
	row->values[column] = text_of(reading->arena, value);
}

static void add_row(const char *key, const struct json *value, void *context)
{
	struct reading *reading = context;

	(void)key;
	reading->failed |= json_shape(value) != SHAPE_OBJECT;
	if (reading->failed)
		return;
	*vec_push(reading->arena, &reading->rows->rows) = (struct json_row){
		.values = arena_array(reading->arena, struct str, reading->rows->names.count + 1),
		.count = reading->rows->names.count,
	};
	reading->column = 0;
	json_each(value, add_value, reading);
}

int json_rows_add(struct json_rows *rows, struct arena *arena, struct str text, const char *what,
	struct error *reterr)
{
	struct reading reading = {.rows = rows, .arena = arena};
	_cleanup_(json_free) struct json *root = NULL;
	struct str mistake = {NULL, 0};

	if (!str_trim(text).len)
		return error_set(reterr, "%s is empty: an array of rows was expected, as []", what);
	root = json_parse_telling(text, arena, &mistake);
	if (!root)
		return error_set(reterr, "%s is no JSON: %s", what, escape_text(arena, mistake, false).ptr);
	if (json_shape(root) == SHAPE_OBJECT && json_text_at(root, "message").ptr)
		return error_set(reterr, "%s says: %s", what,
			escape_text(arena, json_text_at(root, "message"), false).ptr);
	if (json_shape(root) == SHAPE_ARRAY)
		json_each(root, add_row, &reading);
	if (json_shape(root) != SHAPE_ARRAY || reading.failed)
		return error_set(reterr, "%s is no array of objects, one for each row", what);
	return 0;
}

struct str json_rows_value(const struct json_rows *rows, size_t row, struct str name)
{
	const struct json_row *found = &rows->rows.items[row];

	for (size_t i = 0; i < found->count; i++)
		if (str_equal(rows->names.items[i], name))
			return found->values[i];
	return (struct str){NULL, 0};
}
