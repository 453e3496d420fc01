/* SPDX-License-Identifier: MIT */
#include "lint/set_sql.h"

#include "base/vec.h"

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

bool set_sql_says(const struct set_sql *set_sql, struct str words)
{
	for (size_t i = 0; i < set_sql->spoken.count; i++)
		if (has_ignoring_case(set_sql->spoken.items[i], words))
			return true;
	return false;
}

struct span statement_span(const struct sql *sql, const struct statement *statement)
{
	size_t end = str_find(sql->text, STR("\n"), statement->from);

	if (end > statement->from && end < sql->text.len && sql->text.ptr[end - 1] == '\r')
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

/* What was made is dropped again before the fact: its name means something older. */
static bool is_gone(const struct mentioned_facts *found, const struct mentioned *maker,
	const struct sql *sql, size_t number)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct fact *drop = found->items[i].fact;
		size_t dropped = (size_t)(drop - found->items[i].sql->facts.items);

		if (drop->act == ACT_DROP && found->items[i].sql == sql && maker->sql == sql &&
			drop->kind == maker->fact->kind && dropped != number &&
			object_name_equal(drop->object, maker->fact->object) &&
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
	/* of its table there are fewer facts than of a column that is called like others */
	struct mentioned_facts found = mentions_find(
		&set_sql->mentions, table.name.ptr ? table.name : name.name);

	for (size_t i = 0; i < found.count; i++)
		if ((!set_sql->set->spec->outside || found.items[i].sql->file == sql->file) &&
			runs_before(&found.items[i], sql, number) &&
			is_made(set_sql, &found.items[i], kinds, table, name, names) &&
			!is_gone(&found, &found.items[i], sql, number))
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

bool sql_makes_anew(const struct sql *sql, const struct fact *fact)
{
	if (object_kinds[fact->kind].holds_data)
		return false;
	for (size_t i = (size_t)(fact - sql->facts.items) + 1; i < sql->facts.count; i++) {
		const struct fact *other = &sql->facts.items[i];

		if (other->act == ACT_CREATE && other->kind == fact->kind &&
			object_name_equal(other->object, fact->object) &&
			(!fact->table.name.ptr || object_name_equal(other->table, fact->table)))
			return true;
	}
	return false;
}

static void list_text(struct set_sql *set_sql, struct arena *arena, const struct sql *sql)
{
	for (size_t i = 0; i < sql->literals.count; i++)
		if (sql->statements.items[sql->literals.items[i].statement].place != PLACE_TOP)
			str_list_add(arena, &set_sql->spoken, sql->literals.items[i].value);
}

void set_sql_list(struct set_sql *set_sql, struct arena *arena)
{
	set_sql->mentions = mentions_of(arena, set_sql->texts.items, set_sql->texts.count);
	for (size_t i = 0; i < set_sql->texts.count; i++)
		if (!set_sql->texts.items[i]->is_down)
			list_text(set_sql, arena, set_sql->texts.items[i]);
}
