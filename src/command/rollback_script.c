/* SPDX-License-Identifier: MIT */
#include "command/rollback_script.h"

static void add_comment(struct text *text, const struct inverse_statement *statement, bool as_file)
{
	const char *mark = inverse_mark_name(statement->mark);

	if (!mark)
		return;
	text_addf(text, "-- %s%s: %.*s (line %zu)\n",
		as_file && statement->mark == INVERSE_NONE ? "TODO: Add your own SQL here: " : "", mark,
		STR_ARG(statement->reason), statement->line);
}

static void add_statement(
	struct text *text, const struct inverse_statement *statement, bool as_file)
{
	add_comment(text, statement, as_file);
	if (statement->sql.ptr)
		text_addf(text, "%.*s;\n", STR_ARG(statement->sql));
}

static void add_unread(struct text *text, const struct rollback *rollback, bool as_file)
{
	if (rollback->is_unread)
		text_addf(text, "-- %sno inverse: this is not read as PostgreSQL's SQL\n",
			as_file ? "TODO: Add your own SQL here: " : "");
}

void rollback_add_script(
	struct text *text, struct arena *arena, const struct rollback *rollback, unsigned flags)
{
	const struct inverse *inverse = &rollback->inverse;
	bool is_wrapped = !(flags & SCRIPT_BARE) && !inverse->outside;
	bool as_file = flags & SCRIPT_AS_FILE;

	(void)arena;
	if (inverse->outside)
		text_add(text, STR("-- Not in a transaction: CONCURRENTLY refuses to run in one.\n\n"));
	if (is_wrapped)
		text_add(text, STR("BEGIN;\n\n"));
	add_unread(text, rollback, as_file);
	for (size_t i = 0; i < inverse->statements.count; i++)
		add_statement(text, &inverse->statements.items[i], as_file);
	if (is_wrapped)
		text_add(text, STR("\nCOMMIT;\n"));
}
