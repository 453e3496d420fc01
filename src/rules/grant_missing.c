/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/known.h"
#include "lint/rule.h"

static bool is_routine(enum object_kind kind)
{
	return kind == KIND_FUNCTION || kind == KIND_PROCEDURE;
}

/* As GRANT names it: a view is a table there. */
static bool is_relation(enum object_kind kind)
{
	return kind == KIND_TABLE || kind == KIND_VIEW || kind == KIND_MATERIALIZED_VIEW;
}

/* Nobody calls a trigger's function but the trigger. */
static bool is_asked(const struct fact *fact)
{
	if (fact->act != ACT_CREATE || (fact->flags & (FACT_TEMPORARY | FACT_PART)))
		return false;
	if (is_routine(fact->kind))
		return !str_equal(fact->type.name.name, STR("trigger")) &&
			!str_equal(fact->type.name.name, STR("event_trigger"));
	/* rows of a partition are asked for at its table */
	return is_relation(fact->kind) && !fact->target.name.ptr;
}

/* A privilege of the role or of everybody. */
static bool is_granted(const struct catalog_entry *entry, struct str role)
{
	const struct str_list *privileges = state_list(entry->state, ATTRIBUTE_PRIVILEGES);

	for (size_t i = 0; i < privileges->count; i++) {
		struct str holder = str_slice(
			privileges->items[i], 0, str_find(privileges->items[i], STR("="), 0));

		if (str_equal(holder, role) || str_equal(holder, STR("public")))
			return true;
	}
	return false;
}

/* EXECUTE format('GRANT ... ON %I TO ...', name) */
static bool may_be_granted(const struct set_sql *set_sql, struct str role)
{
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (!set_sql->texts.items[i]->is_down && sql_says(set_sql->texts.items[i], STR("grant ")) &&
			sql_says(set_sql->texts.items[i], role))
			return true;
	return false;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str_list roles;
	struct text missing = {.arena = subject->arena};
	const char *privilege = is_routine(fact->kind) ? "EXECUTE ON FUNCTION" : "SELECT ON";
	const struct catalog_entry *made = is_asked(fact) ? known_created(sql, fact) : NULL;
	struct str name;

	if (!made || !catalog_lives(made))
		return;
	roles = policy_option_list(subject->policy, &subject->rule->key, "roles");
	for (size_t i = 0; i < roles.count; i++) {
		if (is_granted(made, roles.items[i]) || may_be_granted(subject->set_sql, roles.items[i]))
			continue;
		if (missing.len)
			text_add(&missing, STR(", "));
		text_add(&missing, identifier_sql(subject->arena, roles.items[i]));
	}
	if (!missing.len)
		return;
	if (fact->kind == KIND_PROCEDURE)
		privilege = "EXECUTE ON PROCEDURE";
	name = escape_text(subject->arena, object_name_sql(subject->arena, fact->object), false);
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"%s %s is granted neither by name nor by schema to %s", object_kinds[fact->kind].name,
			name.ptr, text_str(&missing).ptr),
		"Say below it who may do what, for example `GRANT %s %s TO %s;`", privilege, name.ptr,
		text_str(&missing).ptr);
}

const struct rule rule_grant_missing = {
	.key =
		{
			.id = "grant-missing",
			.severity = SEVERITY_OFF,
			.options =
				(const struct option_key[]){
					{"roles", VALUE_LIST, NULL, "authenticated|service_role",
						"roles of which each needs a GRANT"},
					{NULL},
				},
		},
	.scope = 'C',
	.flags = RULE_UP_ONLY,
	.summary = "a new table, view or function without a GRANT to each role of the policy",
	.why = "What a migration creates belongs to the role that runs it: the application's roles get "
		   "`permission denied` in production, and not on a machine where they own everything. "
		   "ON ALL TABLES below it counts, and default privileges of the schema that any earlier "
		   "migration has set. Functions of triggers need no GRANT.",
	.flagged = "-- staged: .mighook.yaml\n"
			   "rules: {grant-missing: warning}\n"
			   "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE VIEW recent AS SELECT id FROM notes;\n",
	.allowed = "-- staged: .mighook.yaml\n"
			   "rules: {grant-missing: warning}\n"
			   "-- staged: supabase/migrations/20250127093045_add_notes.sql\n"
			   "CREATE OR REPLACE VIEW recent AS SELECT id FROM notes;\n"
			   "GRANT SELECT ON recent TO authenticated, service_role;\n",
	.remedy = "`rules.grant-missing.roles` in the policy; "
			  "`-- mighook: allow grant-missing REASON` before the statement.",
	.source = "seed 2 line 53 (S1-06)",
	.check_fact = check_fact,
};
