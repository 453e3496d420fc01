/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"
#include "sql/lexer.h"

/* What a transaction refuses, or what means something else in one: values of an enum that are used
 * where they were added, procedures that commit, parameters that end with it. */
static bool is_out_of_place(const struct fact *fact)
{
	return fact->act == ACT_CALL || (fact->act == ACT_CREATE && fact->kind == KIND_ENUM_VALUE) ||
		(fact->act == ACT_SET && (fact->flags & FACT_OTHER_WAY));
}

/* True if every statement is known, and may stand in one transaction with the others. */
static bool may_be_wrapped(const struct sql *sql)
{
	bool is_runners = sql->wrapping == WRAPPED_TRANSACTION ||
		sql->wrapping == WRAPPED_UNLESS_REFUSED;

	if (is_runners || sql->errors.count || sql->opaques.count || sql->client_texts.count)
		return false;
	for (size_t i = 0; i < sql->statements.count; i++)
		if (!sql->statements.items[i].verb || sql->statements.items[i].outside ||
			sql->statements.items[i].ends_transaction || sql->statements.items[i].transaction_act)
			return false;
	for (size_t i = 0; i < sql->facts.count; i++)
		if (is_out_of_place(&sql->facts.items[i]))
			return false;
	return true;
}

/* squawk's comments are meant for the statement they precede, wherever they stand. */
static bool has_squawk_comment(const struct sql *sql, size_t to)
{
	const struct scan *scan = &sql->file->script->scan;

	for (size_t i = 0; i < scan->comments.count && scan->comments.items[i].offset < to; i++)
		if (str_starts(scan->comments.items[i].text, STR("squawk-ignore")))
			return true;
	return false;
}

/* Behind its last token: a comment may follow that. */
static size_t end_of(const struct sql *sql, const struct statement *statement)
{
	struct str text = str_slice(sql->text, 0, statement->to);
	size_t end = statement->from;
	struct token token;

	while (lexer_next(text, end, &token))
		end = token.to;
	return end;
}

/* Behind the last statement, its ';' and a comment on the same line. */
static void add_commit(const struct repair_site *site, const struct sql *sql,
	const struct statement *last, struct mending *ret)
{
	size_t end = end_of(sql, last), at = lexer_skip_blank(sql->text, end), line_end;
	bool has_semicolon = at < sql->to && sql->text.ptr[at] == ';';
	struct str rest;

	at = has_semicolon ? at + 1 : end;
	line_end = str_find(sql->text, STR("\n"), at);
	rest = str_trim(str_slice(sql->text, at, line_end));
	if (!has_semicolon)
		edits_add(&ret->edits, site->arena, (struct edit){at, at, STR(";")});
	if (!rest.len || str_starts(rest, STR("--")))
		at = line_end > at && sql->text.ptr[line_end - 1] == '\r' ? line_end - 1 : line_end;
	edits_add(&ret->edits, site->arena,
		(struct edit){at, at, at == sql->text.len ? STR("\nCOMMIT;\n") : STR("\nCOMMIT;")});
}

static void wrap(const struct repair_site *site, const struct sql *sql, struct mending *ret)
{
	const struct statement *first = NULL, *last = NULL;

	for (size_t i = 0; i < sql->statements.count; i++) {
		if (sql->statements.items[i].place != PLACE_TOP)
			continue;
		first = first ? first : &sql->statements.items[i];
		last = &sql->statements.items[i];
	}
	if (!first || !may_be_wrapped(sql) || has_squawk_comment(sql, first->from))
		return;
	edits_add(&ret->edits, site->arena, (struct edit){first->from, first->from, STR("BEGIN;\n")});
	add_commit(site, sql, last, ret);
}

/* Only where the file has none at all; one in the wrong place is the author's to move. */
void mend_transaction(const struct repair_site *site, struct mending *ret)
{
	for (size_t i = 0; i < site->set_sql->texts.count; i++) {
		const struct sql *sql = site->set_sql->texts.items[i];

		if (sql->file == site->file && !site->diagnostic->span.to)
			wrap(site, sql, ret);
	}
}
