/* SPDX-License-Identifier: MIT */
#include "database/dump_table.h"

#include "base/vec.h"
#include "database/dump_reader.h"
#include "migration/scan.h"

static void read_part(
	struct arena *arena, struct dump_table *table, struct text *unnamed, struct str element)
{
	static const char *const words[] = {"check", "exclude", "foreign", "like", "primary", "unique"};
	struct dump_reader reader = dump_reader_start(arena, element);
	struct dump_table_part part = {.sql = scan_significant(arena, element)};

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (dump_reader_is(&reader, words[i])) {
			text_addf(unnamed, "\n    %.*s", STR_ARG(part.sql));
			return;
		}
	part.is_column = !dump_reader_take(&reader, "constraint");
	part.name = dump_reader_identifier(&reader);
	if (part.name.ptr)
		*vec_push(arena, table) = part;
	else
		text_addf(unnamed, "\n    %.*s", STR_ARG(part.sql));
}

struct dump_table dump_table_read(struct arena *arena, struct str sql)
{
	struct dump_reader reader = dump_reader_start(arena, sql);
	struct dump_table table = {.rest = sql};
	struct text unnamed = {.arena = arena};
	struct str list, element;
	size_t from;

	if (!dump_reader_find(&reader, "table"))
		return table;
	dump_reader_skip(&reader);
	(void)dump_reader_take(&reader, "if not exists");
	(void)dump_reader_name(&reader);
	from = reader.token.to;
	list = dump_reader_parentheses(&reader);
	if (!list.ptr)
		return table;
	for (struct str rest = list; dump_list_next(&rest, &element);)
		read_part(arena, &table, &unnamed, element);
	table.rest = str_format(arena, "%.*s%.*s%.*s", STR_ARG(str_slice(sql, 0, from)),
		STR_ARG(text_str(&unnamed)), STR_ARG(str_slice(sql, from + list.len, sql.len)));
	return table;
}
