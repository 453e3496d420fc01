/* SPDX-License-Identifier: MIT */
#include "command/rollback_script.h"

/* What placeholder-left looks for. */
static void add_todo(struct text *text, unsigned flags)
{
	if (flags & SCRIPT_AS_FILE)
		text_add(text, STR("-- TODO: Add your own SQL here\n"));
}

static void add_statement(
	struct text *text, const struct inverse_statement *statement, unsigned flags)
{
	const char *mark = inverse_mark_name(statement->mark);
	bool is_marked = (flags & SCRIPT_MARKED) && statement->sql.ptr && str_has(statement->sql, ';');

	if (mark)
		text_addf(
			text, "-- %s: %.*s (line %zu)\n", mark, STR_ARG(statement->reason), statement->line);
	if (statement->mark == INVERSE_NONE)
		add_todo(text, flags);
	if (!statement->sql.ptr)
		return;
	if (is_marked)
		text_add(text, STR("-- +goose StatementBegin\n"));
	text_addf(text, "%.*s;\n", STR_ARG(statement->sql));
	if (is_marked)
		text_add(text, STR("-- +goose StatementEnd\n"));
}

static void add_record(struct text *text, const struct rollback *rollback)
{
	const struct inverse_record *record = &rollback->record;
	struct arena *arena = text->arena;

	text_addf(text, "\n-- Remove migration record\nDELETE FROM %.*s\nWHERE %.*s = %.*s;\n",
		STR_ARG(object_name_sql(arena, record->table)),
		STR_ARG(identifier_sql(arena, record->column)), STR_ARG(literal_sql(arena, record->name)));
}

void rollback_add_script(struct text *text, const struct rollback *rollback, unsigned flags)
{
	const struct inverse *inverse = &rollback->inverse;
	bool is_wrapped = !(flags & SCRIPT_BARE) && !inverse->outside;

	if (inverse->outside)
		text_add(text, STR("-- Not in a transaction: CONCURRENTLY refuses to run in one.\n\n"));
	if (is_wrapped)
		text_add(text, STR("BEGIN;\n\n"));
	if (rollback->is_unread) {
		text_add(text, STR("-- no inverse: this is not read as PostgreSQL's SQL\n"));
		add_todo(text, flags);
	}
	for (size_t i = 0; i < inverse->statements.count; i++)
		add_statement(text, &inverse->statements.items[i], flags);
	if ((flags & SCRIPT_AS_FILE) && rollback->record.table.name.ptr && !inverse->removes_record)
		add_record(text, rollback);
	if (is_wrapped)
		text_add(text, STR("\nCOMMIT;\n"));
}
