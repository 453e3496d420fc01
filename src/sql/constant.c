/* SPDX-License-Identifier: MIT */
#include "sql/constant.h"

#include <string.h>

#include "base/json.h"
#include "base/vec.h"

enum output {
	OUTPUT_AS_IS, /* text, and types of the user: enums */
	OUTPUT_NUMBER,
	OUTPUT_BOOLEAN,
	OUTPUT_INTERVAL,
	OUTPUT_INSTANT,
	OUTPUT_JSON,
	OUTPUT_UUID,
	OUTPUT_ADDRESS,
	OUTPUT_OBJECT, /* name of a table, text search configuration, ... */
	OUTPUT_PADDED, /* blanks at the end are none */
	OUTPUT_BYTES, /* bytea */
	OUTPUT_BYTE, /* "char", the first byte */
	OUTPUT_ARRAY,
	OUTPUT_OTHER, /* the server writes it in a form that is not known here */
};

static enum output output_of_type(struct str type)
{
	static const struct {
		const char *name;
		enum output output;
	} rows[] = {
		{"int2", OUTPUT_NUMBER},
		{"int4", OUTPUT_NUMBER},
		{"int8", OUTPUT_NUMBER},
		{"oid", OUTPUT_NUMBER},
		{"numeric", OUTPUT_NUMBER},
		{"float4", OUTPUT_NUMBER},
		{"float8", OUTPUT_NUMBER},
		{"bool", OUTPUT_BOOLEAN},
		{"interval", OUTPUT_INTERVAL},
		{"date", OUTPUT_INSTANT},
		{"timestamp", OUTPUT_INSTANT},
		{"timestamptz", OUTPUT_INSTANT},
		{"time", OUTPUT_INSTANT},
		{"timetz", OUTPUT_INSTANT},
		{"json", OUTPUT_JSON},
		{"jsonb", OUTPUT_JSON},
		{"uuid", OUTPUT_UUID},
		{"inet", OUTPUT_ADDRESS},
		{"cidr", OUTPUT_ADDRESS},
		{"macaddr", OUTPUT_OTHER},
		{"regclass", OUTPUT_OBJECT},
		{"regproc", OUTPUT_OBJECT},
		{"regrole", OUTPUT_OBJECT},
		{"regnamespace", OUTPUT_OBJECT},
		{"regconfig", OUTPUT_OBJECT},
		{"regdictionary", OUTPUT_OBJECT},
		{"regtype", OUTPUT_OTHER},
		{"regprocedure", OUTPUT_OTHER},
		{"regoper", OUTPUT_OTHER},
		{"regoperator", OUTPUT_OTHER},
		{"bpchar", OUTPUT_PADDED},
		{"bytea", OUTPUT_BYTES},
		{"char", OUTPUT_BYTE},
		{"money", OUTPUT_OTHER},
		{"tsvector", OUTPUT_OTHER},
		{"tsquery", OUTPUT_OTHER},
		{"point", OUTPUT_OTHER},
		{"box", OUTPUT_OTHER},
		{"circle", OUTPUT_OTHER},
		{"line", OUTPUT_OTHER},
		{"lseg", OUTPUT_OTHER},
		{"path", OUTPUT_OTHER},
		{"polygon", OUTPUT_OTHER},
		{"jsonpath", OUTPUT_OTHER},
		{"hstore", OUTPUT_OTHER},
		{"geometry", OUTPUT_OTHER},
		{"geography", OUTPUT_OTHER},
		{"vector", OUTPUT_OTHER},
		{"cube", OUTPUT_OTHER},
	};

	if (str_ends(type, STR("[]")))
		return OUTPUT_ARRAY;
	if (str_ends(type, STR("range")))
		return OUTPUT_OTHER;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if (str_equal(type, str_from(rows[i].name)))
			return rows[i].output;
	return OUTPUT_AS_IS;
}

static enum equivalence verdict(bool same)
{
	return same ? EQUIVALENCE_SAME : EQUIVALENCE_DIFFERENT;
}

/* Arrays whose elements may look different and be the same differ in a way that is not known. */
static enum equivalence compare_arrays(
	struct arena *scratch, struct str type, struct str a, struct str b)
{
	enum equivalence result = array_equivalence(scratch, a, b);

	while (str_ends(type, STR("[]")))
		type.len -= 2;
	if (result == EQUIVALENCE_DIFFERENT && output_of_type(type) != OUTPUT_AS_IS &&
		!str_starts(type, STR("int")))
		return EQUIVALENCE_UNKNOWN;
	return result;
}

/* "true", "false", or ptr NULL: a prefix of what bool takes (manual, 8.6). */
static struct str boolean_of(struct str text)
{
	static const struct {
		const char *word;
		size_t least;
		bool value;
	} words[] = {
		{"true", 1, true},
		{"yes", 1, true},
		{"on", 2, true},
		{"1", 1, true},
		{"false", 1, false},
		{"no", 1, false},
		{"off", 2, false},
		{"0", 1, false},
	};

	text = str_trim(text);
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
		struct str word = str_from(words[i].word);

		if (text.len >= words[i].least && text.len <= word.len &&
			str_equal_ignoring_case(text, str_slice(word, 0, text.len)))
			return words[i].value ? STR("true") : STR("false");
	}
	return (struct str){NULL, 0};
}

static struct str without(struct arena *arena, struct str text, const char *bytes)
{
	struct text result = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		if (!strchr(bytes, text.ptr[i]))
			text_add_byte(&result, lower(text.ptr[i]));
	return text_str(&result);
}

/* "schema.name", each part folded unless it is quoted; the schema may be missing on one side. */
static bool same_object(struct arena *arena, struct str a, struct str b)
{
	struct str longer, shorter;

	a = str_has(a, '"') ? without(arena, a, "\"") : str_lower(arena, a);
	b = str_has(b, '"') ? without(arena, b, "\"") : str_lower(arena, b);
	longer = a.len > b.len ? a : b;
	shorter = a.len > b.len ? b : a;
	return str_equal(a, b) ||
		(str_ends(longer, shorter) && longer.ptr[longer.len - shorter.len - 1] == '.' &&
			!str_has(shorter, '.'));
}

/* As the server writes it: "\\x6162". ptr NULL: it has escapes of the older form. */
static struct str hexadecimal(struct arena *arena, struct str text)
{
	struct text result = {.arena = arena};

	if (str_starts(text, STR("\\x")))
		return without(arena, text, " ");
	if (str_has(text, '\\'))
		return (struct str){NULL, 0};
	text_add(&result, STR("\\x"));
	for (size_t i = 0; i < text.len; i++)
		text_addf(&result, "%02x", (unsigned)(unsigned char)text.ptr[i]);
	return text_str(&result);
}

static enum equivalence compare_bytes(struct arena *scratch, struct str a, struct str b)
{
	a = hexadecimal(scratch, a);
	b = hexadecimal(scratch, b);
	return a.ptr && b.ptr ? verdict(str_equal(a, b)) : EQUIVALENCE_UNKNOWN;
}

static enum equivalence compare_booleans(struct str a, struct str b)
{
	a = boolean_of(a);
	b = boolean_of(b);
	return a.ptr && b.ptr ? verdict(str_equal(a, b)) : EQUIVALENCE_UNKNOWN;
}

static struct str without_mask(struct str address)
{
	if (str_ends(address, STR("/32")) && str_has(address, '.'))
		address.len -= 3;
	else if (str_ends(address, STR("/128")))
		address.len -= 4;
	return address;
}

/* All four bytes of it, not "10/8" and not IPv6, which has many forms. */
static bool is_whole(struct str address)
{
	size_t dots = 0;

	for (size_t i = 0; i < address.len; i++)
		dots += address.ptr[i] == '.';
	return dots == 3;
}

static enum equivalence compare_addresses(struct str a, struct str b)
{
	if (str_equal(without_mask(a), without_mask(b)))
		return EQUIVALENCE_SAME;
	return is_whole(a) && is_whole(b) ? EQUIVALENCE_DIFFERENT : EQUIVALENCE_UNKNOWN;
}

static struct str trim_end(struct str text)
{
	while (text.len && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text;
}

/* In an array, for values that are no object. */
static struct json *parse_json(struct arena *scratch, struct str text)
{
	return json_parse(str_format(scratch, "[%.*s]", STR_ARG(text)));
}

/* 1e2, which the server writes as 100. */
static bool has_exponent(struct str text)
{
	for (size_t i = 1; i < text.len; i++)
		if (lower(text.ptr[i]) == 'e' && is_digit(text.ptr[i - 1]))
			return true;
	return false;
}

/* Whatever the order of members and the blanks are. */
static enum equivalence compare_json(struct arena *scratch, struct str a, struct str b)
{
	struct json *first = parse_json(scratch, a), *second = parse_json(scratch, b);
	enum equivalence result = EQUIVALENCE_UNKNOWN;

	if (first && second)
		result = verdict(json_same(first, second));
	if (result == EQUIVALENCE_DIFFERENT && (has_exponent(a) || has_exponent(b)))
		result = EQUIVALENCE_UNKNOWN;
	json_free(&first);
	json_free(&second);
	return result;
}

static enum equivalence compare_as(
	struct arena *scratch, enum output output, struct str a, struct str b)
{
	switch (output) {
	case OUTPUT_NUMBER:
		return number_equivalence(a, b);
	case OUTPUT_BOOLEAN:
		return compare_booleans(a, b);
	case OUTPUT_INTERVAL:
		return interval_equivalence(a, b);
	case OUTPUT_INSTANT:
		return instant_equivalence(a, b);
	case OUTPUT_JSON:
		return compare_json(scratch, a, b);
	case OUTPUT_UUID:
		return verdict(str_equal(without(scratch, a, "{}-"), without(scratch, b, "{}-")));
	case OUTPUT_ADDRESS:
		return compare_addresses(a, b);
	case OUTPUT_OBJECT:
		return verdict(same_object(scratch, a, b));
	case OUTPUT_PADDED:
		return verdict(str_equal(trim_end(a), trim_end(b)));
	case OUTPUT_BYTES:
		return compare_bytes(scratch, a, b);
	case OUTPUT_BYTE:
		return verdict(str_equal(str_slice(a, 0, 1), str_slice(b, 0, 1)));
	case OUTPUT_OTHER:
		return EQUIVALENCE_UNKNOWN;
	case OUTPUT_AS_IS:
	case OUTPUT_ARRAY:
		break;
	}
	return EQUIVALENCE_DIFFERENT;
}

enum equivalence constant_equivalence(
	struct arena *scratch, const struct term *a, const struct term *b)
{
	const struct term *typed = a->casts.count ? a : b;
	enum output output;
	struct str type;

	if (!a->text.ptr || !b->text.ptr)
		return verdict(!a->text.ptr && !b->text.ptr);
	if (str_equal(a->text, b->text))
		return EQUIVALENCE_SAME;
	/* the form of an unquoted constant is its type */
	if (a->form == CONSTANT_NUMBER || b->form == CONSTANT_NUMBER)
		return compare_as(scratch, OUTPUT_NUMBER, a->text, b->text);
	if (a->form == CONSTANT_BOOLEAN || b->form == CONSTANT_BOOLEAN)
		return compare_as(scratch, OUTPUT_BOOLEAN, a->text, b->text);
	if (!typed->casts.count)
		return EQUIVALENCE_DIFFERENT;
	/* the innermost type is what the text was read as; a domain or text around an author's own
	   says nothing of it */
	if (a->casts.count && b->casts.count && output_of_type(a->casts.items[0].name) == OUTPUT_AS_IS)
		typed = b;
	type = typed->casts.items[0].name;
	output = output_of_type(type);
	if (output == OUTPUT_ARRAY)
		return compare_arrays(scratch, type, a->text, b->text);
	return compare_as(scratch, output, a->text, b->text);
}
