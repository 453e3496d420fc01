/* SPDX-License-Identifier: MIT */
/* Tables, their columns, and sequences. */
#include "schema/defining.h"

/* The sequence of an identity column; NULL if it is not known. */
static const struct catalog_entry *sequence_of(
	const struct definition *definition, const struct catalog_entry *column)
{
	for (size_t i = 0; i < catalog_all(definition->catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(definition->catalog)->items[i];
		const struct object_state *state = entry->state->kind == KIND_SEQUENCE
			? catalog_state_at(entry, definition->step)
			: NULL;

		if (state && state->depends.count && state->depends.items[0] == column)
			return entry;
	}
	return NULL;
}

static void add_identity(struct text *text, const struct definition *definition,
	const struct catalog_entry *column, const struct object_state *state)
{
	const struct catalog_entry *sequence = sequence_of(definition, column);
	struct str options = state_text(state, ATTRIBUTE_OPTIONS);
	struct str name = {NULL, 0};

	text_addf(text, " GENERATED %s AS IDENTITY",
		str_equal(state_text(state, ATTRIBUTE_IDENTITY), STR("always")) ? "ALWAYS" : "BY DEFAULT");
	/* one that was renamed, or whose table was, is not called as it would be now */
	if (sequence && column->owner && str_find(options, STR("SEQUENCE NAME"), 0) == options.len) {
		struct str usual = str_format(definition->arena, "%.*s_%.*s_seq",
			STR_ARG(defined_state(definition, column->owner)->name.name),
			STR_ARG(state->name.name));

		if (!str_equal(usual, defined_state(definition, sequence)->name.name))
			name = catalog_name(definition->arena, sequence, definition->step);
	}
	if (!name.ptr && !options.ptr)
		return;
	text_add(text, STR(" ("));
	if (name.ptr)
		text_addf(text, "SEQUENCE NAME %.*s%s", STR_ARG(name), options.ptr ? " " : "");
	if (options.ptr)
		text_add(text, options);
	text_add_byte(text, ')');
}

/* "name type DEFAULT ... NOT NULL" */
static struct str column_text(
	const struct definition *definition, const struct catalog_entry *column)
{
	const struct object_state *state = defined_state(definition, column);
	struct text text = {.arena = definition->arena};
	struct str collation = state_text(state, ATTRIBUTE_COLLATION);
	struct str generated = state_text(state, ATTRIBUTE_GENERATED);
	struct str value = state_text(state, ATTRIBUTE_DEFAULT);

	text_addf(&text, "%.*s %.*s", STR_ARG(identifier_sql(definition->arena, state->name.name)),
		STR_ARG(state_text(state, ATTRIBUTE_TYPE)));
	if (collation.ptr)
		text_addf(&text, " COLLATE %.*s", STR_ARG(collation));
	if (generated.ptr)
		text_addf(&text, " GENERATED ALWAYS AS (%.*s) STORED", STR_ARG(generated));
	if (state_text(state, ATTRIBUTE_IDENTITY).ptr)
		add_identity(&text, definition, column, state);
	if (value.ptr)
		text_addf(&text, " DEFAULT %.*s", STR_ARG(default_text(definition->arena, value)));
	if (state_flag(state, ATTRIBUTE_NOT_NULL))
		text_add(&text, STR(" NOT NULL"));
	return text_str(&text);
}

void define_column(struct definition *definition, const struct catalog_entry *column)
{
	bool is_attribute = column->state->kind == KIND_ATTRIBUTE;

	if (!state_text(defined_state(definition, column), ATTRIBUTE_TYPE).ptr)
		definition->gap = "its type is not known";
	else
		define_add(definition, "ALTER %s %.*s ADD %s%.*s", is_attribute ? "TYPE" : "TABLE",
			STR_ARG(owner_name(definition, column)),
			is_attribute ? "ATTRIBUTE " : "COLUMN IF NOT EXISTS ",
			STR_ARG(column_text(definition, column)));
}

bool define_is_inherited(const struct catalog_entry *part)
{
	const struct object_state *first = part->state;

	while (first->before)
		first = first->before;
	return first->is_consequence && part->owner && part->owner->state->depends.count;
}

bool define_is_inline(const struct catalog_entry *part, unsigned step)
{
	const struct object_state *state = catalog_state_at(part, step);

	return state && !define_is_inherited(part) &&
		(state->kind == KIND_COLUMN ||
			(state->kind == KIND_CONSTRAINT && state->constraint != CONSTRAINT_FOREIGN_KEY &&
				!state_flag(state, ATTRIBUTE_NOT_VALID)));
}

static void add_switches(struct definition *definition, const struct object_state *state)
{
	struct str name = object_name_sql(definition->arena, state->name);

	if (state_flag(state, ATTRIBUTE_ROW_SECURITY))
		define_add(definition, "ALTER TABLE %.*s ENABLE ROW LEVEL SECURITY", STR_ARG(name));
	if (state_flag(state, ATTRIBUTE_FORCE_ROW_SECURITY))
		define_add(definition, "ALTER TABLE %.*s FORCE ROW LEVEL SECURITY", STR_ARG(name));
}

static void define_partition(struct definition *definition, const struct object_state *state)
{
	struct str partition_by = state_text(state, ATTRIBUTE_PARTITION_BY);

	define_add(definition, "CREATE TABLE IF NOT EXISTS %.*s PARTITION OF %.*s %.*s%s%.*s",
		STR_ARG(object_name_sql(definition->arena, state->name)),
		STR_ARG(state_text(state, ATTRIBUTE_PARTITION_OF)),
		STR_ARG(state_text(state, ATTRIBUTE_BOUND)), partition_by.ptr ? " PARTITION BY " : "",
		STR_ARG(partition_by));
}

static void add_parts(
	struct definition *definition, struct text *text, const struct catalog_entry *table)
{
	bool is_first = true;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < table->parts.count; i++) {
			const struct catalog_entry *part = table->parts.items[i];

			if (!define_is_inline(part, definition->step) ||
				(part->state->kind == KIND_COLUMN) != (pass == 0))
				continue;
			text_addf(text, "%s\n\t%.*s", is_first ? "" : ",",
				STR_ARG(pass ? constraint_text(definition, part) : column_text(definition, part)));
			is_first = false;
		}
	}
}

static void add_comments(struct definition *definition, const struct catalog_entry *table)
{
	for (size_t i = 0; i < table->parts.count; i++) {
		const struct catalog_entry *part = table->parts.items[i];
		struct str comment;

		if (!define_is_inline(part, definition->step))
			continue;
		comment = state_text(defined_state(definition, part), ATTRIBUTE_COMMENT);
		if (comment.ptr)
			define_comment(definition, part, comment);
		if (defined_state(definition, part)->unverified)
			definition->gap = str_format(definition->arena, "there may be more to %.*s: %s",
				STR_ARG(catalog_name(definition->arena, part, definition->step)),
				defined_state(definition, part)->unverified)
								  .ptr;
	}
}

void define_table(struct definition *definition, const struct catalog_entry *table)
{
	const struct object_state *state = defined_state(definition, table);
	const struct str_list *inherits = state_list(state, ATTRIBUTE_INHERITS);
	struct text text = {.arena = definition->arena};
	struct str partition_by = state_text(state, ATTRIBUTE_PARTITION_BY);
	struct str options = state_text(state, ATTRIBUTE_WITH);

	if (state_text(state, ATTRIBUTE_PARTITION_OF).ptr) {
		define_partition(definition, state);
		add_switches(definition, state);
		return;
	}
	text_addf(&text, "CREATE %sTABLE IF NOT EXISTS %.*s (",
		state_flag(state, ATTRIBUTE_UNLOGGED) ? "UNLOGGED " : "",
		STR_ARG(object_name_sql(definition->arena, state->name)));
	add_parts(definition, &text, table);
	text_add(&text, STR("\n)"));
	if (inherits->count)
		text_addf(&text, " INHERITS (%.*s)", STR_ARG(list_text(definition->arena, inherits)));
	if (partition_by.ptr)
		text_addf(&text, " PARTITION BY %.*s", STR_ARG(partition_by));
	if (options.ptr)
		text_addf(&text, " WITH (%.*s)", STR_ARG(options));
	define_add(definition, "%.*s", STR_ARG(text_str(&text)));
	add_switches(definition, state);
	add_comments(definition, table);
}

/* What serial made counts in the type that the column had then. */
static const char *type_of_serial(const struct catalog_entry *sequence)
{
	const struct object_state *first = sequence->state, *column;

	while (first->before)
		first = first->before;
	if (!first->is_consequence || !first->depends.count)
		return "";
	column = catalog_state_at(first->depends.items[0], sequence->created);
	if (column && str_equal(state_text(column, ATTRIBUTE_TYPE), STR("integer")))
		return " AS integer";
	if (column && str_equal(state_text(column, ATTRIBUTE_TYPE), STR("smallint")))
		return " AS smallint";
	return "";
}

void define_sequence(struct definition *definition, const struct catalog_entry *sequence)
{
	const struct object_state *state = defined_state(definition, sequence);
	struct str options = state_text(state, ATTRIBUTE_OPTIONS);

	define_add(definition, "CREATE %sSEQUENCE IF NOT EXISTS %.*s%s%s%.*s",
		state_flag(state, ATTRIBUTE_UNLOGGED) ? "UNLOGGED " : "",
		STR_ARG(object_name_sql(definition->arena, state->name)), type_of_serial(sequence),
		options.ptr ? " " : "", STR_ARG(options));
}
