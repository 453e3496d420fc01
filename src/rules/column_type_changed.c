/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/escape.h"
#include "rules/live_table.h"

static const struct option_key options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

/* A type as the server shows it, "character varying(20)", taken apart. */
struct shown_type {
	struct str name; /* without what stands in parentheses */
	long modifiers[2];
	size_t modifier_count;
};

static struct shown_type take_apart(struct arena *arena, struct str shown)
{
	size_t open = str_find(shown, STR("("), 0), close = str_find(shown, STR(")"), open);
	struct shown_type type = {.name = shown};
	struct str inside;

	if (close >= shown.len)
		return type;
	type.name = str_format(arena, "%.*s%.*s", STR_ARG(str_slice(shown, 0, open)),
		STR_ARG(str_slice(shown, close + 1, shown.len)));
	inside = str_slice(shown, open + 1, close);
	for (size_t at = 0; at <= inside.len && type.modifier_count < 2;) {
		size_t comma = str_find(inside, STR(","), at);

		type.modifiers[type.modifier_count++] = strtol(
			str_format(arena, "%.*s", STR_ARG(str_slice(inside, at, comma))).ptr, NULL, 10);
		at = comma + 1;
	}
	return type;
}

/* A length or precision that holds all that the old one did; none is no limit. */
static bool holds_length(const struct shown_type *old, const struct shown_type *new)
{
	return !new->modifier_count || (old->modifier_count && new->modifiers[0] >= old->modifiers[0]);
}

/* Old values are valid ones of the new type as they are stored: no row is rewritten. */
static bool is_widening(struct arena *arena, struct str shown_old, struct str shown_new)
{
	static const char *const limited[] = {"character varying", "bit varying",
		"timestamp without time zone", "timestamp with time zone", "time without time zone",
		"time with time zone"};
	struct shown_type old = take_apart(arena, shown_old), new = take_apart(arena, shown_new);

	if (str_equal(shown_old, shown_new))
		return true;
	if (str_equal(old.name, STR("numeric")) && str_equal(new.name, STR("numeric")))
		return holds_length(&old, &new) &&
			(!new.modifier_count || old.modifiers[1] == new.modifiers[1]);
	if (str_equal(old.name, STR("character varying")) && str_equal(shown_new, STR("text")))
		return true;
	if (str_equal(shown_old, STR("text")) && str_equal(shown_new, STR("character varying")))
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(limited); i++)
		if (str_equal(old.name, str_from(limited[i])) && str_equal(new.name, old.name))
			return holds_length(&old, &new);
	return false;
}

/* The column that changes; NULL: nothing is known of it. */
static const struct catalog_entry *changed_column(const struct sql *sql, const struct fact *fact)
{
	const struct catalog_entry *table = known_relation(sql, fact, fact->table);

	return table ? catalog_part(sql->catalog, table, KIND_COLUMN, fact->object.name,
					   known_step_before(sql, fact))
				 : NULL;
}

static struct str type_at(const struct catalog_entry *column, unsigned step)
{
	const struct object_state *state = catalog_state_at(column, step);

	return state ? state_text(state, ATTRIBUTE_TYPE) : (struct str){NULL, 0};
}

static void report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct str old, struct diagnostics *out)
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
			shown_column(subject, fact->table, fact->object.name).ptr, old.len ? " from " : "",
			escape_text(arena, old, false).ptr, type.ptr),
		"Add a column beside it, fill that in batches, and switch over: `%s`%s",
		escape_text(arena, recipe, false).ptr,
		takes_approval
			? "; or let it be approved: -- approved-by: NAME [TICKET] above the statement"
			: "");
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	const struct catalog_entry *column;
	struct str old = {NULL, 0};

	if (fact->act != ACT_SET_TYPE || fact->kind != KIND_COLUMN ||
		!is_on_live_table(subject, sql, fact))
		return;
	column = changed_column(sql, fact);
	if (column && known_is_new(subject->set_sql, sql, column))
		return;
	if (column)
		old = type_at(column, known_step_before(sql, fact));
	if (!old.len || (fact->flags & FACT_OTHER_WAY) ||
		!is_widening(subject->arena, old, type_at(column, fact_statement(sql, fact)->step)))
		report(subject, sql, fact, old, out);
}

const struct rule rule_column_type_changed = {
	.key = {.id = "column-type-changed", .severity = SEVERITY_WARNING, .options = options},
	.scope = 'C',
	.flags = RULE_TAKES_APPROVAL | RULE_UP_ONLY,
	.summary = "ALTER COLUMN ... TYPE of a column that was there before",
	.why = "The whole table and its indexes are rewritten while nobody can read or write it, and "
		   "code that still runs expects the old type. A longer varchar, text instead of it, and a "
		   "higher precision at the same scale rewrite nothing: they are fine where an earlier "
		   "migration says what the type was.",
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
