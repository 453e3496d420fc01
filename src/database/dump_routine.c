/* SPDX-License-Identifier: MIT */
#include "database/dump_routine.h"

#include "database/dump_reader.h"

/* True if a type of more than one word begins here: that is no name of an argument. */
static bool starts_long_type(const struct dump_reader *reader)
{
	static const char *const types[] = {"double precision", "character varying", "char varying",
		"bit varying", "national character", "national char", "timestamp with", "timestamp without",
		"time with", "time without", "interval year", "interval month", "interval day",
		"interval hour", "interval minute", "interval second"};
	struct dump_reader ahead = *reader;

	for (size_t i = 0; i < ARRAY_LENGTH(types); i++)
		if (dump_reader_take(&ahead, types[i]))
			return true;
	return false;
}

/* True if a name stands before the type. */
static bool starts_with_name(const struct dump_reader *reader)
{
	struct dump_reader ahead = *reader;

	if (starts_long_type(reader))
		return false;
	dump_reader_skip(&ahead);
	return !ahead.is_end &&
		(ahead.token.kind == TOKEN_WORD || ahead.token.kind == TOKEN_QUOTED_IDENTIFIER) &&
		!dump_reader_is(&ahead, "default");
}

/* Adds the type of one argument, unless it only gives back. */
static void add_type(struct text *types, struct str argument)
{
	struct dump_reader reader = dump_reader_start(types->arena, argument);
	struct text type = {.arena = types->arena};
	size_t end;

	if (dump_reader_is(&reader, "out"))
		return;
	if (!dump_reader_take(&reader, "inout") && !dump_reader_take(&reader, "in") &&
		dump_reader_take(&reader, "variadic"))
		text_add(&type, STR("VARIADIC "));
	if (starts_with_name(&reader))
		dump_reader_skip(&reader);
	end = reader.token.from;
	for (; !reader.is_end; dump_reader_skip(&reader)) {
		if (dump_reader_is(&reader, "default") || dump_reader_is_byte(&reader, '='))
			break;
		text_add(&type, reader.token.from > end ? STR(" ") : STR(""));
		text_add(&type, dump_reader_text(&reader));
		end = reader.token.to;
	}
	text_add(types, types->len ? STR(", ") : STR(""));
	text_add(types, str_trim(text_str(&type)));
}

struct str dump_argument_types(struct arena *arena, struct str arguments)
{
	struct text types = {.arena = arena};
	struct str argument;

	while (dump_list_next(&arguments, &argument))
		add_type(&types, argument);
	return text_str(&types);
}
