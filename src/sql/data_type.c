/* SPDX-License-Identifier: MIT */
#include "sql/builder.h"

#include <utils/datetime.h>

/* Names of the parser's and how the server shows them (format_type); modifiers come between. */
static const struct {
	const char *name, *shown, *behind;
} types[] = {
	{"int4", "integer", ""},
	{"int8", "bigint", ""},
	{"int2", "smallint", ""},
	{"float4", "real", ""},
	{"float8", "double precision", ""},
	{"bool", "boolean", ""},
	{"varchar", "character varying", ""},
	{"numeric", "numeric", ""},
	{"decimal", "numeric", ""},
	{"bit", "bit", ""},
	{"varbit", "bit varying", ""},
	{"time", "time", " without time zone"},
	{"timetz", "time", " with time zone"},
	{"timestamp", "timestamp", " without time zone"},
	{"timestamptz", "timestamp", " with time zone"},
	{"interval", "interval", ""},
};

/* Index in the table; its length if the type is not of it. */
static size_t known(const struct data_type *type)
{
	size_t at = 0;

	while (at < ARRAY_LENGTH(types) &&
		(type->name.schema.len || !str_equal(type->name.name, str_from(types[at].name))))
		at++;
	return at;
}

/* The first modifier says which fields an interval has, the second how many digits. */
static void add_interval(struct text *text, const struct data_type *type)
{
	static const struct {
		int32_t mask;
		const char *fields;
	} ranges[] = {
		{INTERVAL_MASK(YEAR), " year"},
		{INTERVAL_MASK(MONTH), " month"},
		{INTERVAL_MASK(DAY), " day"},
		{INTERVAL_MASK(HOUR), " hour"},
		{INTERVAL_MASK(MINUTE), " minute"},
		{INTERVAL_MASK(SECOND), " second"},
		{INTERVAL_MASK(YEAR) | INTERVAL_MASK(MONTH), " year to month"},
		{INTERVAL_MASK(DAY) | INTERVAL_MASK(HOUR), " day to hour"},
		{INTERVAL_MASK(DAY) | INTERVAL_MASK(HOUR) | INTERVAL_MASK(MINUTE), " day to minute"},
		{INTERVAL_MASK(DAY) | INTERVAL_MASK(HOUR) | INTERVAL_MASK(MINUTE) | INTERVAL_MASK(SECOND),
			" day to second"},
		{INTERVAL_MASK(HOUR) | INTERVAL_MASK(MINUTE), " hour to minute"},
		{INTERVAL_MASK(HOUR) | INTERVAL_MASK(MINUTE) | INTERVAL_MASK(SECOND), " hour to second"},
		{INTERVAL_MASK(MINUTE) | INTERVAL_MASK(SECOND), " minute to second"},
	};

	for (size_t i = 0; type->modifier_count && i < ARRAY_LENGTH(ranges); i++)
		if (type->modifiers[0] == ranges[i].mask)
			text_add(text, str_from(ranges[i].fields));
	if (type->modifier_count > 1)
		text_addf(text, "(%d)", (int)type->modifiers[1]);
}

static void add_modifiers(struct text *text, const struct data_type *type, const char *separator)
{
	for (unsigned i = 0; i < type->modifier_count; i++)
		text_addf(text, "%s%d", i ? separator : "(", (int)type->modifiers[i]);
	if (type->modifier_count)
		text_add_byte(text, ')');
}

struct str data_type_sql(struct arena *arena, const struct data_type *type)
{
	struct text text = {.arena = arena};

	/* the names that the grammar knows would be others in quotes */
	text_add(&text,
		known(type) < ARRAY_LENGTH(types) ? type->name.name : object_name_sql(arena, type->name));
	/* which fields an interval has is written in words */
	if (!str_equal(type->name.name, STR("interval")))
		add_modifiers(&text, type, ", ");
	if (type->is_array)
		text_add(&text, STR("[]"));
	return text_str(&text);
}

struct str data_type_format(struct arena *arena, const struct data_type *type)
{
	struct text text = {.arena = arena};
	size_t at = known(type);
	bool is_numeric = at < ARRAY_LENGTH(types) && !strcmp(types[at].shown, "numeric");

	if (at == ARRAY_LENGTH(types)) {
		/* without a length bpchar is another type than character */
		if (type->modifier_count && !type->name.schema.len &&
			str_equal(type->name.name, STR("bpchar")))
			text_add(&text, STR("character"));
		else
			text_add(&text, object_name_sql(arena, type->name));
		add_modifiers(&text, type, ",");
	} else {
		text_add(&text, str_from(types[at].shown));
		if (!strcmp(types[at].name, "interval"))
			add_interval(&text, type);
		else if (is_numeric && type->modifier_count == 1)
			text_addf(&text, "(%d,0)", (int)type->modifiers[0]);
		else
			add_modifiers(&text, type, ",");
		text_add(&text, str_from(types[at].behind));
	}
	if (type->is_array)
		text_add(&text, STR("[]"));
	return text_str(&text);
}
