/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
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

static bool is_dropped_below(const struct sql *sql, const struct fact *fact)
{
	for (const struct fact *next = fact + 1; next < sql->facts.items + sql->facts.count; next++)
		if (next->act == ACT_DROP && next->kind == fact->kind &&
			object_name_equal(next->object, fact->object))
			return true;
	return false;
}

/* True if a GRANT is about the object: by name, or by its schema. */
static bool covers(const struct sql *sql, const struct fact *grant, const struct sql *created_in,
	const struct fact *created)
{
	struct str schema = created->object.schema.len ? created->object.schema : STR("public");

	if (grant->act != ACT_GRANT ||
		!(is_routine(created->kind) ? is_routine(grant->kind) : is_relation(grant->kind)))
		return false;
	if (!(grant->flags & FACT_ALL_IN_SCHEMA))
		return object_name_equal(grant->object, created->object);
	/* all that is there: not what comes below */
	if (!(grant->flags & FACT_DEFAULT_PRIVILEGES) && sql == created_in && grant < created)
		return false;
	return !grant->object.name.ptr || str_equal(grant->object.name, schema);
}

static bool is_granted(const struct subject *subject, const struct sql *sql,
	const struct fact *created, struct str role)
{
	for (size_t i = 0; i < subject->set_sql->texts.count; i++) {
		const struct sql *other = subject->set_sql->texts.items[i];

		if (other->is_down)
			continue;
		for (size_t j = 0; j < other->facts.count; j++) {
			const struct fact *grant = &other->facts.items[j];

			if (covers(other, grant, sql, created) &&
				(str_list_contains(&grant->roles, role) ||
					str_list_contains(&grant->roles, STR("public"))))
				return true;
		}
		/* EXECUTE format('GRANT ... ON %I TO ...', name) */
		if (sql_says(other, STR("grant ")) && sql_says(other, role))
			return true;
	}
	return false;
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str_list roles;
	struct text missing = {.arena = subject->arena};
	const char *privilege = is_routine(fact->kind) ? "EXECUTE ON FUNCTION" : "SELECT ON";
	struct str name;

	if (!is_asked(fact) || is_dropped_below(sql, fact))
		return;
	roles = policy_option_list(subject->policy, &subject->rule->key, "roles");
	for (size_t i = 0; i < roles.count; i++) {
		if (is_granted(subject, sql, fact, roles.items[i]))
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
		   "Default privileges of the schema and ON ALL TABLES count, functions of triggers need "
		   "no GRANT.",
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
