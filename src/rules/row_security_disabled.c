/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static struct str shown(const struct subject *subject, struct object_name name)
{
	return escape_text(subject->arena, object_name_sql(subject->arena, name), false);
}

/* A migration and its rollback. */
static bool is_rollback_of(const struct sql *down, const struct sql *up)
{
	return down->is_down && !up->is_down &&
		(up->file == down->file ||
			(down->file->migration && up->file == down->file->migration->up));
}

/* A rollback may turn off what its migration turns on. */
static bool takes_back(
	const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	struct mentioned_facts mentions = mentions_find(&subject->set_sql->mentions, MENTION_CHANGED,
		fact->object.name, (struct str){NULL, 0}, NULL);

	for (size_t i = 0; i < mentions.count; i++)
		if (mentions.items[i].fact->act == ACT_ENABLE_ROW_SECURITY &&
			is_rollback_of(sql, mentions.items[i].sql) &&
			object_name_equal(mentions.items[i].fact->object, fact->object))
			return true;
	return false;
}

/* The table goes with its policies. */
static bool drops_table(const struct sql *sql, struct object_name table)
{
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_DROP && sql->facts.items[i].kind == KIND_TABLE &&
			object_name_equal(sql->facts.items[i].object, table))
			return true;
	return false;
}

static void check_disable(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str table = shown(subject, fact->object);

	if (takes_back(subject, sql, fact) || drops_table(sql, fact->object))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"row security of %s is turned off: its policies protect nothing any more", table.ptr),
		"Leave it on, and write a policy for who needs more");
}

/* Another policy, or this one made anew. */
static bool has_replacement(const struct sql *sql, const struct fact *drop)
{
	for (size_t i = 0; i < sql->facts.count; i++)
		if (sql->facts.items[i].act == ACT_CREATE && sql->facts.items[i].kind == KIND_POLICY &&
			object_name_equal(sql->facts.items[i].table, drop->table) &&
			(&sql->facts.items[i] > drop ||
				!str_equal(sql->facts.items[i].object.name, drop->object.name)))
			return true;
	return false;
}

static void check_drop(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (has_replacement(sql, fact) || drops_table(sql, fact->table) ||
		set_sql_creates(subject->set_sql, sql, fact, KIND_POLICY, fact->table, fact->object))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"policy %s of %s is dropped, and no other comes in its place",
			shown(subject, fact->object).ptr, shown(subject, fact->table).ptr),
		"Create in the same migration what is to hold instead");
}

static bool writes(struct str command)
{
	return !str_equal(command, STR("select"));
}

/* The command of a policy that is altered; "all" where it is not known. */
static struct str command_of(const struct subject *subject, const struct fact *fact)
{
	struct mentioned_facts mentions;

	if (fact->act == ACT_CREATE)
		return fact->value;
	mentions = mentions_find(
		&subject->set_sql->mentions, MENTION_MADE, fact->object.name, fact->table.name, NULL);
	for (size_t i = 0; i < mentions.count; i++) {
		const struct fact *created = mentions.items[i].fact;

		if (created->act == ACT_CREATE && created->kind == KIND_POLICY &&
			object_name_equal(created->object, fact->object) &&
			object_name_equal(created->table, fact->table))
			return created->value;
	}
	return STR("all");
}

static bool is_for_trusted_only(const struct subject *subject, const struct fact *fact)
{
	struct str_list trusted = policy_option_list(subject->policy, &subject->rule->key, "trusted");

	for (size_t i = 0; i < fact->roles.count; i++)
		if (!str_list_contains(&trusted, fact->roles.items[i]))
			return false;
	return fact->roles.count > 0;
}

static void check_policy(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (!(fact->flags & FACT_USING_TRUE) || (fact->flags & FACT_RESTRICTIVE) ||
		!writes(command_of(subject, fact)) || is_for_trusted_only(subject, fact))
		return;
	diagnostic_hint(out,
		diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)),
			"policy %s lets every row of %s be written: its condition is always true",
			shown(subject, fact->object).ptr, shown(subject, fact->table).ptr),
		"Ask whose the row is, such as user_id = auth.uid(), or write FOR SELECT");
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	if (fact->act == ACT_DISABLE_ROW_SECURITY)
		check_disable(subject, sql, fact, out);
	else if (fact->kind == KIND_POLICY && fact->act == ACT_DROP)
		check_drop(subject, sql, fact, out);
	else if (fact->kind == KIND_POLICY && (fact->act == ACT_CREATE || fact->act == ACT_ALTER))
		check_policy(subject, sql, fact, out);
}

const struct rule rule_row_security_disabled = {
	.key =
		{
			.id = "row-security-disabled",
			.severity = SEVERITY_ERROR,
			.options =
				(const struct option_key[]){
					{"trusted", VALUE_LIST, NULL, "service_role|postgres|supabase_admin",
						"roles for whom a policy may be always true"},
					{NULL},
				},
		},
	.scope = 'S',
	.summary = "row security turned off, a policy dropped, or one for writes that is always true",
	.why = "Each of them opens a table, or shuts it, without anything failing. A policy that is "
		   "dropped needs another of the same table in the same file; USING (true) and WITH CHECK "
		   "(true) are for reading only. A rollback may take back what its migration has made.",
	.flagged = "-- staged: supabase/migrations/20250127093045_open_notes.sql\n"
			   "ALTER TABLE notes DISABLE ROW LEVEL SECURITY;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_change_notes.sql\n"
			   "DROP POLICY IF EXISTS own_notes ON notes;\n"
			   "CREATE POLICY own_notes ON notes USING (owner = auth.uid());\n",
	.remedy = "`rules.row-security-disabled.trusted` in the policy; "
			  "`-- mighook: allow row-security-disabled REASON` before the statement.",
	.source = "seed 3 lines 171-175 (S2-17); Supabase advisors 0024 rls_policy_always_true",
	.check_fact = check_fact,
};
