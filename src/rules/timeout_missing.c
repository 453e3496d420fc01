/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/rule.h"

static const struct option_key options[] = {
	{"timeouts", VALUE_LIST, NULL, "lock_timeout",
		"which must be set: lock_timeout, statement_timeout, or both"},
	{NULL, VALUE_TEXT, NULL, NULL, NULL},
};

/* Kinds whose DROP or CREATE locks the table they belong to, or themselves. */
static bool locks(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_COLUMN:
	case KIND_CONSTRAINT:
	case KIND_INDEX:
	case KIND_TRIGGER:
	case KIND_RULE:
	case KIND_POLICY:
		return true;
	default:
		return false;
	}
}

/* True if the statement waits for others that use the object, and makes the next ones wait. */
static bool is_strong(const struct sql *sql, const struct fact *fact)
{
	if (fact->flags & (FACT_PART | FACT_CONCURRENTLY))
		return false;
	switch (fact->act) {
	case ACT_CREATE:
		return fact->table.name.ptr && locks(fact->kind) &&
			strcmp(fact_statement(sql, fact)->verb, "ALTER DOMAIN") != 0;
	case ACT_DROP:
	case ACT_RENAME:
	case ACT_MOVE:
	case ACT_LOCK:
	case ACT_REINDEX:
		return locks(fact->kind);
	case ACT_TRUNCATE:
	case ACT_REFRESH:
		return true;
	default:
		return !strcmp(fact_statement(sql, fact)->verb, "ALTER TABLE");
	}
}

static bool is_new(const struct subject *subject, const struct sql *sql, const struct fact *fact)
{
	static const struct object_name nothing = {{NULL, 0}, {NULL, 0}};
	struct object_name table = fact_table(fact);

	return set_sql_is_new_table(subject->set_sql, sql, fact, table) ||
		set_sql_creates(subject->set_sql, sql, fact, fact->kind, nothing, fact->object);
}

/* The first such fact on something that was there before; NULL: none. */
static const struct fact *first_strong(const struct subject *subject, const struct sql *sql)
{
	const struct fact *first = NULL;

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		if (fact_statement(sql, fact)->place != PLACE_BODY && is_strong(sql, fact) &&
			!is_new(subject, sql, fact) && (!first || set_sql_precedes(sql, fact, sql, first)))
			first = fact;
	}
	return first;
}

static bool is_zero(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (is_digit(value.ptr[i]) && value.ptr[i] != '0')
			return false;
	return true;
}

/* SET LOCAL ends with its transaction. */
static bool lasts(const struct sql *sql, const struct fact *set, const struct fact *until)
{
	size_t transaction = fact_statement(sql, set)->transaction;

	return !(set->flags & FACT_OTHER_WAY) || !transaction ||
		transaction == fact_statement(sql, until)->transaction;
}

/* SELECT set_config('lock_timeout', '2s', false). */
static bool is_configured(const struct sql *sql, struct str timeout, const struct fact *until)
{
	for (size_t i = 0; i < sql->literals.count; i++) {
		const struct literal *literal = &sql->literals.items[i];

		if (literal->place == LITERAL_ARGUMENT && str_equal(literal->owner, STR("set_config")) &&
			str_equal_ignoring_case(literal->value, timeout) &&
			sql->statements.items[literal->statement].from < fact_statement(sql, until)->from)
			return true;
	}
	return false;
}

static bool is_set(const struct sql *sql, struct str timeout, const struct fact *until)
{
	bool found = is_configured(sql, timeout, until);

	for (size_t i = 0; i < sql->facts.count; i++) {
		const struct fact *fact = &sql->facts.items[i];

		/* the last one holds */
		if (fact->act == ACT_SET && fact->kind == KIND_OTHER &&
			str_equal_ignoring_case(fact->object.name, timeout) &&
			set_sql_precedes(sql, fact, sql, until) && lasts(sql, fact, until))
			found = !is_zero(fact->value);
	}
	return found;
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	struct str_list timeouts = policy_option_list(subject->policy, &subject->rule->key, "timeouts");
	const struct fact *first = first_strong(subject, sql);

	for (size_t i = 0; first && i < timeouts.count; i++) {
		struct str timeout = timeouts.items[i];
		const char *limit = str_equal(timeout, STR("lock_timeout")) ? "2s" : "60s";
		const char *shown = escape_text(subject->arena, timeout, false).ptr;

		if (is_set(sql, timeout, first))
			continue;
		diagnostic_hint(out,
			diagnose(out, sql->file, statement_span(sql, fact_statement(sql, first)),
				"%s is not set before the first statement that locks what is in use", shown),
			"Put above it: `SET %s%s = '%s';`",
			fact_statement(sql, first)->transaction ? "LOCAL " : "", shown, limit);
	}
}

const struct rule rule_timeout_missing = {
	.key = {.id = "timeout-missing", .severity = SEVERITY_OFF, .options = options},
	.scope = 'S',
	.summary = "a strong lock is taken and no lock_timeout or statement_timeout is set before",
	.why = "An ALTER TABLE that waits for a long query makes every later query of that table wait "
		   "behind it: the application stands still although nothing is locked yet. With "
		   "lock_timeout the migration fails instead, and can be run again. Files that only "
		   "create new tables need none.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_note.sql\n"
			   "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_note.sql\n"
			   "SET LOCAL lock_timeout = '2s';\n"
			   "SET LOCAL statement_timeout = '60s';\n"
			   "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;\n",
	.remedy = "`timeouts` in the policy says which are asked; "
			  "`-- mighook: allow timeout-missing REASON` before the statement.",
	.source = "PostgreSQL manual, 20.11 Client Connection Defaults; eugene E9; squawk#673",
	.squawk = "require-lock-timeout|require-statement-timeout",
	.check_sql = check_sql,
};
