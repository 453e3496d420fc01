/* SPDX-License-Identifier: MIT */
#include "lint/set_sql.h"

#include "migration/history_spec.h"

bool sql_is_new(const struct sql *sql)
{
	return !sql->file->in_base;
}

static bool has_ignoring_case(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++)
		if (str_equal_ignoring_case(str_slice(text, i, i + part.len), part))
			return true;
	return false;
}

bool sql_says(const struct sql *sql, struct str words)
{
	for (size_t i = 0; i < sql->literals.count; i++)
		if (sql->literals.items[i].place != LITERAL_COMMENT &&
			has_ignoring_case(sql->literals.items[i].value, words))
			return true;
	return false;
}

struct span statement_span(const struct sql *sql, const struct statement *statement)
{
	/* no further than the statement: a file may be one line */
	struct str text = str_slice(sql->text, 0, statement->to + 1);
	size_t end = str_find(text, STR("\n"), statement->from);

	if (end > statement->from && end < text.len && sql->text.ptr[end - 1] == '\r')
		end--;
	return (struct span){statement->from, end < statement->to ? end : statement->to};
}

int migration_file_compare(const struct migration_file *a, const struct migration_file *b)
{
	if (a->migration && b->migration && a->migration->identity.ptr && b->migration->identity.ptr)
		return str_compare(a->migration->identity, b->migration->identity);
	return str_compare(a->path, b->path);
}

/* In one text. Facts of a DO block are listed behind all others, but it runs in its place. */
static bool stands_before(const struct sql *sql, size_t number, size_t later)
{
	const struct fact *fact = &sql->facts.items[number], *other = &sql->facts.items[later];
	const struct statement *statement = fact_statement(sql, fact);
	const struct statement *after = fact_statement(sql, other);

	if (statement->from != after->from)
		return statement->from < after->from;
	return number < later;
}

/* What a function does is done when it is called, if ever. */
static bool is_only_called(const struct sql *sql, size_t fact)
{
	return fact_statement(sql, &sql->facts.items[fact])->place == PLACE_BODY;
}

bool set_sql_precedes(const struct sql *sql, const struct fact *fact, const struct sql *later_sql,
	const struct fact *later)
{
	size_t number = (size_t)(fact - sql->facts.items);

	if (is_only_called(sql, number))
		return false;
	if (sql == later_sql)
		return stands_before(sql, number, (size_t)(later - later_sql->facts.items));
	return !sql->is_down && sql->file != later_sql->file &&
		migration_file_compare(sql->file, later_sql->file) < 0;
}

/* What `created` of another text (or the same) makes is there when the fact runs, and was not there
 * before the change. */
static bool runs_before(const struct mentioned *created, const struct sql *sql, size_t fact)
{
	size_t number = (size_t)(created->fact - created->sql->facts.items);

	if (is_only_called(created->sql, number) && !is_only_called(sql, fact))
		return false;
	if (created->sql == sql)
		return number != fact && stands_before(sql, number, fact);
	/* a rollback takes back what its migration has created */
	if (sql->is_down)
		return !created->sql->is_down &&
			(created->sql->file == sql->file ||
				(sql->file->migration && created->sql->file == sql->file->migration->up));
	return !created->sql->is_down && created->sql->file != sql->file && sql_is_new(created->sql) &&
		sql_is_new(sql) && migration_file_compare(created->sql->file, sql->file) < 0;
}

/* A set of kinds: a bit for each. */
static uint64_t only(enum object_kind kind)
{
	return (uint64_t)1 << kind;
}

/* Names that a new object may have had: nobody gives it more. */
enum { MOST_NAMES = 8 };

static bool creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	uint64_t kinds, struct object_name table, struct object_name name, unsigned names);

/* A new object is new under its next name too. */
static bool is_made(const struct set_sql *set_sql, const struct mentioned *maker, uint64_t kinds,
	struct object_name table, struct object_name name, unsigned names)
{
	const struct fact *fact = maker->fact;

	/* a temporary one is never what is written with another schema; a ROLLBACK takes it back */
	if ((fact->flags & FACT_TEMPORARY) && name.schema.len &&
		!str_equal(name.schema, STR("pg_temp")))
		return false;
	if (fact_statement(maker->sql, fact)->is_undone)
		return false;
	if (!(kinds & only(fact->kind)) || (table.name.ptr && !object_name_equal(fact->table, table)))
		return false;
	if (fact->act == ACT_CREATE)
		return object_name_equal(fact->object, name);
	return fact->act == ACT_RENAME && names < MOST_NAMES &&
		object_name_equal((struct object_name){fact->object.schema, fact->new_name}, name) &&
		creates(set_sql, maker->sql, fact, only(fact->kind), fact->table, fact->object, names + 1);
}

static bool speaks_of(const struct fact *fact, struct str name)
{
	return str_equal(fact->object.name, name) || str_equal(fact->table.name, name);
}

/* What was made is dropped again before the fact: its name means something older. `holder`: what is
 * made, or the table it belongs to. */
static bool is_gone(const struct set_sql *set_sql, const struct mentioned *maker,
	const struct sql *sql, size_t number, struct str holder)
{
	struct mentioned_facts found;

	if (maker->sql != sql)
		return false;
	found = mentions_find(
		&set_sql->mentions, MENTION_REMOVED, maker->fact->object.name, (struct str){NULL, 0}, sql);
	for (size_t i = 0; i < found.count; i++) {
		const struct fact *drop = found.items[i].fact;
		size_t dropped = (size_t)(drop - sql->facts.items);

		if (drop->act == ACT_DROP && found.items[i].sql == sql && drop->kind == maker->fact->kind &&
			dropped != number && object_name_equal(drop->object, maker->fact->object) &&
			speaks_of(drop, holder) &&
			stands_before(sql, (size_t)(maker->fact - sql->facts.items), dropped) &&
			stands_before(sql, dropped, number))
			return true;
	}
	return false;
}

static bool creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	uint64_t kinds, struct object_name table, struct object_name name, unsigned names)
{
	size_t number = (size_t)(fact - sql->facts.items);
	struct mentioned_facts found = mentions_find(
		&set_sql->mentions, MENTION_MADE, name.name, table.name, NULL);

	for (size_t i = 0; i < found.count; i++)
		if ((!set_sql->set->spec->outside || found.items[i].sql->file == sql->file) &&
			runs_before(&found.items[i], sql, number) &&
			is_made(set_sql, &found.items[i], kinds, table, name, names) &&
			!is_gone(
				set_sql, &found.items[i], sql, number, table.name.ptr ? table.name : name.name))
			return true;
	return false;
}

bool set_sql_creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	enum object_kind kind, struct object_name table, struct object_name name)
{
	return creates(set_sql, sql, fact, only(kind), table, name, 0);
}

bool set_sql_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name table)
{
	uint64_t kinds = only(KIND_TABLE) | only(KIND_MATERIALIZED_VIEW) | only(KIND_VIEW) |
		only(KIND_FOREIGN_TABLE) | only(KIND_TYPE) | only(KIND_DOMAIN);

	return creates(set_sql, sql, fact, kinds, (struct object_name){{NULL, 0}, {NULL, 0}}, table, 0);
}

bool set_sql_makes_anew(
	const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact)
{
	struct mentioned_facts found;

	if (object_kinds[fact->kind].holds_data)
		return false;
	found = mentions_find(
		&set_sql->mentions, MENTION_MADE, fact->object.name, fact->table.name, sql);
	for (size_t i = 0; i < found.count; i++) {
		const struct fact *other = found.items[i].fact;

		if (found.items[i].sql == sql && other > fact && other->act == ACT_CREATE &&
			other->kind == fact->kind && object_name_equal(other->object, fact->object) &&
			(!fact->table.name.ptr || object_name_equal(other->table, fact->table)))
			return true;
	}
	return false;
}

static void listen(struct set_sql *set_sql, const struct sql *sql)
{
	static const struct str words[SPOKEN_COUNT] = {
		[SPOKEN_ROW_SECURITY] = {"enable row level security", 25},
		[SPOKEN_POLICY] = {"create policy", 13},
	};

	for (size_t i = 0; i < sql->literals.count; i++)
		if (sql->statements.items[sql->literals.items[i].statement].place != PLACE_TOP)
			for (size_t j = 0; j < SPOKEN_COUNT; j++)
				set_sql->says[j] |= has_ignoring_case(sql->literals.items[i].value, words[j]);
}

/* Those of every tool by their names alone; those of the policy as they are written. */
static void list_history_tables(struct set_sql *set_sql, struct arena *arena)
{
	struct history_specs specs = history_specs_of(arena, set_sql->set->spec);

	for (size_t i = 0; i < history_adapter_count; i++)
		str_list_add(
			arena, &set_sql->history_tables, history_adapter_table_name(&history_adapters[i]));
	for (size_t i = 0; i < specs.count; i++)
		str_list_add(arena, &set_sql->history_specs, specs.items[i].table);
}

void set_sql_list(struct set_sql *set_sql, struct arena *arena)
{
	list_history_tables(set_sql, arena);
	set_sql->mentions = mentions_of(arena, set_sql->texts.items, set_sql->texts.count);
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (set_sql->texts.items[i]->has_inner && !set_sql->texts.items[i]->is_down)
			listen(set_sql, set_sql->texts.items[i]);
}
