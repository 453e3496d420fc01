/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"
#include "check_schema.h"
#include "command/command.h"
#include "report/formats.h"

struct listed {
	const struct catalog_entry *entry;
	struct str name;
	struct str table; /* of an index, whose name says nothing of it; else ptr NULL */
};

struct listing {
	struct listed *items;
	size_t count, capacity;
};

/* What a history takes for granted it has not made. */
static bool is_listed(const struct catalog_entry *entry)
{
	return catalog_lives(entry) && !entry->is_assumed &&
		!str_equal(catalog_schema(entry, LATEST), STR("pg_temp"));
}

static void write_attribute(struct json_members *members, const struct attribute *attribute)
{
	const struct attribute_row *row = &attribute_rows[attribute->key];

	if (row->form == FORM_FLAG)
		json_write_bool(members, row->name, true);
	else if (row->form == FORM_LIST || row->form == FORM_SET)
		json_write_strings(members, row->name, &attribute->list);
	else
		json_write_string(members, row->name, attribute->text);
}

static void write_attributes(struct json_members *members, size_t number, void *context)
{
	const struct listed *listed = context;
	const struct object_state *state = listed->entry->state;

	(void)number;
	if (listed->table.ptr)
		json_write_string(members, "table", listed->table);
	for (unsigned key = 0; key < ATTRIBUTE_COUNT; key++) {
		const struct attribute *attribute = attributes_find(&state->attributes, key);

		if (attribute)
			write_attribute(members, attribute);
	}
}

static void write_object(struct json_members *members, size_t number, void *context)
{
	const struct listing *listing = context;
	struct listed *listed = &listing->items[number];
	const struct object_state *state = listed->entry->state;

	json_write_string(members, "kind", str_from(object_kinds[state->kind].name));
	json_write_string(members, "name", listed->name);
	json_write_object(members, "attributes", write_attributes, listed);
	json_write_bool(members, "verified", !state->unverified);
	if (state->unverified)
		json_write_string(members, "reason", str_from(state->unverified));
	if (state->origin.path.ptr) {
		json_write_path(members, "path", state->origin.path);
		json_write_number(members, "line", (int64_t)state->origin.line);
	}
}

static void write_json(struct listing *listing)
{
	_cleanup_(json_free) struct json *root = report_json_envelope("schema list");

	json_write_list(stdout, root, "objects", listing->count, write_object, listing);
}

static void write_text(struct arena *arena, const struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++) {
		const struct object_state *state = listing->items[i].entry->state;
		struct str type = state_text(state, ATTRIBUTE_TYPE);

		printf("%-18s %s%s%s%s%s\n", object_kinds[state->kind].name,
			escape_text(arena, listing->items[i].name, false).ptr, type.ptr ? " " : "",
			type.ptr ? escape_text(arena, type, false).ptr : "",
			state_flag(state, ATTRIBUTE_NOT_NULL) ? " not null" : "",
			state->unverified ? "    # unverified" : "");
	}
}

static void add_set(struct listing *listing, struct arena *arena, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->entries.count; i++) {
		const struct catalog_entry *entry = catalog->entries.items[i];

		if (is_listed(entry))
			*vec_push(arena, listing) = (struct listed){
				.entry = entry,
				.name = catalog_name(arena, entry, LATEST),
				.table = entry->state->kind == KIND_INDEX && entry->owner
					? catalog_name(arena, entry->owner, LATEST)
					: (struct str){NULL, 0},
			};
	}
}

static int list(struct context *context, bool json, struct error *reterr)
{
	struct check_options options = {.policy_path = arguments_value(context->arguments, "policy")};
	struct listing listing = {.count = 0};
	struct set_schemas schemas;
	struct change_set changes;
	struct check check;

	if (check_start(&check, context->arena, context->repository, &options, reterr) ||
		check_schema(&check, &changes, &schemas, reterr))
		return -1;
	command_print_notes(context, &check);
	if (!check.specs.count && !arguments_has(context->arguments, "quiet"))
		fprintf(stderr, "mighook: there is no migration folder here\n  hint: " NO_SETS_HINT "\n");
	for (size_t i = 0; i < schemas.count; i++)
		if (schemas.items[i].catalog)
			add_set(&listing, context->arena, schemas.items[i].catalog);
	if (json)
		write_json(&listing);
	else
		write_text(context->arena, &listing);
	return 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	bool json;

	if (command_wants_json(context, &json, reterr))
		return EXIT_CANNOT_CHECK;
	if (words->count == 1 && str_equal(words->items[0], STR("list")))
		return list(context, json, reterr) ? EXIT_CANNOT_CHECK : EXIT_CLEAN;
	error_set(reterr, "schema takes: list");
	error_hint(reterr, "mighook help schema");
	return EXIT_CANNOT_CHECK;
}

const struct command command_schema = {
	.name = "schema",
	.usage = "list",
	.summary = "list the objects that the migrations of the index lead to",
	.description =
		"`list` replays every migration set of the index in memory, without a server, and "
		"prints each object that it leads to: its kind, its full name, what is known of it and "
		"the migration that said so. What dynamic SQL or an extension may have changed is "
		"marked as unverified.",
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
};
