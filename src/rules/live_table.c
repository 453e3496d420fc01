/* SPDX-License-Identifier: MIT */
#include "rules/live_table.h"

#include "base/escape.h"

enum { LONGEST_NAME = 63 };

bool is_on_live_table(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	/* foreign tables keep no rows here, and views none at all */
	return !(fact->flags & (FACT_PART | FACT_TEMPORARY)) &&
		!strcmp(fact_statement(sql, fact)->verb, "ALTER TABLE") &&
		!known_is_new_table(subject->set_sql, sql, fact, fact->table);
}

struct str shown_table(const struct subject *subject, struct object_name table)
{
	return escape_text(subject->arena, object_name_sql(subject->arena, table), false);
}

struct str shown_column(const struct subject *subject, struct object_name table, struct str column)
{
	return escape_text(subject->arena,
		str_format(subject->arena, "%.*s.%.*s", STR_ARG(object_name_sql(subject->arena, table)),
			STR_ARG(identifier_sql(subject->arena, column))),
		false);
}

struct str made_name(const struct subject *subject, struct object_name table,
	const struct str_list *columns, const char *suffix)
{
	struct text text = {.arena = subject->arena};
	size_t room = LONGEST_NAME - strlen(suffix) - 1, len;

	text_add(&text, table.name);
	for (size_t i = 0; columns && i < columns->count; i++)
		text_addf(&text, "_%.*s", STR_ARG(columns->items[i].len ? columns->items[i] : STR("expr")));
	len = text.len;
	/* not within a character */
	while (len > room || (len < text.len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80))
		len--;
	return str_format(subject->arena, "%.*s_%s", (int)len, text.ptr, suffix);
}

struct str constraint_name(const struct subject *subject, const struct fact *constraint)
{
	static const char *const suffixes[] = {
		[CONSTRAINT_CHECK] = "check",
		[CONSTRAINT_FOREIGN_KEY] = "fkey",
		[CONSTRAINT_UNIQUE] = "key",
		[CONSTRAINT_PRIMARY_KEY] = "pkey",
		[CONSTRAINT_EXCLUDE] = "excl",
		[CONSTRAINT_NOT_NULL] = "not_null",
	};
	struct str_list column = {0};

	if (constraint->object.name.len)
		return constraint->object.name;
	if (constraint->constraint == CONSTRAINT_PRIMARY_KEY)
		return made_name(subject, constraint->table, NULL, "pkey");
	if (!constraint->columns.count && constraint->column.len)
		str_list_add(subject->arena, &column, constraint->column);
	return made_name(subject, constraint->table,
		constraint->columns.count ? &constraint->columns : &column,
		suffixes[constraint->constraint]);
}

struct str columns_sql(const struct subject *subject, const struct str_list *columns)
{
	struct text text = {.arena = subject->arena};

	for (size_t i = 0; i < columns->count; i++) {
		if (i)
			text_add(&text, STR(", "));
		text_add(&text, identifier_sql(subject->arena, columns->items[i]));
	}
	return text_str(&text);
}

bool can_run_apart(const struct subject *subject, const struct sql *sql)
{
	return subject->set->spec->runner->opt_out || sql->wrapping == WRAPPED_NOT;
}

struct str runs_apart(
	const struct subject *subject, const struct sql *sql, const struct statement *statement)
{
	const struct runner *runner = subject->set->spec->runner;

	if (sql->wrapping == WRAPPED_NOT)
		return !statement->transaction && statement->place == PLACE_TOP
			? STR("")
			: STR(", in a migration of its own without BEGIN and without DO");
	if (!can_run_apart(subject, sql))
		return str_format(subject->arena,
			", on the server and before this is deployed (%s runs each migration in a transaction)",
			runner->name);
	if (runner->wrapping == WRAPPED_QUERY)
		return STR(", in migrations of their own, each statement alone in its file");
	return str_format(subject->arena, ", in a migration of its own, %s", runner->opt_out);
}

struct str index_recipe(
	const struct subject *subject, struct object_name name, bool is_unique, struct str tail)
{
	struct str own = identifier_sql(subject->arena, name.name);

	return str_format(subject->arena,
		"DROP INDEX CONCURRENTLY IF EXISTS %.*s; CREATE %sINDEX CONCURRENTLY %.*s %.*s;",
		STR_ARG(object_name_sql(subject->arena, name)), is_unique ? "UNIQUE " : "", STR_ARG(own),
		STR_ARG(tail));
}

bool run_together(const struct statement *a, const struct statement *b)
{
	if (a->transaction || b->transaction)
		return a->transaction == b->transaction;
	return a->outer == b->outer;
}
