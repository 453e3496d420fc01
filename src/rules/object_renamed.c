/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"
#include "rules/public_kind.h"

static const struct option_key options[] = {
	{"approval", VALUE_BOOL, NULL, "true", "whether `-- approved-by: NAME` satisfies the rule"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static bool is_relation(enum object_kind kind)
{
	return kind == KIND_TABLE || kind == KIND_VIEW || kind == KIND_MATERIALIZED_VIEW ||
		kind == KIND_FOREIGN_TABLE;
}

static bool is_new(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	if (fact->table.name.ptr && set_sql_is_new_table(subject->set_sql, sql, fact, fact->table))
		return true;
	/* ALTER TABLE may also name a view */
	if (is_relation(fact->kind) || fact->kind == KIND_TYPE || fact->kind == KIND_DOMAIN)
		return set_sql_is_new_table(subject->set_sql, sql, fact, fact->object);
	return set_sql_creates(subject->set_sql, sql, fact, fact->kind, fact->table, fact->object);
}

/* What may stand in for the renamed one under its old name: a view for a table, a function that
 * calls the new one, a type made anew. */
static bool can_stand_in(enum object_kind kind, enum object_kind other)
{
	switch (kind) {
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
	case KIND_TYPE:
	case KIND_DOMAIN:
		return other == kind;
	default:
		return is_relation(kind) && other == KIND_VIEW;
	}
}

static bool keeps_name(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct mentioned_facts makers = mentions_find(
		&subject->set_sql->mentions, MENTION_MADE, fact->object.name, (struct str){NULL, 0}, sql);

	for (size_t i = 0; i < makers.count; i++) {
		const struct fact *other = makers.items[i].fact;
		struct object_name name = other->object;

		if (other->act == ACT_RENAME)
			name.name = other->new_name;
		if (makers.items[i].sql == sql && (other->act == ACT_CREATE || other->act == ACT_RENAME) &&
			can_stand_in(fact->kind, other->kind) && object_name_equal(name, fact->object) &&
			set_sql_precedes(sql, fact, sql, other))
			return true;
	}
	return false;
}

static struct str shown(const struct subject *subject, const struct fact *fact)
{
	if (fact->kind == KIND_ENUM_VALUE)
		return escape_text(subject->arena,
			str_format(subject->arena, "'%.*s' of %.*s", STR_ARG(fact->object.name),
				STR_ARG(object_name_sql(subject->arena, fact->table))),
			false);
	return fact->table.name.ptr ? shown_column(subject, fact->table, fact->object.name)
								: shown_table(subject, fact->object);
}

static const char *way_out(enum object_kind kind)
{
	if (is_relation(kind))
		return "Create a view under the old name in the same migration";
	if (kind == KIND_COLUMN)
		return "Add a column of the new name, write both, and drop the old one when nobody reads "
			   "it any more";
	if (kind == KIND_FUNCTION || kind == KIND_PROCEDURE)
		return "Create one under the old name that calls the new one";
	if (kind == KIND_AGGREGATE)
		return "Create one under the old name of the same functions";
	return "Keep the old name until nobody uses it any more";
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	bool takes_approval = !str_equal(
		policy_option(subject->policy, &subject->rule->key, "approval"), STR("false"));

	if ((fact->act != ACT_RENAME && fact->act != ACT_MOVE) || !is_public_kind(fact->kind) ||
		is_new(subject, sql, fact) || keeps_name(subject, sql, fact))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s %s is %s %s: code that knows it by its old name fails from then on",
			object_kinds[fact->kind].name, shown(subject, fact).ptr,
			fact->act == ACT_MOVE ? "moved to the schema" : "renamed to",
			escape_text(subject->arena, identifier_sql(subject->arena, fact->new_name), false).ptr),
		"%s%s", way_out(fact->kind),
		takes_approval
			? "; or let it be approved: -- approved-by: NAME [TICKET] above the statement"
			: "");
}

const struct rule rule_object_renamed = {
	.key = {.id = "object-renamed", .severity = SEVERITY_WARNING, .options = options},
	.scope = 'S',
	.flags = RULE_TAKES_APPROVAL | RULE_UP_ONLY,
	.summary = "RENAME or SET SCHEMA of a table, column, type, ... that was there before",
	.why = "The database and the application are never changed at the same moment: whatever still "
		   "runs with the old code uses a name that is gone. A view that the same migration "
		   "creates under the old name keeps it working.",
	.flagged = "-- staged: supabase/migrations/20250127093045_rename_users.sql\n"
			   "ALTER TABLE users RENAME TO accounts;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_rename_users.sql\n"
			   "ALTER TABLE users RENAME TO accounts;\n"
			   "CREATE OR REPLACE VIEW users AS SELECT id, email FROM accounts;\n",
	.remedy = "`-- approved-by: NAME [TICKET]` before the statement, unless the policy says "
			  "`approval: false`.",
	.source = "sbdchd/squawk renaming-table, renaming-column; strong_migrations",
	.squawk = "renaming-table|renaming-column",
	.check_fact = check_fact,
};
