/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static bool is_routine(const struct fact *fact)
{
	return (fact->kind == KIND_FUNCTION || fact->kind == KIND_PROCEDURE) &&
		(fact->act == ACT_CREATE || fact->act == ACT_ALTER);
}

/* Of one name and, where both say it, with the same arguments. */
static bool is_same_routine(const struct fact *a, const struct fact *b)
{
	const struct attribute *of_a = attributes_find(&a->attributes, ATTRIBUTE_SIGNATURE);
	const struct attribute *of_b = attributes_find(&b->attributes, ATTRIBUTE_SIGNATURE);

	if (!object_name_equal(a->object, b->object))
		return false;
	if (!of_a || !of_b)
		return true;
	if (attribute_list(of_a)->count != attribute_list(of_b)->count)
		return false;
	for (size_t i = 0; i < attribute_list(of_a)->count; i++)
		if (!str_equal(of_a->list->items[i], of_b->list->items[i]))
			return false;
	return true;
}

/* A later ALTER sets it; an ALTER also counts on what the file said before. */
static bool is_set(const struct sql *sql, const struct fact *fact)
{
	const struct fact *end = sql->facts.items + sql->facts.count;

	for (const struct fact *other = fact->act == ACT_CREATE ? fact : sql->facts.items; other < end;
		 other++)
		if (is_routine(other) && (other->flags & FACT_SETS_SEARCH_PATH) &&
			is_same_routine(other, fact))
			return true;
	return false;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const char *keyword = fact->kind == KIND_PROCEDURE ? "PROCEDURE" : "FUNCTION";
	struct str name;

	if (!is_routine(fact) || !(fact->flags & FACT_SECURITY_DEFINER) || is_set(sql, fact))
		return;
	name = escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false);
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s %s is SECURITY DEFINER and looks names up in the caller's search_path",
			object_kinds[fact->kind].name, name.ptr),
		"Add SET search_path = '' to it and name schemas in its body, or set it below: `ALTER %s "
		"%s SET search_path = '';`",
		keyword, name.ptr);
}

const struct rule rule_definer_search_path = {
	.key = {.id = "definer-search-path", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.summary = "SECURITY DEFINER without SET search_path",
	.why =
		"Such a function runs with its owner's rights, and finds tables, functions and operators "
		"by the search_path of whoever calls it: who can create objects in any schema of that "
		"path has them run as the owner.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_count.sql\n"
			   "CREATE OR REPLACE FUNCTION note_count() RETURNS bigint LANGUAGE sql SECURITY "
			   "DEFINER\n"
			   "AS $$ SELECT count(*) FROM notes $$;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_count.sql\n"
			   "CREATE OR REPLACE FUNCTION note_count() RETURNS bigint LANGUAGE sql SECURITY "
			   "DEFINER\n"
			   "SET search_path = '' AS $$ SELECT count(*) FROM public.notes $$;\n",
	.remedy = "`-- mighook: allow definer-search-path REASON` before the statement.",
	.source = "PostgreSQL manual, CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely",
	.check_fact = check_fact,
};
