/* SPDX-License-Identifier: MIT */
#include "database/live_catalog.h"

#include "base/json.h"
#include "database/sql_text.h"

enum column { KIND, SCHEMA, OWNER, NAME, SIGNATURE, ATTRIBUTES };

struct reading {
	struct arena *arena;
	struct object_state *state;
	struct str_list *list;
};

static void add_item(const char *key, const struct json *value, void *context)
{
	struct reading *reading = context;

	(void)key;
	str_list_add(reading->arena, reading->list, str_copy(reading->arena, json_text(value)));
}

static void add_attribute(const char *name, const struct json *value, void *context)
{
	struct reading *reading = context;
	struct attribute attribute = {.key = 0};
	struct str_list list = {0};

	while (attribute.key < ATTRIBUTE_COUNT && strcmp(name, attribute_rows[attribute.key].name))
		attribute.key++;
	if (attribute.key == ATTRIBUTE_COUNT)
		return;
	if (json_text(value).ptr) {
		attribute.text = str_copy(reading->arena, json_text(value));
	} else {
		reading->list = &list;
		json_each(value, add_item, reading);
		attribute = attribute_of_list(reading->arena, attribute.key, &list);
	}
	attributes_set(reading->arena, &reading->state->attributes, attribute);
}

static enum object_kind kind_of(struct str name)
{
	enum object_kind kind = KIND_OTHER;

	while (kind < KIND_COUNT &&
		!(object_kinds[kind].name && str_equal(name, str_from(object_kinds[kind].name))))
		kind++;
	return kind < KIND_COUNT ? kind : KIND_OTHER;
}

static struct catalog_entry *owner_of(
	const struct catalog *catalog, struct str schema, struct str owner)
{
	struct object_name name = {schema, owner};
	struct catalog_entry *relation = catalog_relation(catalog, name, LATEST);

	return relation && relation->state->kind != KIND_INDEX ? relation
														   : catalog_type(catalog, name, LATEST);
}

static int add_row(
	struct catalog *catalog, const struct rows *rows, size_t row, struct error *reterr)
{
	_cleanup_(json_free) struct json *attributes = json_parse(rows_value(rows, row, ATTRIBUTES));
	struct str schema = rows_value(rows, row, SCHEMA), owner_name = rows_value(rows, row, OWNER);
	struct object_state state = {
		.kind = kind_of(rows_value(rows, row, KIND)),
		.name = {schema, rows_value(rows, row, NAME)},
		.signature = rows_value(rows, row, SIGNATURE),
	};
	struct reading reading = {catalog->arena, &state, NULL};
	struct catalog_entry *owner = NULL;

	if (!attributes)
		return error_set(reterr, "cannot read the objects of the database: no JSON came back");
	if (owner_name.ptr) {
		owner = owner_of(catalog, schema, owner_name);
		/* what it belongs to is of a kind that is not read */
		if (!owner)
			return 0;
		if (object_kinds[state.kind].belongs_to_table)
			state.name.schema = (struct str){NULL, 0};
	}
	json_each(attributes, add_attribute, &reading);
	catalog_add(catalog, owner, state);
	return 0;
}

static struct str constants(struct arena *arena, const struct str_list *list)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < list->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(sql_literal(arena, list->items[i])));
	return list->count ? text_str(&text) : STR("NULL");
}

/* With an empty search path every name is printed with its schema, as pg_dump prints it. */
static int ask(struct connection *connection, struct arena *arena, const struct str_list *schemas,
	struct rows *ret, struct error *reterr)
{
	static const char what[] = "cannot read the objects of the database";

	if (connection_execute(connection, what,
			STR("SAVEPOINT live_catalog; SET LOCAL search_path = ''; "
				"SET LOCAL quote_all_identifiers = off"),
			reterr) ||
		connection_query(connection, arena, what,
			live_catalog_query(arena, constants(arena, schemas)), NULL, ret, reterr))
		return -1;
	return connection_execute(
		connection, what, STR("ROLLBACK TO live_catalog; RELEASE live_catalog"), reterr);
}

int live_catalog_read(struct catalog **ret, struct arena *arena, struct connection *connection,
	const struct str_list *schemas, struct error *reterr)
{
	struct catalog *catalog = catalog_new(arena);
	struct rows rows;

	if (ask(connection, arena, schemas, &rows, reterr))
		return -1;
	catalog_expect(catalog, rows.count * 2);
	for (size_t i = 0; i < rows.count; i++)
		if (add_row(catalog, &rows, i, reterr))
			return -1;
	*ret = catalog;
	return 0;
}
