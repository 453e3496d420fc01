/* SPDX-License-Identifier: MIT */
/* What statements do that no catalog of objects tells: rows, settings, calls. */
#include "schema/inverting.h"
#include "schema/replaying.h"

#include "sql/lexer.h"

static void add_none(struct inverting *inverting, const char *format, struct str name)
{
	struct text text = {.arena = inverting->arena};
	struct str rest = str_from(format);
	size_t at = str_find(rest, STR("%"), 0);

	text_add(&text, str_slice(rest, 0, at));
	if (at < rest.len)
		text_addf(&text, "%.*s%.*s", STR_ARG(name), STR_ARG(str_slice(rest, at + 1, rest.len)));
	inverse_add(inverting, INVERSE_NONE, text_str(&text).ptr, (struct str){NULL, 0});
}

/* The table, view, sequence, function or what else the fact names, while the statement ran. */
static const struct catalog_entry *object_of(
	const struct inverting *inverting, struct object_name name, enum object_kind kind)
{
	unsigned step = inverting->statement->step;
	const struct catalog *catalog = inverting->catalog;

	switch (kind) {
	case KIND_TYPE:
	case KIND_DOMAIN:
		return catalog_type(catalog, name, step);
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return catalog_function(catalog, name, (struct str){NULL, 0}, step);
	case KIND_SCHEMA:
	case KIND_EXTENSION:
		return catalog_object(catalog, kind, name, step);
	default:
		return catalog_relation(catalog, name, step);
	}
}

static bool is_own(
	const struct inverting *inverting, struct object_name name, enum object_kind kind)
{
	const struct catalog_entry *entry = object_of(inverting, name, kind);

	return (entry && inverse_is_own(inverting, entry)) || str_equal(name.schema, STR("pg_temp"));
}

/* A column that the migration has added held nothing before. */
static bool writes_own_columns(const struct inverting *inverting, const struct fact *fact)
{
	const struct catalog_entry *table = object_of(inverting, fact->object, KIND_TABLE);

	for (size_t i = 0; table && i < fact->columns.count; i++) {
		const struct catalog_entry *column = catalog_part(inverting->catalog, table, KIND_COLUMN,
			fact->columns.items[i], inverting->statement->step);

		if (!column || !inverse_is_own(inverting, column))
			return false;
	}
	return table && fact->columns.count;
}

/* The row in which the migration says that it ran. */
static bool is_record(const struct inverting *inverting, const struct fact *fact)
{
	const struct inverse_record *record = inverting->record;

	return record && record->table.name.ptr && fact->act == ACT_INSERT &&
		object_name_equal(fact->object, record->table);
}

static void add_rows(struct inverting *inverting, const struct fact *fact)
{
	struct str table = object_name_sql(inverting->arena, fact->object);

	if (is_own(inverting, fact->object, KIND_TABLE))
		return;
	switch (fact->act) {
	case ACT_INSERT:
	case ACT_COPY:
		if (!(fact->flags & FACT_FROM_FILE) || fact->act == ACT_COPY)
			add_none(inverting, "which rows of % it has added is not known", table);
		break;
	case ACT_UPDATE:
		if (!writes_own_columns(inverting, fact))
			add_none(inverting, "what rows of % held before is lost", table);
		break;
	case ACT_MERGE:
		add_none(inverting, "what rows of % held before is lost", table);
		break;
	default:
		add_none(inverting, "rows that were deleted from % are lost", table);
		break;
	}
}

/* Functions of a SELECT at the top that change nothing that lasts. */
static bool is_harmless(struct str function)
{
	static const char *const known[] = {"set_config", "now", "count", "coalesce", "exists",
		"current_setting", "version", "pg_advisory_lock", "pg_advisory_xact_lock",
		"pg_advisory_unlock", "to_regclass", "pg_sleep", "max", "min", "sum", "format", "lower",
		"upper", "jsonb_build_object", "array_agg", "string_agg", "length"};

	for (size_t i = 0; i < ARRAY_LENGTH(known); i++)
		if (str_equal(function, str_from(known[i])))
			return true;
	return str_starts(function, STR("json")) || str_starts(function, STR("array_")) ||
		str_starts(function, STR("to_"));
}

static void add_calls(struct inverting *inverting)
{
	const struct sql *sql = inverting->sql;
	size_t index = (size_t)(inverting->statement - sql->statements.items);

	for (size_t i = 0; i < sql->calls.count; i++)
		if (sql->calls.items[i].statement == index &&
			!is_harmless(sql->calls.items[i].function.name))
			add_none(inverting, "what %() has done is not known",
				object_name_sql(inverting->arena, sql->calls.items[i].function));
}

/* REVOKE of what nobody has granted here: what a role may do by default. */
static bool changes_privileges(const struct inverting *inverting, const struct catalog_entry *entry)
{
	for (size_t i = 0; i < inverting->touched.count; i++) {
		const struct touched *touched = &inverting->touched.items[i];

		if (touched->entry == entry && touched->before && touched->after)
			return state_list(touched->before, ATTRIBUTE_PRIVILEGES)->count !=
				state_list(touched->after, ATTRIBUTE_PRIVILEGES)->count;
	}
	return false;
}

static bool is_touched(const struct inverting *inverting, const struct catalog_entry *entry)
{
	for (size_t i = 0; i < inverting->touched.count; i++)
		if (inverting->touched.items[i].entry == entry)
			return true;
	return false;
}

static void add_grant(struct inverting *inverting, const struct fact *fact)
{
	const struct catalog_entry *entry = object_of(inverting, fact->object, fact->kind);

	if (fact->flags & FACT_DEFAULT_PRIVILEGES)
		add_none(inverting, "which privileges were given by default before is not known", STR(""));
	else if (fact->kind == KIND_ROLE)
		add_none(inverting, "who was a member of % before is not known", fact->object.name);
	else if (entry && inverse_is_own(inverting, entry))
		return;
	else if (!(fact->flags & FACT_ALL_IN_SCHEMA) &&
		(!entry || entry->is_assumed || !is_touched(inverting, entry)))
		add_none(inverting, "who might do what with % before is not known",
			object_name_sql(inverting->arena, fact->object));
	else if (fact->act == ACT_REVOKE &&
		((fact->flags & FACT_ALL_IN_SCHEMA) || !changes_privileges(inverting, entry)))
		add_none(inverting, "what was revoked on % was given by default, and is not given again",
			object_name_sql(inverting->arena, fact->object));
}

/* A change that has left no trace in the catalog. */
static void add_change(struct inverting *inverting, const struct fact *fact)
{
	struct object_name owner = fact_table(fact);

	if (fact->attributes.count &&
		(object_kinds[fact->kind].belongs_to_table || object_of(inverting, owner, fact->kind)))
		return;
	if (is_own(inverting, owner, fact->table.name.ptr ? KIND_TABLE : fact->kind))
		return;
	add_none(inverting, "what % was before is not known", object_name_sql(inverting->arena, owner));
}

static void add_fact(struct inverting *inverting, const struct fact *fact)
{
	switch (fact->act) {
	case ACT_INSERT:
		if (is_record(inverting, fact)) {
			inverting->is_recorded = true;
			break;
		}
		add_rows(inverting, fact);
		break;
	case ACT_UPDATE:
	case ACT_DELETE:
	case ACT_MERGE:
	case ACT_TRUNCATE:
	case ACT_COPY:
		add_rows(inverting, fact);
		break;
	case ACT_CALL:
		add_none(inverting, "what %() has done is not known",
			object_name_sql(inverting->arena, fact->object));
		break;
	case ACT_READ:
		add_calls(inverting);
		break;
	case ACT_GRANT:
	case ACT_REVOKE:
		add_grant(inverting, fact);
		break;
	case ACT_ALTER:
		add_change(inverting, fact);
		break;
	case ACT_SET:
		if (fact->kind == KIND_DATABASE || fact->kind == KIND_ROLE || fact->kind == KIND_SYSTEM)
			add_none(inverting, "what % was set to before is not known", fact->object.name);
		break;
	default:
		break;
	}
}

/* Statements that nothing is known of, and that change nothing that lasts. */
static bool is_passing(const struct inverting *inverting)
{
	static const char *const words[] = {"analyze", "vacuum", "set", "reset", "show", "explain",
		"discard", "checkpoint", "listen", "notify", "unlisten", "prepare", "execute", "deallocate",
		"fetch", "move", "close", "declare", "begin", "start", "commit", "end", "rollback", "abort",
		"savepoint", "release", "lock", "load", "reindex", "cluster", "select", "values", "do",
		"perform"};
	struct str text = str_slice(
		inverting->sql->text, inverting->statement->from, inverting->statement->to);
	struct token token;

	if (inverting->statement->transaction_act != TRANSACTION_NONE ||
		inverting->statement->place != PLACE_TOP || !lexer_next(text, 0, &token))
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (token_is(text, &token, words[i]))
			return true;
	return false;
}

/* ALTER ... OWNER TO, ALTER PUBLICATION ... ADD TABLE of what the migration itself has made. */
static bool is_about_own(const struct inverting *inverting, struct str text)
{
	const struct catalog *catalog = inverting->catalog;

	if (str_has(text, ',') && !str_has(text, '('))
		return false;
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (inverse_is_own(inverting, entry) && !entry->owner &&
			entry->created <= inverting->statement->step &&
			mentions_identifier(text, entry->state->name.name))
			return true;
	}
	return false;
}

static void add_unknown(struct inverting *inverting)
{
	struct str text = str_slice(
		inverting->sql->text, inverting->statement->from, inverting->statement->to);
	struct token token;
	struct text words = {.arena = inverting->arena};

	if (is_passing(inverting) || is_about_own(inverting, text))
		return;
	for (size_t at = 0; words.len < 20 && lexer_next(text, at, &token); at = token.to)
		text_addf(
			&words, "%s%.*s", words.len ? " " : "", STR_ARG(str_slice(text, token.from, token.to)));
	add_none(inverting, "what `% ...` has changed is not known", text_str(&words));
}

void inverse_facts(struct inverting *inverting)
{
	const struct statement *statement = inverting->statement;

	if (!statement->fact_count && statement->verb)
		add_unknown(inverting);
	for (size_t i = 0; i < statement->fact_count; i++)
		add_fact(inverting, &inverting->sql->facts.items[statement->first_fact + i]);
}
