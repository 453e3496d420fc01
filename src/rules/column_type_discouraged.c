/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/live_table.h"

static const struct option_key options[] = {
	{"types", VALUE_LIST, NULL, "serial|int|smallint|varchar|char|timestamp|json|money",
		"which types are discouraged"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

static const struct {
	const char *option; /* as the policy names it */
	const char *type; /* as PostgreSQL does; NULL: serial, of any size */
	bool is_limited; /* only with a length */
	const char *shown, *better, *why;
} discouraged[] = {
	{"serial", NULL, false, "serial", "GENERATED ALWAYS AS IDENTITY",
		"a serial's sequence has rights and an owner of its own"},
	{"int", "int4", false, "int", "bigint", "it ends at 2147483647"},
	{"smallint", "int2", false, "smallint", "bigint", "it ends at 32767"},
	{"varchar", "varchar", true, "varchar with a length", "text, and a CHECK for its length",
		"another length is another type"},
	{"char", "bpchar", false, "char", "text", "it fills values up with blanks"},
	{"timestamp", "timestamp", false, "timestamp", "timestamptz",
		"it does not say which moment it is"},
	{"json", "json", false, "json", "jsonb",
		"it has no equality, and no index finds anything in it"},
	{"money", "money", false, "money", "numeric", "what it holds depends on the server's locale"},
};

static void check_fact(const struct subject *subject, const struct sql *sql,
	const struct fact *fact, struct diagnostics *out)
{
	struct str_list asked = policy_option_list(subject->policy, &subject->rule->key, "types");

	if ((fact->act != ACT_CREATE && fact->act != ACT_SET_TYPE) || fact->kind != KIND_COLUMN ||
		fact->type.is_array || fact->type.name.schema.len)
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(discouraged); i++) {
		bool is_it = discouraged[i].type
			? str_equal(fact->type.name.name, str_from(discouraged[i].type))
			: (fact->flags & FACT_SERIAL) != 0;

		if (!is_it || (discouraged[i].is_limited && !fact->type.modifier_count) ||
			!str_list_contains(&asked, str_from(discouraged[i].option)))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, fact_statement(sql, fact)), "%s is %s: %s",
				shown_column(subject, fact->table, fact->object.name).ptr, discouraged[i].shown,
				discouraged[i].why),
			"Take %s", discouraged[i].better);
		return;
	}
}

const struct rule rule_column_type_discouraged = {
	.key = {.id = "column-type-discouraged", .severity = SEVERITY_OFF, .options = options},
	.scope = 'S',
	.flags = RULE_UP_ONLY,
	.summary = "a column of a type that has a better one beside it",
	.why = "Such types are hard to leave: a table that has grown must be rewritten for it. The "
		   "option `types` says which are asked.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, name varchar(50));\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, name text);\n",
	.remedy =
		"`types` in the policy; `-- mighook: allow column-type-discouraged REASON` before the "
		"statement.",
	.source = "PostgreSQL wiki, Don't Do This; sbdchd/squawk",
	.squawk = "prefer-text-field|prefer-timestamp-tz|prefer-bigint-over-int|"
			  "prefer-bigint-over-smallint|prefer-identity|ban-char-field",
	.check_fact = check_fact,
};
