/* SPDX-License-Identifier: MIT */
#include "check_history.h"

#include "migration/history_adapter.h"
#include "rules/history_table.h"

/* True for the table that the runner keeps, in whatever schema. */
static bool is_of_runner(const struct runner *runner, struct object_name table)
{
	const struct history_adapter *own = history_adapter_of_runner(runner->name);

	return own && str_equal(table.name, history_adapter_table_name(own));
}

static struct str shown_name(struct arena *arena, struct object_name table)
{
	return table.schema.ptr
		? str_format(arena, "%.*s.%.*s", STR_ARG(table.schema), STR_ARG(table.name))
		: table.name;
}

/* Notes the tables of one text; true if it writes one. */
static bool note_tables(struct set_history *history, struct arena *arena,
	const struct runner *runner, const struct sql *sql)
{
	bool writes = false;

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];
		bool is_made = fact->act == ACT_CREATE && fact->kind == KIND_TABLE;
		struct str name;

		if ((!is_made && fact->act != ACT_INSERT) || (fact->flags & FACT_TEMPORARY) ||
			!history_table_is_known(fact->object) || is_of_runner(runner, fact->object))
			continue;
		writes |= !is_made;
		name = shown_name(arena, fact->object);
		if (!str_list_contains(&history->tables, name))
			str_list_add(arena, &history->tables, name);
	}
	return writes;
}

struct set_history check_history(
	struct arena *arena, const struct set_spec *spec, const struct set_sql *set_sql)
{
	struct set_history history = {.is_manual = false};
	size_t texts = 0, writers = 0;

	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		if (sql->is_down)
			continue;
		texts++;
		writers += note_tables(&history, arena, spec->runner, sql);
	}
	history.is_manual = writers * 2 > texts;
	return history;
}
