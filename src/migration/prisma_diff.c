/* SPDX-License-Identifier: MIT */
#include "migration/prisma_diff.h"

#include "base/vec.h"
#include "migration/prisma_type.h"

struct comparison {
	struct arena *arena;
	const struct prisma_schema *before, *after;
	struct prisma_breaks breaks;
};

/* What holds a name together with the block: tables and views have one namespace. */
static unsigned same_kinds(enum prisma_kind kind)
{
	return kind == PRISMA_MODEL || kind == PRISMA_VIEW ? 1u << PRISMA_MODEL | 1u << PRISMA_VIEW
													   : 1u << kind;
}

static bool is_table(const struct prisma_block *block)
{
	return block->kind == PRISMA_MODEL || block->kind == PRISMA_VIEW;
}

static bool same_schema(struct str a, struct str b)
{
	return str_equal(a.ptr ? a : STR("public"), b.ptr ? b : STR("public"));
}

static bool same_table(const struct prisma_block *a, const struct prisma_block *b)
{
	return same_kinds(a->kind) == same_kinds(b->kind) && str_equal(a->table, b->table) &&
		same_schema(a->schema, b->schema);
}

static const struct prisma_block *find_table(
	const struct prisma_schema *schema, const struct prisma_block *like)
{
	for (size_t i = 0; i < schema->blocks.count; i++)
		if (same_table(&schema->blocks.items[i], like))
			return &schema->blocks.items[i];
	return NULL;
}

/* A field whose type is a model holds no data: the columns of its @relation do. */
static bool is_column(const struct prisma_schema *schema, const struct prisma_field *field)
{
	return !field->type.ptr ||
		!prisma_find(schema, 1u << PRISMA_MODEL | 1u << PRISMA_VIEW, field->type);
}

static const struct prisma_field *find_column(
	const struct prisma_schema *schema, const struct prisma_block *block, struct str column)
{
	for (size_t i = 0; i < block->fields.count; i++)
		if (is_column(schema, &block->fields.items[i]) &&
			str_equal(block->fields.items[i].column, column))
			return &block->fields.items[i];
	return NULL;
}

/* A column whose field has that name. */
static const struct prisma_field *find_field(
	const struct prisma_schema *schema, const struct prisma_block *block, struct str name)
{
	for (size_t i = 0; i < block->fields.count; i++)
		if (is_column(schema, &block->fields.items[i]) &&
			str_equal(block->fields.items[i].name, name))
			return &block->fields.items[i];
	return NULL;
}

static void add(struct comparison *comparison, struct prisma_break item)
{
	*vec_push(comparison->arena, &comparison->breaks) = item;
}

/* A column that another field had before: that the name is its field's now says nothing. */
static bool was_anothers(const struct comparison *comparison, const struct prisma_block *before,
	const struct prisma_field *after)
{
	return find_column(comparison->before, before, after->column) != NULL;
}

static void compare_field(struct comparison *comparison, const struct prisma_block *before,
	const struct prisma_block *after, const struct prisma_field *field)
{
	const struct prisma_field *now = find_column(comparison->after, after, field->column);
	struct prisma_break item = {
		.before = before, .after = after, .field_before = field, .field_after = now};

	if (!now) {
		item.field_after = find_field(comparison->after, after, field->name);
		if (item.field_after && was_anothers(comparison, before, item.field_after))
			item.field_after = NULL;
		item.kind = item.field_after ? PRISMA_FIELD_RENAMED : PRISMA_FIELD_REMOVED;
		add(comparison, item);
		return;
	}
	if (before->kind == PRISMA_ENUM)
		return;
	item.kind = PRISMA_TYPE_CHANGED;
	if (!prisma_type_fits(comparison->arena, comparison->before, field, comparison->after, now))
		add(comparison, item);
	item.kind = PRISMA_MADE_REQUIRED;
	/* what a view returns, no declaration makes NULL or not */
	if (before->kind != PRISMA_VIEW && field->is_optional && !now->is_optional && !now->is_list)
		add(comparison, item);
}

static void compare_block(struct comparison *comparison, const struct prisma_block *before)
{
	const struct prisma_block *after = find_table(comparison->after, before);

	/* Prisma refuses a block with nothing in it: no table can have come of one */
	if (!before->fields.count)
		return;
	if (!after) {
		after = prisma_find(comparison->after, same_kinds(before->kind), before->name);
		/* another model's table is no new name for this one's */
		if (after && find_table(comparison->before, after))
			after = NULL;
		add(comparison,
			(struct prisma_break){.kind = after ? PRISMA_BLOCK_RENAMED : PRISMA_BLOCK_REMOVED,
				.before = before,
				.after = after});
		return;
	}
	for (size_t i = 0; i < before->fields.count; i++)
		if (is_column(comparison->before, &before->fields.items[i]))
			compare_field(comparison, before, after, &before->fields.items[i]);
}

/* The other end of a list: a list of the other model that points back and has the same name. */
static const struct prisma_field *find_back(const struct prisma_block *block,
	const struct prisma_field *field, const struct prisma_block *other)
{
	for (size_t i = 0; i < other->fields.count; i++) {
		const struct prisma_field *back = &other->fields.items[i];

		if (back != field && back->is_list && !back->has_key &&
			str_equal(back->type, block->name) && str_equal(back->relation, field->relation))
			return back;
	}
	return NULL;
}

/* The table that Prisma keeps by itself for two such lists: _AToB, or _Name; ptr NULL: the field is
 * no such list. */
static struct str join_table(struct arena *arena, const struct prisma_schema *schema,
	const struct prisma_block *block, const struct prisma_field *field,
	const struct prisma_block **ret_other)
{
	const struct prisma_block *other = field->type.ptr
		? prisma_find(schema, 1u << PRISMA_MODEL, field->type)
		: NULL;
	bool is_first;

	if (!other || !field->is_list || field->has_key || !find_back(block, field, other))
		return (struct str){NULL, 0};
	*ret_other = other;
	if (field->relation.ptr)
		return str_format(arena, "_%.*s", STR_ARG(field->relation));
	is_first = str_compare(block->name, other->name) <= 0;
	return str_format(arena, "_%.*sTo%.*s", STR_ARG(is_first ? block->name : other->name),
		STR_ARG(is_first ? other->name : block->name));
}

static bool has_join_table(
	struct arena *arena, const struct prisma_schema *schema, struct str table)
{
	for (size_t i = 0; i < schema->blocks.count; i++) {
		const struct prisma_block *block = &schema->blocks.items[i], *other;

		/* made a model of its own */
		if (is_table(block) && str_equal(block->table, table))
			return true;
		for (size_t j = 0; j < block->fields.count; j++)
			if (str_equal(join_table(arena, schema, block, &block->fields.items[j], &other), table))
				return true;
	}
	return false;
}

/* Each is seen from both of its ends, and reported at the first. */
static bool is_reported(const struct prisma_breaks *breaks, struct str table)
{
	for (size_t i = 0; i < breaks->count; i++)
		if (str_equal(breaks->items[i].join_table, table))
			return true;
	return false;
}

static void compare_join_tables(struct comparison *comparison, const struct prisma_block *before)
{
	for (size_t i = 0; i < before->fields.count; i++) {
		const struct prisma_field *field = &before->fields.items[i];
		const struct prisma_block *other = NULL, *after = find_table(comparison->after, before);
		struct str table = join_table(comparison->arena, comparison->before, before, field, &other);

		/* a model that goes says it already */
		if (table.ptr && after && find_table(comparison->after, other) &&
			!is_reported(&comparison->breaks, table) &&
			!has_join_table(comparison->arena, comparison->after, table))
			add(comparison,
				(struct prisma_break){.kind = PRISMA_JOIN_TABLE_REMOVED,
					.before = before,
					.after = after,
					.field_before = field,
					.join_table = table});
	}
}

struct prisma_breaks prisma_compare(
	struct arena *arena, const struct prisma_schema *before, const struct prisma_schema *after)
{
	struct comparison comparison = {.arena = arena, .before = before, .after = after};

	for (size_t i = 0; i < before->blocks.count; i++) {
		compare_block(&comparison, &before->blocks.items[i]);
		compare_join_tables(&comparison, &before->blocks.items[i]);
	}
	return comparison.breaks;
}

bool prisma_break_equal(const struct prisma_break *a, const struct prisma_break *b)
{
	return a->kind == b->kind && same_table(a->before, b->before) &&
		!a->field_before == !b->field_before &&
		(!a->field_before || str_equal(a->field_before->column, b->field_before->column)) &&
		str_equal(a->join_table, b->join_table);
}
