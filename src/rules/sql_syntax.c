/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static void check_error(const struct subject *subject, const struct sql *sql,
	const struct syntax_error *error, struct diagnostics *out)
{
	unsigned grammar = sql_grammar_version(), server = policy_postgres(subject->policy);
	struct span span = {error->offset, error->offset + 1};
	struct diagnostic *diagnostic;

	/* the word at which the parser stopped */
	while (
		span.to < error->to && (is_alnum(sql->text.ptr[span.to]) || sql->text.ptr[span.to] == '_'))
		span.to++;
	if (server > grammar) {
		diagnostic = diagnose(out, sql->file, span,
			"PostgreSQL %u's parser refuses this, your server is %u: %s; what it does is not "
			"judged",
			grammar, server, escape_text(subject->arena, error->message, false).ptr);
		diagnostic_at_most(diagnostic, SEVERITY_WARNING);
		if (error->later)
			diagnostic_hint(out, diagnostic, "%s is known from PostgreSQL %u on", error->later_name,
				error->later);
		return;
	}
	diagnostic = diagnose(out, sql->file, span, "%s (PostgreSQL %u's parser)",
		escape_text(subject->arena, error->message, false).ptr, grammar);
	if (error->later)
		diagnostic_hint(out, diagnostic,
			"PostgreSQL %u brought %s: set `postgres: %u` in the policy if your servers have it",
			error->later, error->later_name, error->later);
	else if (error->misses_semicolon)
		diagnostic_hint(out, diagnostic, "Put a ';' behind the statement before it");
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	for (size_t i = 0; i < sql->errors.count; i++)
		check_error(subject, sql, &sql->errors.items[i], out);
}

const struct rule rule_sql_syntax = {
	.key = {.id = "sql-syntax", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.summary = "a statement that PostgreSQL's parser refuses",
	.why = "It fails on the server, in the middle of a deployment, and where the runner uses no "
		   "transaction it leaves half of the file applied. The file's other statements are judged "
		   "all the same. The parser is PostgreSQL's own; a policy says by `postgres:` that the "
		   "servers know more.",
	.flagged = "-- staged: supabase/migrations/20250127093045_drop_orders.sql\n"
			   "DROP TABL orders;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n",
	.remedy = "`postgres: N` in the policy where the servers are newer than the parser; "
			  "`dialect: other` for a set that is no PostgreSQL; "
			  "`-- mighook: allow sql-syntax REASON` before the statement.",
	.source = "PostgreSQL manual, 4.1; libpg_query; sbdchd/squawk#943",
	.squawk = "syntax-error",
	.check_sql = check_sql,
};
