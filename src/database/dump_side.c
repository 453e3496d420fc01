/* SPDX-License-Identifier: MIT */
#include "database/dump_side.h"

#include <stdint.h>

#include "base/sort.h"
#include "base/vec.h"
#include "database/dump_statement.h"
#include "database/dump_table.h"
#include "sql/split.h"

static const char *const kind_order[] = {"extension", "schema", "role", "access method", "language",
	"foreign data wrapper", "server", "user mapping", "collation", "conversion", "type", "domain",
	"function", "procedure", "aggregate", "operator", "operator family", "operator class", "cast",
	"transform", "text search parser", "text search template", "text search dictionary",
	"text search configuration", "sequence", "table", "foreign table", "column", "view",
	"materialized view", "constraint", "index", "statistics", "rule", "trigger", "event trigger",
	"row security", "policy", "privilege"};

static size_t kind_rank(struct str kind)
{
	size_t rank = 0;

	while (rank < ARRAY_LENGTH(kind_order) && !str_equal(kind, str_from(kind_order[rank])))
		rank++;
	return rank;
}

int dump_entry_compare(const struct dump_entry *left, const struct dump_entry *right)
{
	int order = (left->rank > right->rank) - (left->rank < right->rank);

	if (!order)
		order = str_compare(left->kind, right->kind);
	if (!order)
		order = str_compare(left->name, right->name);
	return order ? order : left->is_comment - right->is_comment;
}

static int by_entry(const void *left, const void *right)
{
	const struct dump_entry *a = left, *b = right;
	int order = dump_entry_compare(a, b);

	return order ? order : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static int by_name(const void *left, const void *right)
{
	const struct dump_entry *const *a = left, *const *b = right;
	int order = str_compare((*a)->name, (*b)->name);

	return order ? order : by_entry(*a, *b);
}

struct reading {
	struct arena *arena;
	struct dump_side side;
	struct str setting; /* of the session, that belongs to the next table; ptr NULL: none */
};

static struct dump_entry *add_entry(struct reading *reading, struct dump_entry entry)
{
	struct dump_entry *added;

	entry.sequence = reading->side.count;
	entry.rank = kind_rank(entry.kind);
	added = vec_push(reading->arena, &reading->side);
	*added = entry;
	return added;
}

static void add_table(
	struct reading *reading, struct str sql, const struct dump_statement *statement)
{
	struct arena *arena = reading->arena;
	struct dump_table table = dump_table_read(arena, sql);
	struct dump_entry entry = {.kind = statement->kind,
		.name = statement->name,
		.sql = sql,
		.compared = table.rest,
		.statements = sql};

	for (size_t i = 0; i < table.count; i++) {
		const struct dump_table_part *part = &table.items[i];
		struct str name = str_format(
			arena, "%.*s.%.*s", STR_ARG(statement->name), STR_ARG(part->name));

		if (part->is_column)
			str_list_add(arena, &entry.columns, name);
		add_entry(reading,
			(struct dump_entry){.kind = part->is_column ? STR("column") : STR("constraint"),
				.name = name,
				.table = statement->name,
				.sql = part->sql,
				.compared = part->sql,
				.statements = STR("")});
	}
	add_entry(reading, entry);
}

/* The index of a constraint is called like it, and an ATTACH PARTITION names that alone. */
static void add_index_of_constraint(struct reading *reading, const struct dump_statement *statement)
{
	struct str own = str_slice(statement->name, statement->table.len + 1, statement->name.len);

	add_entry(reading,
		(struct dump_entry){.kind = STR("index"),
			.name = str_format(
				reading->arena, "%.*s.%.*s", STR_ARG(statement->schema), STR_ARG(own)),
			.table = statement->table,
			.sql = STR(""),
			.compared = STR(""),
			.statements = STR("")});
}

static void add_statement(struct reading *reading, struct str sql)
{
	struct dump_statement statement = dump_statement_read(reading->arena, sql);

	if (statement.act == DUMP_SETS) {
		reading->setting = str_equal(statement.value, STR("heap")) ? (struct str){NULL, 0} : sql;
		return;
	}
	if (reading->setting.ptr)
		sql = str_format(reading->arena, "%.*s\n%.*s", STR_ARG(reading->setting), STR_ARG(sql));
	if (statement.is_create && str_ends(statement.kind, STR("table"))) {
		add_table(reading, sql, &statement);
		return;
	}
	if (str_equal(statement.kind, STR("constraint")) && statement.act == DUMP_DEFINES)
		add_index_of_constraint(reading, &statement);
	add_entry(reading,
		(struct dump_entry){.kind = statement.kind,
			.name = statement.name,
			.table = statement.table,
			.is_comment = statement.act == DUMP_COMMENTS,
			.sql = sql,
			.compared = sql,
			.statements = sql});
}

static bool is_named(const struct dump_entry *entry)
{
	return !entry->is_comment && !str_equal(entry->kind, STR("privilege")) &&
		!str_equal(entry->kind, STR("row security"));
}

/* Whatever is altered, ALTER TABLE may be said: of a view, a sequence, a foreign table. */
static void correct_kinds(struct reading *reading)
{
	struct dump_side *side = &reading->side;
	const struct dump_entry **entries = arena_array(
		reading->arena, const struct dump_entry *, side->count + 1);
	struct str created = {NULL, 0};

	for (size_t i = 0; i < side->count; i++)
		entries[i] = &side->items[i];
	/* kinds in their order: a table comes before what it may be besides */
	sort(entries, side->count, sizeof *entries, by_name);
	for (size_t i = side->count; i-- > 0;) {
		struct dump_entry *entry = &side->items[entries[i]->sequence];

		if (i + 1 == side->count || !str_equal(entry->name, entries[i + 1]->name))
			created = (struct str){NULL, 0};
		if (str_ends(entry->kind, STR("view")) || str_equal(entry->kind, STR("foreign table")))
			created = entry->kind;
		if (created.ptr && !entry->is_comment && str_equal(entry->kind, STR("table"))) {
			entry->kind = created;
			entry->rank = kind_rank(created);
		}
	}
}

static int by_text(const void *left, const void *right)
{
	const struct dump_entry *a = left, *b = right;
	bool revokes[] = {str_find(a->sql, STR("REVOKE "), 0) < a->sql.len,
		str_find(b->sql, STR("REVOKE "), 0) < b->sql.len};

	return revokes[0] != revokes[1] ? revokes[1] - revokes[0] : str_compare(a->sql, b->sql);
}

static void add_lines(struct text *text, struct str lines)
{
	text_add(text, text->len && lines.len ? STR("\n") : STR(""));
	text_add(text, lines);
}

/* Makes one entry of those that are of one object. */
static struct dump_entry merged(struct arena *arena, struct dump_entry *parts, size_t count)
{
	struct text sql = {.arena = arena}, compared = sql, statements = sql;
	struct dump_entry entry = parts[0];

	if (str_equal(entry.kind, STR("privilege")))
		sort(parts, count, sizeof *parts, by_text);
	for (size_t i = 0; i < count; i++) {
		add_lines(&sql, parts[i].sql);
		add_lines(&compared, parts[i].compared);
		if (!statements.len && parts[i].statements.len)
			entry.sequence = parts[i].sequence;
		add_lines(&statements, parts[i].statements);
		if (!entry.table.ptr)
			entry.table = parts[i].table;
		if (!entry.columns.count)
			entry.columns = parts[i].columns;
	}
	entry.sql = text_str(&sql);
	entry.compared = text_str(&compared);
	entry.statements = text_str(&statements);
	return entry;
}

static void merge(struct arena *arena, struct dump_side *side)
{
	size_t count = 0;

	for (size_t from = 0, to; from < side->count; from = to) {
		to = from + 1;
		while (to < side->count && !dump_entry_compare(&side->items[from], &side->items[to]))
			to++;
		side->items[count++] = merged(arena, &side->items[from], to - from);
	}
	side->count = count;
}

struct dump_side dump_side_read(struct arena *arena, const struct dump_objects *objects)
{
	struct reading reading = {.arena = arena};
	struct dump_side *side = &reading.side;

	for (size_t i = 0; i < objects->count; i++) {
		struct str sql = str_copy(arena, objects->items[i].sql);
		struct pieces pieces = split_sql(arena, (char *)(uintptr_t)sql.ptr, sql.len);

		for (size_t j = 0; j < pieces.count; j++)
			if (!pieces.items[j].is_command)
				add_statement(&reading, str_slice(sql, pieces.items[j].from, pieces.items[j].to));
	}
	correct_kinds(&reading);
	sort(side->items, side->count, sizeof *side->items, by_entry);
	merge(arena, side);
	side->by_name = arena_array(arena, const struct dump_entry *, side->count + 1);
	for (size_t i = 0; i < side->count; i++)
		if (is_named(&side->items[i]))
			side->by_name[side->named_count++] = &side->items[i];
	sort(side->by_name, side->named_count, sizeof *side->by_name, by_name);
	return reading.side;
}

const struct dump_entry *dump_side_same(
	const struct dump_side *side, const struct dump_entry *entry)
{
	size_t low = 0, high = side->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = dump_entry_compare(&side->items[middle], entry);

		if (!order)
			return &side->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const struct dump_entry *dump_side_column(const struct dump_side *side, struct str name)
{
	struct dump_entry column = {.kind = STR("column"), .name = name};

	column.rank = kind_rank(column.kind);
	return dump_side_same(side, &column);
}

/* The first that is called so. */
static const struct dump_entry *find_named(const struct dump_side *side, struct str name)
{
	size_t low = 0, high = side->named_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_compare(side->by_name[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < side->named_count && str_equal(side->by_name[low]->name, name) ? side->by_name[low]
																				: NULL;
}

const struct dump_entry *dump_side_owner(
	const struct dump_side *side, const struct dump_entry *entry)
{
	struct dump_entry object = *entry;

	if (entry->is_comment) {
		const struct dump_entry *same;

		object.is_comment = false;
		same = dump_side_same(side, &object);
		/* a view's columns are no entries of their own */
		return same || !entry->table.ptr ? same : find_named(side, entry->table);
	}
	if (str_equal(entry->kind, STR("privilege")))
		return find_named(side, entry->name);
	return entry->table.ptr ? find_named(side, entry->table) : NULL;
}
