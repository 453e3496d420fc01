/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

static const struct option_key options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static bool gives_type(const struct fact *fact, const struct fact *change)
{
	return (fact->act == ACT_CREATE || fact->act == ACT_SET_TYPE) && fact->kind == KIND_COLUMN &&
		str_equal(fact->object.name, change->object.name) &&
		object_name_equal(fact->table, change->table);
}

/* The type that the column has until then; NULL: not among what was read. */
static const struct data_type *old_type(
	const struct subject *subject, const struct sql *sql, const struct fact *change)
{
	const struct sql *found_sql = NULL;
	const struct fact *found = NULL;
	struct mentioned_facts mentions = mentions_find(
		&subject->set_sql->mentions, change->object.name);

	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *fact = mentions.items[i].fact;
		const struct sql *other = mentions.items[i].sql;

		if (!gives_type(fact, change) || !set_sql_precedes(other, fact, sql, change) ||
			(found && !set_sql_precedes(found_sql, found, other, fact)))
			continue;
		found_sql = other;
		found = fact;
	}
	return found ? &found->type : NULL;
}

static bool is(const struct data_type *type, const char *name)
{
	return !type->name.schema.len && str_equal(type->name.name, str_from(name));
}

/* A length or precision that holds all that the old one did; none is no limit. */
static bool holds_length(const struct data_type *old, const struct data_type *new)
{
	return !new->modifier_count || (old->modifier_count && new->modifiers[0] >= old->modifiers[0]);
}

static bool is_same(const struct data_type *old, const struct data_type *new)
{
	return object_name_equal(old->name, new->name) && old->is_array == new->is_array &&
		old->modifier_count == new->modifier_count &&
		!memcmp(old->modifiers, new->modifiers, old->modifier_count * sizeof *old->modifiers);
}

/* Old values are valid ones of the new type as they are stored: no row is rewritten. */
static bool is_widening(const struct data_type *old, const struct data_type *new)
{
	static const char *const limited[] = {
		"varchar", "varbit", "timestamp", "timestamptz", "time", "timetz"};

	if (is_same(old, new))
		return true;
	if (old->is_array || new->is_array)
		return false;
	if (is(old, "numeric") && is(new, "numeric"))
		return holds_length(old, new) &&
			(!new->modifier_count || old->modifiers[1] == new->modifiers[1]);
	if (is(old, "varchar") && is(new, "text"))
		return true;
	if (is(old, "text") && is(new, "varchar"))
		return !new->modifier_count;
	for (size_t i = 0; i < ARRAY_LENGTH(limited); i++)
		if (is(old, limited[i]) && is(new, limited[i]))
			return holds_length(old, new);
	return false;
}

static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	const struct data_type *old, struct diagnostics *out)
{
	struct arena *arena = subject->arena;
	bool takes_approval = !str_equal(
		policy_option(subject->policy, &subject->rule->key, "approval"), STR("false"));
	struct str type = escape_text(arena, data_type_sql(arena, &fact->type), false);
	struct str beside = str_format(arena, "%.*s_new", STR_ARG(fact->object.name));
	struct str recipe = str_format(arena, "ALTER TABLE %.*s ADD COLUMN IF NOT EXISTS %.*s %.*s;",
		STR_ARG(object_name_sql(arena, fact->table)), STR_ARG(identifier_sql(arena, beside)),
		STR_ARG(data_type_sql(arena, &fact->type)));

	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"the type of %s changes%s%s to %s: the table is rewritten while everybody is locked "
			"out",
			shown_column(subject, fact->table, fact->object.name).ptr, old ? " from " : "",
			old ? escape_text(arena, data_type_sql(arena, old), false).ptr : "", type.ptr),
		"Add a column beside it, fill that in batches, and switch over: `%s`%s",
		escape_text(arena, recipe, false).ptr,
		takes_approval
			? "; or let it be approved: -- approved-by: NAME [TICKET] above the statement"
			: "");
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct data_type *old;

	if (fact->act != ACT_SET_TYPE || fact->kind != KIND_COLUMN ||
		!is_on_live_table(subject, sql, fact) ||
		set_sql_creates(subject->set_sql, sql, fact, KIND_COLUMN, fact->table, fact->object))
		return;
	old = old_type(subject, sql, fact);
	if (!old || (fact->flags & FACT_OTHER_WAY) || !is_widening(old, &fact->type))
		report(subject, sql, fact, old, out);
}

const struct rule rule_column_type_changed = {
	.key = {.id = "column-type-changed", .severity = SEVERITY_WARNING, .options = options},
	.scope = 'C',
	.flags = RULE_TAKES_APPROVAL | RULE_UP_ONLY,
	.summary = "ALTER COLUMN ... TYPE of a column that was there before",
	.why = "The whole table and its indexes are rewritten while nobody can read or write it, and "
		   "code that still runs expects the old type. A longer varchar, text instead of it, and a "
		   "higher precision at the same scale rewrite nothing: they are fine where the old type "
		   "is known.",
	.flagged = "-- staged: supabase/migrations/20250127093045_wide_id.sql\n"
			   "ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_wide_id.sql\n"
			   "-- approved-by: jane OPS-12\n"
			   "ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`.",
	.source = "PostgreSQL manual, ALTER TABLE, Notes; eugene E5",
	.squawk = "changing-column-type",
	.check_fact = check_fact,
};
