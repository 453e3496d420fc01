/* SPDX-License-Identifier: MIT */
#include "lint/set_sql.h"

#include "base/sort.h"
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

struct span statement_span(const struct sql *sql, const struct statement *statement)
{
	size_t end = str_find(sql->text, STR("\n"), statement->from);

	if (end > statement->from && end < sql->text.len && sql->text.ptr[end - 1] == '\r')
		end--;
	return (struct span){statement->from, end < statement->to ? end : statement->to};
}

static int compare(const void *a, const void *b)
{
	const struct created *first = a, *second = b;

	return str_compare(first->name.name, second->name.name);
}

/* The first entry of that name. */
static size_t find(const struct set_sql *set_sql, struct str name)
{
	size_t from = 0, to = set_sql->created.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(set_sql->created.items[middle].name.name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Order in which files run. */
static int compare_files(const struct migration_file *a, const struct migration_file *b)
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
		compare_files(sql->file, later_sql->file) < 0;
}

static bool runs_before(const struct created *created, const struct sql *sql, size_t fact)
{
	if (is_only_called(created->sql, created->fact) && !is_only_called(sql, fact))
		return false;
	if (created->sql == sql)
		return stands_before(sql, created->fact, fact);
	/* a rollback takes back what its migration has created */
	if (sql->is_down)
		return !created->sql->is_down &&
			(created->sql->file == sql->file ||
				(sql->file->migration && created->sql->file == sql->file->migration->up));
	return !created->sql->is_down && created->sql->file != sql->file && sql_is_new(created->sql) &&
		sql_is_new(sql) && compare_files(created->sql->file, sql->file) < 0;
}

bool set_sql_creates(const struct set_sql *set_sql, const struct sql *sql, const struct fact *fact,
	enum object_kind kind, struct object_name table, struct object_name name)
{
	size_t number = (size_t)(fact - sql->facts.items);

	for (size_t i = find(set_sql, name.name); i < set_sql->created.count; i++) {
		const struct created *created = &set_sql->created.items[i];

		if (!str_equal(created->name.name, name.name))
			break;
		if (created->kind == kind && object_name_equal(created->name, name) &&
			(!table.name.ptr || object_name_equal(created->table, table)) &&
			(!set_sql->set->spec->outside || created->sql->file == sql->file) &&
			runs_before(created, sql, number))
			return true;
	}
	return false;
}

bool set_sql_is_new_table(const struct set_sql *set_sql, const struct sql *sql,
	const struct fact *fact, struct object_name table)
{
	static const enum object_kind kinds[] = {
		KIND_TABLE, KIND_MATERIALIZED_VIEW, KIND_VIEW, KIND_FOREIGN_TABLE, KIND_TYPE, KIND_DOMAIN};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (set_sql_creates(
				set_sql, sql, fact, kinds[i], (struct object_name){{NULL, 0}, {NULL, 0}}, table))
			return true;
	return false;
}

static void add_created(struct set_sql *set_sql, struct arena *arena, const struct sql *sql,
	size_t number, struct object_name name)
{
	const struct fact *fact = &sql->facts.items[number];

	*vec_push(arena, &set_sql->created) = (struct created){
		.kind = fact->kind,
		.name = name,
		.table = fact->table,
		.sql = sql,
		.fact = number,
	};
}

static void sort_created(struct set_sql *set_sql)
{
	sort(set_sql->created.items, set_sql->created.count, sizeof *set_sql->created.items, compare);
}

void set_sql_list_created(struct set_sql *set_sql, struct arena *arena)
{
	size_t known;

	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		for (size_t j = 0; j < sql->facts.count; j++)
			if (sql->facts.items[j].act == ACT_CREATE && sql->facts.items[j].object.name.ptr)
				add_created(set_sql, arena, sql, j, sql->facts.items[j].object);
	}
	sort_created(set_sql);
	/* a new object is new under its next name too */
	known = set_sql->created.count;
	for (size_t i = 0; i < set_sql->texts.count; i++) {
		const struct sql *sql = set_sql->texts.items[i];

		for (size_t j = 0; j < sql->facts.count; j++) {
			const struct fact *fact = &sql->facts.items[j];

			if (fact->act == ACT_RENAME &&
				set_sql_creates(set_sql, sql, fact, fact->kind, fact->table, fact->object))
				add_created(set_sql, arena, sql, j,
					(struct object_name){fact->object.schema, fact->new_name});
		}
	}
	if (set_sql->created.count > known)
		sort_created(set_sql);
}
