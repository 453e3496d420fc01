/* SPDX-License-Identifier: MIT */
#include "migration/shape.h"

/* A reading of a pattern's text; a construct it does not know makes it give up. */
struct reading {
	struct str rest;
	struct text shape;
	bool failed;
};

static void skip(struct reading *reading, size_t count)
{
	reading->rest = str_slice(reading->rest, count, reading->rest.len);
}

/* {14}, {4,}, + behind digits; cut off. 0: any number. */
static size_t read_count(struct reading *reading)
{
	size_t count = 0, at = 1;

	if (!reading->rest.len || reading->rest.ptr[0] != '{') {
		if (reading->rest.len && (reading->rest.ptr[0] == '+' || reading->rest.ptr[0] == '*'))
			skip(reading, 1);
		return 0;
	}
	while (at < reading->rest.len && is_digit(reading->rest.ptr[at]))
		count = count * 10 + (size_t)(reading->rest.ptr[at++] - '0');
	while (at < reading->rest.len && reading->rest.ptr[at] != '}')
		at++;
	skip(reading, at + 1);
	return count;
}

static void add_digits(struct reading *reading)
{
	size_t count = read_count(reading);

	if (count == 14)
		text_add(&reading->shape, STR("YYYYMMDDHHMMSS"));
	else if (count == 8)
		text_add(&reading->shape, STR("YYYYMMDD"));
	else
		for (size_t i = 0; i < (count && count < 32 ? count : 4); i++)
			text_add_byte(&reading->shape, 'N');
}

/* The end of the group that `rest` is inside of. */
static size_t group_end(struct str rest)
{
	size_t depth = 1, at = 0;
	bool in_class = false;

	for (; at < rest.len; at++) {
		char byte = rest.ptr[at];

		if (byte == '\\')
			at++;
		else if (in_class)
			in_class = byte != ']';
		else if (byte == '[')
			in_class = true;
		else if (byte == '(')
			depth++;
		else if (byte == ')' && !--depth)
			break;
	}
	return at;
}

static bool is_word_list(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_alnum(text.ptr[i]) && text.ptr[i] != '|' && text.ptr[i] != '_')
			return false;
	return text.len > 0;
}

/* (?<name>...), (...|...): digits keep their count, words are listed, the rest is its name. */
static void add_group(struct reading *reading)
{
	size_t end = group_end(reading->rest), name_end = 0;
	struct str inside = str_slice(reading->rest, 0, end), name = {NULL, 0};

	if (str_starts(inside, STR("?<")) && (name_end = str_find(inside, STR(">"), 0)) < inside.len) {
		name = str_slice(inside, 2, name_end);
		inside = str_slice(inside, name_end + 1, inside.len);
	} else if (str_starts(inside, STR("?"))) {
		reading->failed = true;
	}
	if (str_starts(inside, STR("\\d")) || str_starts(inside, STR("[0-9]"))) {
		struct reading digits = {.rest = inside, .shape = reading->shape};

		skip(&digits, inside.ptr[0] == '\\' ? 2 : 5);
		add_digits(&digits);
		reading->shape = digits.shape;
		reading->failed |= digits.rest.len > 0;
	} else if (is_word_list(inside)) {
		text_addf(&reading->shape, str_find(inside, STR("|"), 0) < inside.len ? "<%.*s>" : "%.*s",
			STR_ARG(inside));
	} else if (name.ptr) {
		text_add(&reading->shape, name);
	} else {
		reading->failed = true;
	}
	skip(reading, end + 1);
}

static void add_class(struct reading *reading)
{
	size_t end = str_find(reading->rest, STR("]"), 0);
	bool digits = str_equal(str_slice(reading->rest, 0, end), STR("[0-9"));

	skip(reading, end + 1);
	if (digits) {
		add_digits(reading);
	} else {
		read_count(reading);
		text_add(&reading->shape, STR("description"));
	}
}

static void add_escape(struct reading *reading)
{
	char byte = reading->rest.len > 1 ? reading->rest.ptr[1] : 'A';

	skip(reading, 2);
	if (byte == 'd')
		add_digits(reading);
	else if (is_alnum(byte))
		reading->failed = true;
	else
		text_add_byte(&reading->shape, byte);
}

struct str shape_of(struct arena *arena, struct str pattern)
{
	struct reading reading = {.rest = pattern, .shape = {.arena = arena}};

	while (reading.rest.len && !reading.failed) {
		char byte = reading.rest.ptr[0];

		if (byte == '^' || byte == '$') {
			skip(&reading, 1);
		} else if (byte == '(') {
			skip(&reading, 1);
			add_group(&reading);
		} else if (byte == '[') {
			add_class(&reading);
		} else if (byte == '\\') {
			add_escape(&reading);
		} else if (is_alnum(byte) || byte == '_' || byte == '-') {
			text_add_byte(&reading.shape, byte);
			skip(&reading, 1);
		} else {
			reading.failed = true;
		}
	}
	return reading.failed || !reading.shape.len ? pattern : text_str(&reading.shape);
}

/* Where the group `type` starts behind its name, in each way PCRE2 has of writing that; pattern.len
 * if there is no such group. */
static size_t type_group(struct str pattern)
{
	static const char *const starts[] = {"(?<type>", "(?P<type>", "(?'type'"};

	for (size_t i = 0; i < ARRAY_LENGTH(starts); i++) {
		struct str start = str_from(starts[i]);
		size_t at = str_find(pattern, start, 0);

		if (at < pattern.len)
			return at + start.len;
	}
	return pattern.len;
}

bool shape_has_type(struct str pattern)
{
	return type_group(pattern) < pattern.len;
}

struct str_list shape_types(struct arena *arena, struct str pattern)
{
	struct str_list types = {0};
	struct str rest = str_slice(pattern, type_group(pattern), pattern.len), type;

	rest = str_slice(rest, 0, group_end(rest));
	if (!is_word_list(rest))
		return types;
	while (str_next(&rest, '|', &type))
		str_list_add(arena, &types, type);
	return types;
}
