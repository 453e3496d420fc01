/* SPDX-License-Identifier: MIT */
/* From the state behind a statement back to the one before it, attribute by attribute. */
#include "schema/editing.h"

void edit_add(struct editing *editing, enum inverse_mark mark, const char *reason, struct str sql)
{
	inverse_add(editing->inverting, mark, reason, sql);
}

static bool is_same_list(const struct str_list *a, const struct str_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!str_equal(a->items[i], b->items[i]))
			return false;
	return true;
}

bool edit_differs(const struct editing *editing, enum attribute_key key)
{
	struct str a = state_text(editing->before, key), b = state_text(editing->after, key);

	return !a.ptr != !b.ptr || !str_equal(a, b) ||
		!is_same_list(state_list(editing->before, key), state_list(editing->after, key));
}

static void rename_back(struct editing *editing)
{
	struct inverting *inverting = editing->inverting;
	struct str from = identifier_sql(editing->arena, editing->after->name.name);
	struct str to = identifier_sql(editing->arena, editing->before->name.name);
	struct str target = define_target(editing->arena, editing->entry, inverting->statement->step);
	const char *word = editing->after->kind == KIND_COLUMN ? "COLUMN"
		: editing->after->kind == KIND_ATTRIBUTE           ? "ATTRIBUTE"
														   : "CONSTRAINT";

	if (editing->after->kind == KIND_COLUMN || editing->after->kind == KIND_ATTRIBUTE ||
		editing->after->kind == KIND_CONSTRAINT) {
		enum object_kind owner = editing->entry->owner->state->kind;

		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %s %.*s RENAME %s %.*s TO %.*s",
				owner == KIND_TYPE || owner == KIND_DOMAIN ? object_kinds[owner].keyword : "TABLE",
				STR_ARG(editing->owner), word, STR_ARG(from), STR_ARG(to)));
		return;
	}
	edit_add(editing, INVERSE_COMPLETE, NULL,
		str_format(editing->arena, "ALTER %.*s RENAME TO %.*s", STR_ARG(target), STR_ARG(to)));
}

static void move_back(struct editing *editing)
{
	struct str target = define_target(
		editing->arena, editing->entry, editing->inverting->statement->step);

	edit_add(editing, INVERSE_COMPLETE, NULL,
		str_format(editing->arena, "ALTER %.*s SET SCHEMA %.*s", STR_ARG(target),
			STR_ARG(identifier_sql(editing->arena, editing->before->name.schema))));
}

static bool has(const struct str_list *list, struct str item)
{
	return str_list_contains(list, item);
}

static void privileges_back(struct editing *editing)
{
	const struct str_list *before = state_list(editing->before, ATTRIBUTE_PRIVILEGES);
	const struct str_list *after = state_list(editing->after, ATTRIBUTE_PRIVILEGES);
	struct definition definition = inverse_definition(editing->inverting, /* before= */ true);

	for (size_t i = 0; i < after->count; i++)
		if (!has(before, after->items[i]))
			define_privilege(&definition, editing->entry, after->items[i], /* grants= */ false);
	for (size_t i = 0; i < before->count; i++)
		if (!has(after, before->items[i]))
			define_privilege(&definition, editing->entry, before->items[i], /* grants= */ true);
	inverse_add_definition(editing->inverting, INVERSE_COMPLETE, NULL, &definition);
}

static void comment_back(struct editing *editing)
{
	struct definition definition = inverse_definition(editing->inverting, /* before= */ true);

	define_comment(&definition, editing->entry, state_text(editing->before, ATTRIBUTE_COMMENT));
	inverse_add_definition(editing->inverting, INVERSE_COMPLETE, NULL, &definition);
}

/* "name=value" of a list of options; ptr NULL: it is not in it. */
static struct str option_of(struct str options, struct str name)
{
	struct str option;

	while (str_next(&options, ',', &option)) {
		option = str_trim(option);
		if (str_equal(str_slice(option, 0, str_find(option, STR("="), 0)), name))
			return option;
	}
	return (struct str){NULL, 0};
}

/* Only what the statement has set is known to have changed. */
static void options_back(struct editing *editing)
{
	struct str set = state_text(editing->after, ATTRIBUTE_WITH), option;
	struct str before = state_text(editing->before, ATTRIBUTE_WITH);

	while (str_next(&set, ',', &option)) {
		struct str name, old;

		option = str_trim(option);
		name = str_slice(option, 0, str_find(option, STR("="), 0));
		old = option_of(before, name);
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s %s (%.*s)", STR_ARG(editing->target),
				old.ptr ? "SET" : "RESET", STR_ARG(old.ptr ? old : name)));
	}
}

/* Drops it and makes it again as it was. */
static void replace(struct editing *editing, enum inverse_mark mark, const char *reason)
{
	struct definition definition = inverse_definition(editing->inverting, /* before= */ true);

	define_drop(&definition, editing->entry);
	define_create(&definition, editing->entry);
	inverse_add_definition(editing->inverting, mark, reason, &definition);
}

static void flag_back(
	struct editing *editing, enum attribute_key key, const char *on, const char *off)
{
	if (edit_differs(editing, key))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s %s", STR_ARG(editing->target),
				state_flag(editing->before, key) ? on : off));
}

static void partition_back(struct editing *editing)
{
	struct str before = state_text(editing->before, ATTRIBUTE_PARTITION_OF);
	struct str after = state_text(editing->after, ATTRIBUTE_PARTITION_OF);
	struct str name = object_name_sql(editing->arena, editing->before->name);

	if (after.ptr)
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER TABLE %.*s DETACH PARTITION %.*s", STR_ARG(after),
				STR_ARG(name)));
	if (before.ptr)
		edit_add(editing, INVERSE_MAY_FAIL,
			"it fails if rows were written that do not belong there",
			str_format(editing->arena, "ALTER TABLE %.*s ATTACH PARTITION %.*s %.*s",
				STR_ARG(before), STR_ARG(name),
				STR_ARG(state_text(editing->before, ATTRIBUTE_BOUND))));
}

static void parents_back(struct editing *editing)
{
	const struct str_list *before = state_list(editing->before, ATTRIBUTE_INHERITS);
	const struct str_list *after = state_list(editing->after, ATTRIBUTE_INHERITS);

	for (size_t i = 0; i < after->count; i++)
		if (!has(before, after->items[i]))
			edit_add(editing, INVERSE_COMPLETE, NULL,
				str_format(editing->arena, "ALTER %.*s NO INHERIT %.*s", STR_ARG(editing->target),
					STR_ARG(after->items[i])));
	for (size_t i = 0; i < before->count; i++)
		if (!has(after, before->items[i]))
			edit_add(editing, INVERSE_COMPLETE, NULL,
				str_format(editing->arena, "ALTER %.*s INHERIT %.*s", STR_ARG(editing->target),
					STR_ARG(before->items[i])));
}

static void edit_table(struct editing *editing)
{
	/* it is dropped later on */
	if (inverse_is_own(editing->inverting, editing->entry))
		return;
	flag_back(
		editing, ATTRIBUTE_ROW_SECURITY, "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY");
	flag_back(editing, ATTRIBUTE_FORCE_ROW_SECURITY, "FORCE ROW LEVEL SECURITY",
		"NO FORCE ROW LEVEL SECURITY");
	flag_back(editing, ATTRIBUTE_UNLOGGED, "SET UNLOGGED", "SET LOGGED");
	if (edit_differs(editing, ATTRIBUTE_PARTITION_OF))
		partition_back(editing);
	if (edit_differs(editing, ATTRIBUTE_INHERITS))
		parents_back(editing);
	if (edit_differs(editing, ATTRIBUTE_OF_TYPE))
		edit_add(editing, INVERSE_NONE, "OF a type is not changed back", (struct str){NULL, 0});
}

static bool is_any_different(
	const struct editing *editing, const enum attribute_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (edit_differs(editing, keys[i]))
			return true;
	return false;
}

static void edit_constraint(struct editing *editing)
{
	static const enum attribute_key keys[] = {
		ATTRIBUTE_NOT_VALID, ATTRIBUTE_DEFERRABLE, ATTRIBUTE_INITIALLY_DEFERRED};

	if (is_any_different(editing, keys, ARRAY_LENGTH(keys)))
		replace(editing, INVERSE_MAY_FAIL, "it fails if rows were written that it forbids");
}

static void edit_trigger(struct editing *editing)
{
	static const enum attribute_key keys[] = {ATTRIBUTE_TIMING, ATTRIBUTE_EVENTS, ATTRIBUTE_WHEN,
		ATTRIBUTE_FUNCTION, ATTRIBUTE_ARGUMENTS};

	if (is_any_different(editing, keys, ARRAY_LENGTH(keys)))
		replace(editing, INVERSE_COMPLETE, NULL);
	else if (edit_differs(editing, ATTRIBUTE_ENABLED) && editing->entry->owner)
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER TABLE %.*s %.*s", STR_ARG(editing->owner),
				STR_ARG(define_switch(editing->arena, editing->after->kind,
					editing->before->name.name, state_text(editing->before, ATTRIBUTE_ENABLED)))));
}

static void edit_policy(struct editing *editing)
{
	static const enum attribute_key keys[] = {ATTRIBUTE_ROLES, ATTRIBUTE_USING,
		ATTRIBUTE_WITH_CHECK, ATTRIBUTE_COMMAND, ATTRIBUTE_RESTRICTIVE};

	if (is_any_different(editing, keys, ARRAY_LENGTH(keys)))
		replace(editing, INVERSE_COMPLETE, NULL);
}

/* Views that read it must make room for a view that loses columns. */
static void edit_view(struct editing *editing)
{
	static const enum attribute_key keys[] = {
		ATTRIBUTE_QUERY, ATTRIBUTE_COLUMN_NAMES, ATTRIBUTE_CHECK_OPTION};
	const struct catalog *catalog = editing->inverting->catalog;
	struct definition definition = inverse_definition(editing->inverting, /* before= */ true);
	struct catalog_entry **readers = arena_array(
		editing->arena, struct catalog_entry *, catalog_all(catalog)->count);
	size_t count = 0;

	if (!is_any_different(editing, keys, ARRAY_LENGTH(keys)))
		return;
	readers[count++] = editing->entry;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < catalog_all(catalog)->count; j++) {
			struct catalog_entry *entry = catalog_all(catalog)->items[j];
			const struct object_state *state = catalog_state_at(entry, definition.step);
			bool reads = false, is_listed = false;

			if (!state || (state->kind != KIND_VIEW && state->kind != KIND_MATERIALIZED_VIEW))
				continue;
			for (size_t k = 0; k < state->depends.count; k++)
				reads |= state->depends.items[k] == readers[i];
			for (size_t k = 0; k < count; k++)
				is_listed |= readers[k] == entry;
			if (reads && !is_listed)
				readers[count++] = entry;
		}
	}
	for (size_t i = count; i > 0; i--)
		define_drop(&definition, readers[i - 1]);
	for (size_t i = 0; i < count; i++)
		define_create(&definition, readers[i]);
	inverse_add_definition(editing->inverting, INVERSE_COMPLETE, NULL, &definition);
}

/* CREATE OR REPLACE keeps what uses it, where names, defaults and the result are what they were. */
static void edit_function(struct editing *editing)
{
	static const enum attribute_key shape[] = {ATTRIBUTE_PARAMETERS, ATTRIBUTE_RETURNS};
	static const enum attribute_key keys[] = {ATTRIBUTE_PARAMETERS, ATTRIBUTE_RETURNS,
		ATTRIBUTE_LANGUAGE, ATTRIBUTE_BODY, ATTRIBUTE_VOLATILITY, ATTRIBUTE_STRICT,
		ATTRIBUTE_SECURITY_DEFINER, ATTRIBUTE_LEAKPROOF, ATTRIBUTE_PARALLEL, ATTRIBUTE_SETTINGS};
	struct definition definition = inverse_definition(editing->inverting, /* before= */ true);

	if (is_any_different(editing, shape, ARRAY_LENGTH(shape)))
		define_drop(&definition, editing->entry);
	if (is_any_different(editing, keys, ARRAY_LENGTH(keys)))
		define_create(&definition, editing->entry);
	inverse_add_definition(editing->inverting, INVERSE_COMPLETE, NULL, &definition);
}

/* A label that is called otherwise is called back; one that is new stays. */
static void edit_type(struct editing *editing)
{
	const struct str_list *before = state_list(editing->before, ATTRIBUTE_LABELS);
	const struct str_list *after = state_list(editing->after, ATTRIBUTE_LABELS);

	if (before->count != after->count) {
		edit_add(editing, INVERSE_NONE,
			"a label of an enum cannot be dropped: the type would have to be made anew",
			(struct str){NULL, 0});
		return;
	}
	for (size_t i = 0; i < before->count; i++)
		if (!str_equal(before->items[i], after->items[i]))
			edit_add(editing, INVERSE_COMPLETE, NULL,
				str_format(editing->arena, "ALTER %.*s RENAME VALUE %.*s TO %.*s",
					STR_ARG(editing->target), STR_ARG(literal_sql(editing->arena, after->items[i])),
					STR_ARG(literal_sql(editing->arena, before->items[i]))));
}

static void edit_domain(struct editing *editing)
{
	struct str value = state_text(editing->before, ATTRIBUTE_DEFAULT);

	if (edit_differs(editing, ATTRIBUTE_DEFAULT))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s %s%.*s", STR_ARG(editing->target),
				value.ptr ? "SET DEFAULT " : "DROP DEFAULT", STR_ARG(value)));
	if (edit_differs(editing, ATTRIBUTE_NOT_NULL) &&
		!state_flag(editing->before, ATTRIBUTE_NOT_NULL))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s DROP NOT NULL", STR_ARG(editing->target)));
	else if (edit_differs(editing, ATTRIBUTE_NOT_NULL))
		edit_add(editing, INVERSE_MAY_FAIL, "it fails while there are NULLs",
			str_format(editing->arena, "ALTER %.*s SET NOT NULL", STR_ARG(editing->target)));
}

static void edit_sequence(struct editing *editing)
{
	struct str owner = state_text(editing->before, ATTRIBUTE_OWNED_BY);

	if (edit_differs(editing, ATTRIBUTE_OWNED_BY))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s OWNED BY %.*s", STR_ARG(editing->target),
				STR_ARG(owner.ptr ? owner : STR("NONE"))));
	flag_back(editing, ATTRIBUTE_UNLOGGED, "SET UNLOGGED", "SET LOGGED");
	if (edit_differs(editing, ATTRIBUTE_OPTIONS))
		edit_add(editing, INVERSE_NONE, "what the sequence counted by before is not known in full",
			(struct str){NULL, 0});
}

static void edit_extension(struct editing *editing)
{
	struct str schema = state_text(editing->before, ATTRIBUTE_SCHEMA);

	if (edit_differs(editing, ATTRIBUTE_SCHEMA))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER %.*s SET SCHEMA %.*s", STR_ARG(editing->target),
				STR_ARG(schema.ptr ? identifier_sql(editing->arena, schema) : STR("public"))));
}

/* A composite type's attribute. */
static void edit_attribute(struct editing *editing)
{
	if (edit_differs(editing, ATTRIBUTE_TYPE))
		edit_add(editing, INVERSE_DATA_LOSS, "what does not fit the old type is lost",
			str_format(editing->arena, "ALTER TYPE %.*s ALTER ATTRIBUTE %.*s TYPE %.*s",
				STR_ARG(editing->owner),
				STR_ARG(identifier_sql(editing->arena, editing->before->name.name)),
				STR_ARG(state_text(editing->before, ATTRIBUTE_TYPE))));
}

typedef void edit_kind(struct editing *editing);

static edit_kind *const editors[KIND_COUNT] = {
	[KIND_TABLE] = edit_table,
	[KIND_FOREIGN_TABLE] = edit_table,
	[KIND_COLUMN] = edit_column,
	[KIND_ATTRIBUTE] = edit_attribute,
	[KIND_CONSTRAINT] = edit_constraint,
	[KIND_TRIGGER] = edit_trigger,
	[KIND_RULE] = edit_trigger,
	[KIND_POLICY] = edit_policy,
	[KIND_VIEW] = edit_view,
	[KIND_MATERIALIZED_VIEW] = edit_view,
	[KIND_FUNCTION] = edit_function,
	[KIND_PROCEDURE] = edit_function,
	[KIND_TYPE] = edit_type,
	[KIND_DOMAIN] = edit_domain,
	[KIND_SEQUENCE] = edit_sequence,
	[KIND_EXTENSION] = edit_extension,
};

/* What a statement has changed without being asked: a key makes its columns NOT NULL. All else
 * follows when that which was asked for is taken back; defaults that CASCADE took come last. */
static void edit_consequence(struct editing *editing)
{
	struct str column = identifier_sql(editing->arena, editing->before->name.name);

	if (editing->before->kind == KIND_COLUMN && edit_differs(editing, ATTRIBUTE_NOT_NULL) &&
		!state_flag(editing->before, ATTRIBUTE_NOT_NULL))
		edit_add(editing, INVERSE_COMPLETE, NULL,
			str_format(editing->arena, "ALTER TABLE %.*s ALTER COLUMN %.*s DROP NOT NULL",
				STR_ARG(editing->owner), STR_ARG(column)));
}

void inverse_edit(struct inverting *inverting, const struct touched *touched)
{
	unsigned before = inverting->statement->step - 1;
	struct editing editing = {
		.inverting = inverting,
		.arena = inverting->arena,
		.entry = touched->entry,
		.before = touched->before,
		.after = touched->after,
		.target = define_target(inverting->arena, touched->entry, before),
	};

	if (touched->entry->owner)
		editing.owner = catalog_name(inverting->arena, touched->entry->owner, before);
	if (touched->after->is_consequence) {
		edit_consequence(&editing);
		return;
	}
	if (!str_equal(touched->before->name.name, touched->after->name.name))
		rename_back(&editing);
	if (!str_equal(touched->before->name.schema, touched->after->name.schema))
		move_back(&editing);
	if (editors[touched->after->kind])
		editors[touched->after->kind](&editing);
	if (edit_differs(&editing, ATTRIBUTE_WITH))
		options_back(&editing);
	if (edit_differs(&editing, ATTRIBUTE_COMMENT))
		comment_back(&editing);
	if (edit_differs(&editing, ATTRIBUTE_PRIVILEGES))
		privileges_back(&editing);
}
