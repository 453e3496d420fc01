/* SPDX-License-Identifier: MIT */
#include "base/sort.h"
#include "base/vec.h"
#include "schema/inverting.h"

const char *inverse_mark_name(enum inverse_mark mark)
{
	static const char *const names[] = {
		[INVERSE_MAY_FAIL] = "may fail",
		[INVERSE_DATA_LOSS] = "data loss",
		[INVERSE_NONE] = "no inverse",
	};

	return names[mark];
}

void inverse_add(
	struct inverting *inverting, enum inverse_mark mark, const char *reason, struct str sql)
{
	struct inverse *out = inverting->out;
	bool outside = sql.ptr && str_find(sql, STR(" CONCURRENTLY "), 0) < sql.len &&
		inverting->statement->outside;

	*vec_push(inverting->arena, &out->statements) = (struct inverse_statement){
		.sql = sql,
		.mark = mark,
		.reason = reason ? str_copy(inverting->arena, str_from(reason)) : (struct str){NULL, 0},
		.line = inverting->line,
		.outside = outside,
	};
	out->has_none |= mark == INVERSE_NONE;
	out->loses_data |= mark == INVERSE_DATA_LOSS;
	out->outside |= outside;
}

void inverse_add_definition(struct inverting *inverting, enum inverse_mark mark, const char *reason,
	const struct definition *definition)
{
	const struct str_list *statements = &definition->statements;

	for (size_t i = 0; i < statements->count; i++)
		inverse_add(
			inverting, i ? INVERSE_COMPLETE : mark, i ? NULL : reason, statements->items[i]);
	if (definition->gap)
		inverse_add(inverting, INVERSE_NONE, definition->gap, (struct str){NULL, 0});
}

struct definition inverse_definition(const struct inverting *inverting, bool before)
{
	return (struct definition){
		.arena = inverting->arena,
		.catalog = inverting->catalog,
		.step = inverting->statement->step - before,
		.concurrently = inverting->statement->outside != NULL,
	};
}

bool inverse_is_own(const struct inverting *inverting, const struct catalog_entry *entry)
{
	return entry->created >= inverting->first_step && !entry->is_assumed;
}

static bool is_noted(const struct inverting *inverting, const struct catalog_entry *entry)
{
	for (size_t i = 0; i < inverting->touched.count; i++)
		if (inverting->touched.items[i].entry == entry)
			return true;
	return false;
}

static void find_touched(struct inverting *inverting)
{
	const struct catalog *catalog = inverting->catalog;
	unsigned step = inverting->statement->step;

	inverting->touched.count = 0;
	for (size_t i = catalog_first_change(catalog, step);
		 i < catalog->changes.count && catalog->changes.items[i].step == step; i++) {
		struct catalog_entry *entry = catalog->changes.items[i].entry;
		struct touched touched = {
			entry, catalog_state_at(entry, step - 1), catalog_state_at(entry, step)};

		if (entry->created == step)
			touched.before = NULL;
		if (is_noted(inverting, entry) || (!touched.before && !touched.after) ||
			str_equal(catalog_schema(entry, step), STR("pg_temp")))
			continue;
		*vec_push(inverting->arena, &inverting->touched) = touched;
	}
}

/* What goes with its table, schema or type when that goes. */
static bool goes_along(const struct inverting *inverting, const struct touched *touched)
{
	const struct catalog_entry *entry = touched->entry;

	return touched->after->is_consequence || entry->is_assumed ||
		(entry->owner && !entry->owner->is_assumed &&
			entry->owner->created == inverting->statement->step);
}

/* An index of a new table needs no DROP: nothing can hold on to it. */
static bool goes_with_own_table(const struct inverting *inverting, const struct touched *touched)
{
	const struct str_list *elements = state_list(touched->after, ATTRIBUTE_ELEMENTS);

	if (touched->after->kind != KIND_INDEX || !inverse_is_own(inverting, touched->entry->owner))
		return false;
	for (size_t i = 0; i < elements->count; i++)
		if (str_has(elements->items[i], '('))
			return false;
	return !state_text(touched->after, ATTRIBUTE_WHERE).ptr;
}

static const char *loss_of(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
		return "rows written since are lost";
	case KIND_COLUMN:
		return "values written since are lost";
	default:
		return NULL;
	}
}

/* Platforms have schemas and extensions before the first migration. */
static bool may_be_older(const struct catalog_entry *entry)
{
	return entry->is_guarded &&
		(entry->state->kind == KIND_EXTENSION || entry->state->kind == KIND_SCHEMA);
}

static void drop_created(struct inverting *inverting, const struct touched *touched)
{
	struct definition definition = inverse_definition(inverting, /* before= */ false);
	const char *loss = loss_of(touched->after->kind);

	if (may_be_older(touched->entry)) {
		inverse_add(inverting, INVERSE_NONE,
			str_format(inverting->arena,
				"the %s %.*s may have been there before; drop it by hand if it was not",
				object_kinds[touched->after->kind].name,
				STR_ARG(catalog_name(inverting->arena, touched->entry, definition.step)))
				.ptr,
			(struct str){NULL, 0});
		return;
	}
	define_drop(&definition, touched->entry);
	inverse_add_definition(
		inverting, loss ? INVERSE_DATA_LOSS : INVERSE_COMPLETE, loss, &definition);
}

static void undo_statement(struct inverting *inverting)
{
	find_touched(inverting);
	inverse_facts(inverting);
	for (size_t i = inverting->touched.count; i > 0; i--) {
		const struct touched *touched = &inverting->touched.items[i - 1];

		if (!touched->before && !goes_along(inverting, touched) &&
			!goes_with_own_table(inverting, touched))
			drop_created(inverting, touched);
	}
	for (size_t i = inverting->touched.count; i > 0; i--) {
		const struct touched *touched = &inverting->touched.items[i - 1];

		if (touched->before && touched->after)
			inverse_edit(inverting, touched);
	}
	inverse_recreate(inverting);
}

static int compare_steps(const void *left, const void *right)
{
	const struct statement *a = *(const struct statement *const *)left;
	const struct statement *b = *(const struct statement *const *)right;

	return (a->step < b->step) - (a->step > b->step);
}

static size_t line_of(struct str text, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset && i < text.len; i++)
		line += text.ptr[i] == '\n';
	return line;
}

static void add_unread(struct inverting *inverting, size_t offset, const char *reason)
{
	static const struct statement none = {.step = 0};

	inverting->statement = &none;
	inverting->line = line_of(inverting->sql->text, offset);
	inverse_add(inverting, INVERSE_NONE, reason, (struct str){NULL, 0});
}

/* What nobody could read. */
static void add_unread_parts(struct inverting *inverting)
{
	const struct sql *sql = inverting->sql;

	for (size_t i = sql->errors.count; i > 0; i--)
		if (!sql->errors.items[i - 1].is_body)
			add_unread(inverting, sql->errors.items[i - 1].statement_from,
				"a statement could not be read");
	for (size_t i = sql->opaques.count; i > 0; i--) {
		const struct statement *around = NULL;

		for (size_t j = 0; j < sql->statements.count; j++)
			if (sql->statements.items[j].place == PLACE_TOP &&
				sql->opaques.items[i - 1].from >= sql->statements.items[j].from &&
				sql->opaques.items[i - 1].from < sql->statements.items[j].to)
				around = &sql->statements.items[j];
		/* a function does nothing before it is called */
		if (!around || !around->verb || !strcmp(around->verb, "DO"))
			add_unread(inverting, sql->opaques.items[i - 1].from,
				around ? "a statement builds its SQL while it runs"
					   : sql->opaques.items[i - 1].reason);
	}
}

/* Other migrations that later change what this one has touched. */
static void find_later(struct inverting *inverting, unsigned first, unsigned last)
{
	const struct catalog *catalog = inverting->catalog;

	for (size_t i = catalog_first_change(catalog, last + 1); i < catalog->changes.count; i++) {
		const struct catalog_change *change = &catalog->changes.items[i];
		const struct catalog_entry *entry = change->entry;
		const struct catalog_entry *owner = entry->owner ? entry->owner : entry;
		bool is_touched = false;

		for (const struct object_state *state = entry->state; state; state = state->before)
			is_touched |= state->step >= first && state->step <= last && state->origin.path.ptr;
		is_touched |= owner->created >= first && owner->created <= last;
		if (is_touched && change->path.ptr && !change->is_consequence &&
			!str_equal(change->path, inverting->sql->file->path) &&
			!str_list_contains(&inverting->out->later, change->path))
			str_list_add(inverting->arena, &inverting->out->later, change->path);
	}
}

/* As the last thing, where the migration itself does it last. */
static void add_record(struct inverting *inverting)
{
	const struct inverse_record *record = inverting->record;
	struct arena *arena = inverting->arena;

	inverting->out->removes_record = true;
	inverse_add(inverting, INVERSE_COMPLETE, NULL,
		str_format(arena, "DELETE FROM %.*s\nWHERE %.*s = %.*s",
			STR_ARG(object_name_sql(arena, record->table)),
			STR_ARG(identifier_sql(arena, record->column)),
			STR_ARG(literal_sql(arena, record->name))));
}

void catalog_inverse(struct inverse *ret, struct arena *arena, const struct catalog *catalog,
	const struct sql *sql, const struct inverse_record *record)
{
	struct inverting inverting = {
		.arena = arena, .catalog = catalog, .sql = sql, .record = record, .out = ret};
	const struct statement **ordered = arena_array(
		arena, const struct statement *, sql->statements.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < sql->statements.count; i++)
		if (sql->statements.items[i].step)
			ordered[count++] = &sql->statements.items[i];
	sort(ordered, count, sizeof *ordered, compare_steps);
	add_unread_parts(&inverting);
	if (!count)
		return;
	inverting.first_step = ordered[count - 1]->step;
	for (size_t i = 0; i < count; i++) {
		inverting.statement = ordered[i];
		inverting.line = line_of(sql->text, ordered[i]->from);
		undo_statement(&inverting);
	}
	if (inverting.is_recorded)
		add_record(&inverting);
	find_later(&inverting, inverting.first_step, ordered[0]->step);
}
