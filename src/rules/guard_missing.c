/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "rules/guards.h"
#include "rules/history_table.h"

/* From here on CREATE TRIGGER knows OR REPLACE. */
enum { TRIGGER_OR_REPLACE = 14 };

struct asking {
	const struct subject *subject;
	const struct sql *sql;
	const struct fact *fact;
	struct diagnostics *out;
};

/* A kind's name in capitals, as CREATE writes it. */
static const char *keyword(const struct fact *fact)
{
	return fact->kind == KIND_USER_MAPPING ? "USER MAPPING" : object_kinds[fact->kind].keyword;
}

/* An index has its table's schema, and CREATE INDEX wants none. */
static const char *own_name(const struct asking *asking)
{
	struct arena *arena = asking->subject->arena;
	const struct fact *fact = asking->fact;
	struct str name = fact->act == ACT_CREATE && fact->kind == KIND_INDEX
		? identifier_sql(arena, fact->object.name)
		: object_name_sql(arena, fact->object);

	return escape_text(arena, name, false).ptr;
}

static const char *table_name(const struct asking *asking)
{
	return escape_text(
		asking->subject->arena, object_name_sql(asking->subject->arena, asking->fact->table), false)
		.ptr;
}

/* "index users_email of users" */
static const char *shown(const struct asking *asking)
{
	const struct fact *fact = asking->fact;
	const char *kind = object_kinds[fact->kind].name;
	bool has_table = fact->table.name.ptr;

	if (!fact->object.name.ptr)
		return str_format(asking->subject->arena, "a%s %s without a name%s%s",
			str_has(STR("aeiou"), kind[0]) ? "n" : "", kind, has_table ? " on " : "",
			has_table ? table_name(asking) : "")
			.ptr;
	return str_format(asking->subject->arena, "%s %s%s%s", kind, own_name(asking),
		has_table ? " of " : "", has_table ? table_name(asking) : "")
		.ptr;
}

static void hint_constraint(const struct asking *asking, struct diagnostic *diagnostic)
{
	bool is_of_domain = !strcmp(fact_statement(asking->sql, asking->fact)->verb, "ALTER DOMAIN");

	if (!asking->fact->object.name.ptr)
		diagnostic_hint(asking->out, diagnostic,
			"Give it a name, and put DROP CONSTRAINT IF EXISTS with that name before it");
	else
		diagnostic_hint(asking->out, diagnostic,
			"Put before it: ALTER %s %s DROP CONSTRAINT IF EXISTS %s",
			is_of_domain ? "DOMAIN" : "TABLE", table_name(asking), own_name(asking));
}

static void hint_index(const struct asking *asking, struct diagnostic *diagnostic)
{
	if (!asking->fact->object.name.ptr)
		diagnostic_hint(asking->out, diagnostic,
			"Give it a name: only then can IF NOT EXISTS, or DROP INDEX IF EXISTS, find it");
	else if (asking->fact->flags & FACT_CONCURRENTLY)
		diagnostic_hint(asking->out, diagnostic,
			"Put before it: DROP INDEX CONCURRENTLY IF EXISTS %s (IF NOT EXISTS would accept an "
			"invalid index that a failed build has left)",
			escape_text(asking->subject->arena,
				object_name_sql(asking->subject->arena, asking->fact->object), false)
				.ptr);
	else
		diagnostic_hint(asking->out, diagnostic, "Write CREATE %sINDEX IF NOT EXISTS %s",
			asking->fact->flags & FACT_UNIQUE ? "UNIQUE " : "", own_name(asking));
}

/* Where CREATE itself knows no guard. */
static void hint_unguarded(const struct asking *asking, struct diagnostic *diagnostic)
{
	const struct fact *fact = asking->fact;

	switch (fact->kind) {
	case KIND_POLICY:
	case KIND_TRIGGER:
		diagnostic_hint(asking->out, diagnostic, "Put before it: DROP %s IF EXISTS %s ON %s",
			keyword(fact), own_name(asking), table_name(asking));
		break;
	case KIND_ATTRIBUTE:
		diagnostic_hint(asking->out, diagnostic,
			"Put it into a DO block that looks in pg_attribute first: IF NOT EXISTS (SELECT 1 "
			"...)");
		break;
	case KIND_EVENT_TRIGGER:
	case KIND_PUBLICATION:
		diagnostic_hint(asking->out, diagnostic, "Put before it: DROP %s IF EXISTS %s",
			keyword(fact), own_name(asking));
		break;
	case KIND_DATABASE:
	case KIND_TABLESPACE:
	case KIND_SUBSCRIPTION:
		diagnostic_hint(asking->out, diagnostic,
			"It knows no guard and cannot stand in a DO block: create it outside the migrations");
		break;
	case KIND_OTHER:
		diagnostic_hint(asking->out, diagnostic, "Put DROP ... IF EXISTS of the same before it");
		break;
	default:
		diagnostic_hint(asking->out, diagnostic,
			"Put it into a block: DO $$ BEGIN CREATE %s %s ...; EXCEPTION WHEN duplicate_object "
			"THEN NULL; END $$",
			keyword(fact), own_name(asking));
	}
}

static void report_created(const struct asking *asking)
{
	const struct fact *fact = asking->fact;
	const struct statement *statement = fact_statement(asking->sql, fact);
	enum create_guard guard = object_kinds[fact->kind].guard;
	struct diagnostic *diagnostic = diagnose(asking->out, asking->sql->file,
		statement_span(asking->sql, statement),
		fact->object.name.ptr ? "%s is created without a guard: a second run fails"
							  : "%s is created without a guard: a second run makes another",
		shown(asking));

	if (fact->kind == KIND_TRIGGER && policy_postgres(asking->subject->policy) < TRIGGER_OR_REPLACE)
		guard = CREATE_UNGUARDED;
	if (fact->kind == KIND_CONSTRAINT)
		hint_constraint(asking, diagnostic);
	else if (fact->kind == KIND_INDEX)
		hint_index(asking, diagnostic);
	else if (fact->kind == KIND_COLUMN)
		diagnostic_hint(
			asking->out, diagnostic, "Write ADD COLUMN IF NOT EXISTS %s", own_name(asking));
	else if (fact->kind == KIND_ENUM_VALUE)
		diagnostic_hint(asking->out, diagnostic, "Write ADD VALUE IF NOT EXISTS");
	else if (guard == CREATE_UNGUARDED || !keyword(fact))
		hint_unguarded(asking, diagnostic);
	else
		diagnostic_hint(asking->out, diagnostic,
			guard == CREATE_OR_REPLACE ? "Write CREATE OR REPLACE %s %s%s"
									   : "Write CREATE %s IF NOT EXISTS %s%s",
			keyword(fact), own_name(asking),
			!strcmp(statement->verb, "SELECT") ? " AS SELECT" : "");
}

static void report_dropped(const struct asking *asking)
{
	const struct fact *fact = asking->fact;
	struct diagnostic *diagnostic = diagnose(asking->out, asking->sql->file,
		statement_span(asking->sql, fact_statement(asking->sql, fact)),
		"%s is dropped without IF EXISTS: a second run fails", shown(asking));

	if (fact->kind == KIND_ATTRIBUTE)
		diagnostic_hint(
			asking->out, diagnostic, "Write DROP ATTRIBUTE IF EXISTS %s", own_name(asking));
	else if (keyword(fact) && fact->object.name.ptr)
		diagnostic_hint(
			asking->out, diagnostic, "Write DROP %s IF EXISTS %s", keyword(fact), own_name(asking));
	else
		diagnostic_hint(asking->out, diagnostic, "Write IF EXISTS behind the object's kind");
}

static void report_renamed(const struct asking *asking)
{
	const struct fact *fact = asking->fact;
	struct diagnostic *diagnostic = diagnose(asking->out, asking->sql->file,
		statement_span(asking->sql, fact_statement(asking->sql, fact)),
		fact->act == ACT_MOVE ? "%s is moved without a guard: a second run fails"
							  : "%s is renamed without a guard: a second run fails",
		shown(asking));

	if (object_kinds[fact->kind].belongs_to_table || !keyword(fact))
		diagnostic_hint(asking->out, diagnostic,
			"Put it into a DO block that looks first: IF EXISTS (SELECT 1 FROM %s ... '%s')",
			fact->kind == KIND_COLUMN ? "information_schema.columns" : "the catalogue",
			escape_text(asking->subject->arena, fact->object.name, false).ptr);
	else
		diagnostic_hint(asking->out, diagnostic, "Write ALTER %s IF EXISTS %s", keyword(fact),
			own_name(asking));
}

static void report_inserted(const struct asking *asking)
{
	diagnostic_hint(asking->out,
		diagnose(asking->out, asking->sql->file,
			statement_span(asking->sql, fact_statement(asking->sql, asking->fact)),
			"rows are inserted into %s without a guard: a second run fails, or doubles them",
			own_name(asking)),
		"Add ON CONFLICT DO NOTHING, where a unique key finds them, or WHERE NOT EXISTS");
}

/* Statements that ask nothing of the fact: what they make goes with something else. */
static bool is_part(const struct sql *sql, const struct fact *fact)
{
	const char *verb = fact_statement(sql, fact)->verb;

	return (fact->flags & (FACT_PART | FACT_TEMPORARY)) || !strcmp(verb, "IMPORT FOREIGN SCHEMA") ||
		(!strcmp(verb, "CREATE SCHEMA") && fact->kind != KIND_SCHEMA) ||
		(fact->kind == KIND_CONSTRAINT && fact->column.ptr);
}

static void check_created(const struct asking *asking, const struct guards *guards)
{
	const struct fact *fact = asking->fact;

	if (!(fact->flags & (FACT_GUARDED | FACT_REPLACES)) && !is_part(asking->sql, fact) &&
		!guards_temporary(guards, fact->table) && !guards_make_room(guards, fact))
		report_created(asking);
}

static void check_dropped(const struct asking *asking, const struct guards *guards)
{
	const struct fact *fact = asking->fact;

	if (!(fact->flags & FACT_GUARDED) && fact->kind != KIND_OWNED &&
		!guards_temporary(guards, fact->table.name.ptr ? fact->table : fact->object) &&
		!guards_have_made(guards, fact))
		report_dropped(asking);
}

/* IF EXISTS of the table says nothing of what belongs to it. */
static void check_renamed(const struct asking *asking, const struct guards *guards)
{
	const struct fact *fact = asking->fact;
	bool is_guarded = (fact->flags & FACT_GUARDED) && !object_kinds[fact->kind].belongs_to_table;

	if (!is_guarded && !guards_temporary(guards, fact->table) &&
		!guards_temporary(guards, fact->object) && !guards_have_made(guards, fact))
		report_renamed(asking);
}

static void check_inserted(const struct asking *asking, const struct guards *guards)
{
	const struct fact *fact = asking->fact;

	if (!(fact->flags & FACT_GUARDED) && !history_table_is(asking->subject, fact->object) &&
		!guards_temporary(guards, fact->object) && !guards_make_room(guards, fact))
		report_inserted(asking);
}

static void check_sql(const struct subject *subject, const struct sql *sql, struct diagnostics *out)
{
	struct guards guards = {sql, &subject->set_sql->mentions};

	for (size_t i = 0; i < sql->facts.count; i++) {
		struct asking asking = {subject, sql, &sql->facts.items[i], out};

		if (fact_statement(sql, asking.fact)->place == PLACE_BODY ||
			guards_hold_block(&guards, asking.fact))
			continue;
		switch (asking.fact->act) {
		case ACT_CREATE:
			check_created(&asking, &guards);
			break;
		case ACT_DROP:
			check_dropped(&asking, &guards);
			break;
		case ACT_RENAME:
		case ACT_MOVE:
			check_renamed(&asking, &guards);
			break;
		case ACT_INSERT:
			check_inserted(&asking, &guards);
			break;
		default:
			break;
		}
	}
}

const struct rule rule_guard_missing = {
	.key = {.id = "guard-missing", .severity = SEVERITY_WARNING},
	.scope = 'S',
	.flags = RULE_SPARES_SQUASHES,
	.summary = "a statement that fails, or does it twice, when the migration runs again",
	.why =
		"A migration that broke off half way, or that a second ledger does not know of, runs "
		"again. Each object that is created, dropped or renamed and each INSERT is asked for its "
		"guard: IF [NOT] EXISTS, OR REPLACE, DROP ... IF EXISTS before CREATE, a DO block that "
		"looks first or catches duplicate_object, ON CONFLICT, WHERE NOT EXISTS. Temporary "
		"tables and the history's own rows are not asked.",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE users (id bigint PRIMARY KEY);\n"
			   "CREATE POLICY own ON users USING (id = 1);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_users.sql\n"
			   "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\n"
			   "DROP POLICY IF EXISTS own ON users;\n"
			   "CREATE POLICY own ON users USING (id = 1);\n",
	.remedy = "`-- mighook: allow guard-missing REASON` before the statement; `guard-missing: off` "
			  "where migrations run once by all means.",
	.source = "seed 2 lines 50, 167-183 (S1-03); caura-ai/caura#1608",
	.squawk = "prefer-robust-stmts",
	.check_sql = check_sql,
};
