/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static const struct option_key options[] = {
	{"roles", VALUE_LIST, NULL, "public|anon", "roles that stand for everybody"},
	{"trusted", VALUE_LIST, NULL, "service_role|postgres|supabase_admin",
		"roles that may have all tables of a schema"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

/* The grantees that have too much by it, as a list to show; empty: none. */
static struct str too_wide_for(const struct subject *subject, const struct fact *fact)
{
	const struct rule_key *rule = &subject->rule->key;
	struct str_list everybody = policy_option_list(subject->policy, rule, "roles");
	struct str_list trusted = policy_option_list(subject->policy, rule, "trusted");
	bool is_all_tables = (fact->flags & FACT_ALL_IN_SCHEMA) && fact->kind == KIND_TABLE;
	struct text shown = {.arena = subject->arena};

	for (size_t i = 0; i < fact->roles.count; i++) {
		struct str role = fact->roles.items[i];
		bool is_everybody = str_list_contains(&everybody, role);

		if (is_everybody ? !(fact->flags & (FACT_ALL_PRIVILEGES | FACT_ALL_IN_SCHEMA))
						 : !is_all_tables || str_list_contains(&trusted, role))
			continue;
		if (shown.len)
			text_add(&shown, STR(", "));
		text_add(&shown, escape_text(subject->arena, role, false));
	}
	return shown.len ? text_str(&shown) : STR("");
}

static const char *plural_of(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
		return "tables";
	case KIND_SEQUENCE:
		return "sequences";
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
		return "functions";
	default:
		return "objects";
	}
}

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct span span;
	const char *what = fact->flags & FACT_ALL_PRIVILEGES ? "ALL" : "a privilege";
	struct diagnostic *diagnostic;
	struct str roles, object;

	if (fact->act != ACT_GRANT || fact->kind == KIND_ROLE)
		return;
	roles = too_wide_for(subject, fact);
	if (!roles.len)
		return;
	span = statement_span(sql, fact_statement(sql, fact));
	object = escape_text(subject->arena,
		fact->object.name.ptr ? object_name_sql(subject->arena, fact->object) : STR(""), false);
	if (!(fact->flags & FACT_ALL_IN_SCHEMA)) {
		diagnostic = diagnose(out, sql->file, span, "GRANT ALL on %s to %s", object.ptr, roles.ptr);
		diagnostic_hint(out, diagnostic, "Name the privileges that are needed");
		return;
	}
	diagnostic = diagnose(out, sql->file, span, "GRANT of %s on all %s%s%s%s to %s", what,
		plural_of(fact->kind), fact->flags & FACT_DEFAULT_PRIVILEGES ? " that will be made" : "",
		object.len ? " in schema " : "", object.ptr, roles.ptr);
	diagnostic_hint(
		out, diagnostic, "Grant on each that needs it, in the migration that creates it");
}

const struct rule rule_grant_too_wide = {
	.key = {.id = "grant-too-wide", .severity = SEVERITY_WARNING, .options = options},
	.scope = 'S',
	.summary = "ALL granted to everybody, or a privilege on all tables of a schema",
	.why = "ALL holds TRUNCATE, which row security does not stop, and REFERENCES and TRIGGER, that "
		   "nobody meant. What is granted on all tables of a schema holds for those that were "
		   "forgotten too, and default privileges for those that nobody has thought of yet.",
	.flagged = "-- staged: supabase/migrations/20250127093045_grant.sql\n"
			   "GRANT ALL ON ALL TABLES IN SCHEMA public TO anon;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_grant.sql\n"
			   "GRANT SELECT ON notes TO anon;\n",
	.remedy = "`rules.grant-too-wide.roles` and `.trusted` in the policy; "
			  "`-- mighook: allow grant-too-wide REASON` before the statement.",
	.source = "PostgreSQL manual, 5.7 and ALTER DEFAULT PRIVILEGES; seed 2 line 53 (S1-06)",
	.check_fact = check_fact,
};
