/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"
#include "lint/secret.h"

static struct str hint_of(const struct subject *subject, const struct secret *secret)
{
	if (!strcmp(secret->what, "the password of a role"))
		return STR("Create the role without a password and set it outside the history; then "
				   "change this one: it is known to everybody who can read the repository");
	return str_format(subject->arena,
		"Read it when the code runs, from Vault or the environment; "
		"then change it: it is known to everybody who can read the "
		"repository");
}

static void report(const struct subject *subject, const struct sql *sql,
	const struct secret *secret, struct diagnostics *out)
{
	const struct literal *literal = secret->literal;
	struct span span = literal->to
		? (struct span){literal->from, literal->to}
		: statement_span(sql, &sql->statements.items[literal->statement]);
	struct str owner = escape_text(subject->arena, secret->owner, false);

	diagnostic_hint(out,
		diagnose(out, sql->file, span, "%s%s%.*s stands here in plain text", secret->what,
			secret->owner.ptr ? " " : "", STR_ARG(owner)),
		"%s", hint_of(subject, secret).ptr);
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	struct secrets secrets = secrets_find(subject->arena, sql);

	for (size_t i = 0; i < secrets.count; i++)
		report(subject, sql, &secrets.items[i], out);
}

const struct rule rule_credential_literal = {
	.key = {.id = "credential-literal", .severity = SEVERITY_ERROR},
	.scope = 'S',
	.summary = "a password, key or token in plain",
	.why = "Whoever can read the repository, a clone of it or a build log has the secret, and no "
		   "later commit takes it back. Constants are judged by where they stand (PASSWORD, "
		   "options of servers, columns and parameters called so, arguments of crypt) and by what "
		   "they look like (tokens, keys of known services, passwords in URLs). Hashes and "
		   "placeholders are none. What is found is masked in all that mighook prints.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_role.sql\n"
			   "CREATE ROLE reporting LOGIN PASSWORD 'hunter2';\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_role.sql\n"
			   "CREATE ROLE reporting NOLOGIN;\n",
	.remedy = "Take it out and change the secret; `-- mighook: allow credential-literal REASON` "
			  "before the statement for what is none.",
	.source = "seed 1 line 414 (S0-41)",
	.check_sql = check_sql,
};
