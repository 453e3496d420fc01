/* SPDX-License-Identifier: MIT */
#include "command/schema.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/vec.h"
#include "check_schema.h"
#include "command/database_options.h"
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

extern const struct command command_schema;

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
		json_write_strings(members, row->name, attribute_list(attribute));
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
	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(catalog)->items[i];

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

/* Options of its own the list has none. */
static int refuse_options(const struct context *context, struct error *reterr)
{
	for (const struct option_row *row = command_schema.options; row->name; row++)
		if (arguments_has(context->arguments, row->name)) {
			error_set(reterr, "schema list takes no --%s: it asks no server", row->name);
			return error_hint(reterr, "mighook help schema");
		}
	return 0;
}

static enum exit_code run(struct context *context, struct error *reterr)
{
	const struct str_list *words = &context->arguments->positional;
	bool json;

	if (words->count == 1 && str_equal(words->items[0], STR("list")))
		return refuse_options(context, reterr) || command_wants_json(context, &json, reterr) ||
				list(context, json, reterr)
			? EXIT_CANNOT_CHECK
			: EXIT_CLEAN;
	error_set(reterr, "schema takes: list, dump, hash or check");
	error_hint(reterr, "mighook help schema");
	return EXIT_CANNOT_CHECK;
}

const struct command command_schema = {
	.name = "schema",
	.usage = "list | dump [--write] | hash [--write] [--env NAME | --db-url URL] | check",
	.summary = "list what the migrations lead to; write schema.sql, or check it",
	.description =
		"`list` replays every migration set of the index in memory, without a server, and "
		"prints each object that it leads to: its kind, its full name, what is known of it and "
		"the migration that said so. What dynamic SQL or an extension may have changed is "
		"marked as unverified.\n\n"
		"The others execute the migrations of the index, and those not added yet, on a PostgreSQL "
		"that they start for a moment and remove again, as `mighook drift` does. A migration that "
		"fails is told as there, nothing is written, and they exit with 1.\n\n"
		"`dump` prints the schema as SQL in the one form that only a change of the schema changes: "
		"no run, no pg_dump and no order in which things were made is seen in it, and loading and "
		"dumping it again gives the same bytes. (PostgreSQL 16 and later write the text of a view "
		"otherwise than older ones: `postgres` in the policy says which is meant.) With --write "
		"it goes into the snapshot of each set in the worktree, `schema.sql` where there is none "
		"yet; a file that says it already is not touched, and none is staged. `hash` prints the "
		"SHA-256 of that text, as `sha256sum` would; with --write it goes into `schema.sha256` "
		"beside the snapshot, which `mighook gate --mode hash` compares with a database. Where a "
		"database is named, they are of its schema.\n\n"
		"`check` exits with 1 if the snapshot of the index, or its `schema.sha256`, is not what "
		"the migrations lead to.",
	.options =
		(const struct option_row[]){
			DATABASE_OPTIONS,
			SCRATCH_OPTIONS,
			{"write", 0, NULL, "write the file in place of printing it"},
			{NULL},
		},
	.flags = NEEDS_REPOSITORY | TAKES_ARGUMENTS,
	.run = run,
	.database_words = (const char *const[]){"dump", "hash", "check", NULL},
	.run_on_database = schema_run_on_database,
};
