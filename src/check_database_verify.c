/* SPDX-License-Identifier: MIT */
#include "check_database_verify.h"

#include "base/escape.h"
#include "base/vec.h"
#include "check_sets.h"
#include "database/live_catalog.h"
#include "migration/order.h"

/* Which objects of a set's catalog are asked for. */
struct wanted {
	const struct catalog *catalog;
	bool *entries; /* by number */
	struct str
		*gone; /* of those that must not be there any more, who dropped them; else ptr NULL */
};

struct verifying {
	struct check *check;
	const struct verify_request *request;
	struct database_verify *out;
};

static int load_schemas(struct verifying *verifying, struct error *reterr)
{
	struct database_verify *verify = verifying->out;
	const struct migration_sets *sets = &verify->database.sets;
	const struct verify_request *request = verifying->request;
	/* which of them has made what is asked only if some are named */
	enum catalog_source source = request->migrations.count || request->base.ptr
		? CATALOG_REPLAYED
		: CATALOG_KEPT_OR_REPLAYED;
	bool some = false;

	verify->schemas.items = arena_array(
		verifying->check->arena, struct set_schema, sets->count + 1);
	for (size_t i = 0; i < sets->count; i++) {
		if (check_schema_of_set(verifying->check, &verify->database.changes, &sets->items[i],
				source, &verify->schemas.items[i], reterr))
			return -1;
		some |= verify->schemas.items[i].catalog != NULL;
		verify->schemas.count++;
	}
	return some ? 0 : error_set(reterr, "there are no migrations in PostgreSQL's SQL to verify");
}

static const struct ledger_item *item_of(
	const struct ledger *ledger, const struct migration_file *file)
{
	for (size_t i = 0; i < ledger->items.count; i++)
		if (ledger->items.items[i].file == file)
			return &ledger->items.items[i];
	return NULL;
}

static bool is_named(struct verifying *verifying, const struct migration_file *file, bool *named)
{
	const struct str_list *names = &verifying->request->migrations;
	bool found = false;

	for (size_t i = 0; i < names->count; i++)
		if (migration_file_is_called(file, names->items[i])) {
			named[i] = true;
			found = true;
		}
	return found;
}

static int choose(struct verifying *verifying, struct error *reterr)
{
	struct database_verify *verify = verifying->out;
	const struct str_list *names = &verifying->request->migrations;
	struct arena *arena = verifying->check->arena;
	bool *named = arena_array(arena, bool, names->count + 1);
	struct str_list added = {0};

	verify->is_whole = !names->count && !verifying->request->base.ptr;
	if (verifying->request->base.ptr &&
		check_added(
			verifying->check, verifying->request->base, verifying->request->head, &added, reterr))
		return -1;
	for (size_t i = 0; i < verify->schemas.count; i++) {
		struct ordered_files files = migration_set_in_order(verify->schemas.items[i].set, arena);

		for (size_t j = 0; j < files.count; j++) {
			const struct migration_file *file = files.items[j];

			if (!is_named(verifying, file, named) && !verify->is_whole &&
				!str_list_contains(&added, file->path))
				continue;
			*vec_push(arena, &verify->migrations) = (struct verified_migration){.file = file};
		}
	}
	for (size_t i = 0; i < names->count; i++)
		if (!named[i]) {
			error_set(reterr, "--migration: there is no migration '%s'",
				escape_text(arena, names->items[i], false).ptr);
			return error_hint(reterr, "mighook status --long");
		}
	return 0;
}

/* The migration that has made the change; NULL if it is not asked for. */
static struct verified_migration *changer(
	const struct verifying *verifying, const struct catalog_change *change)
{
	struct database_verify *verify = verifying->out;

	for (size_t i = 0; change->path.ptr && i < verify->migrations.count; i++)
		if (str_equal(verify->migrations.items[i].file->path, change->path))
			return &verify->migrations.items[i];
	return NULL;
}

/* All that lives, or what the chosen migrations have made or changed of it; and what they dropped.
 */
static struct wanted want(const struct verifying *verifying, const struct catalog *catalog)
{
	struct arena *arena = verifying->check->arena;
	size_t count = catalog_all(catalog)->count;
	struct wanted wanted = {
		catalog, arena_array(arena, bool, count + 1), arena_array(arena, struct str, count + 1)};

	for (size_t i = 0; i < catalog->changes.count; i++) {
		const struct catalog_change *change = &catalog->changes.items[i];
		struct verified_migration *migration = changer(verifying, change);
		bool lives = verification_asks(change->entry);

		if (!migration)
			continue;
		migration->has_objects |= lives;
		wanted.entries[change->entry->number] |= lives;
		if (!change->after && verification_asks_absence(catalog, change->entry))
			wanted.gone[change->entry->number] = change->path;
	}
	for (size_t i = 0; verifying->out->is_whole && i < count; i++)
		wanted.entries[i] = verification_asks(catalog_all(catalog)->items[i]);
	return wanted;
}

static void add_schemas(struct arena *arena, const struct wanted *wanted, struct str_list *ret)
{
	for (size_t i = 0; i < catalog_all(wanted->catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(wanted->catalog)->items[i];
		struct str schema = entry->state->kind == KIND_SCHEMA ? entry->state->name.name
															  : catalog_schema(entry, LATEST);

		if ((wanted->entries[i] || wanted->gone[i].ptr) && schema.ptr &&
			!str_list_contains(ret, schema))
			str_list_add(arena, ret, schema);
	}
}

static bool is_pending(const struct verified_migration *migration)
{
	return migration->item && ledger_states[migration->item->state].is_pending;
}

/* That it was not applied explains best why something is not as it says. */
static void explain_pending(const struct verifying *verifying, struct verified_object *object)
{
	const struct database_verify *verify = verifying->out;
	struct arena *arena = verifying->check->arena;

	if (object->is_told || !object->origin.path.ptr ||
		(object->state != VERIFICATION_MISSING && object->state != VERIFICATION_DIFFERENT))
		return;
	for (size_t i = 0; i < verify->migrations.count; i++)
		if (is_pending(&verify->migrations.items[i]) &&
			str_equal(object->origin.path, verify->migrations.items[i].file->path))
			object->detail = str_format(arena, "%.*s%sits migration is pending",
				STR_ARG(object->detail), object->detail.len ? "; " : "");
}

static void add(struct verifying *verifying, const struct wanted *wanted,
	const struct catalog_entry *entry, const struct catalog *live)
{
	if (wanted->entries[entry->number])
		verification_add(&verifying->out->verification, entry, live);
	if (wanted->gone[entry->number].ptr)
		verification_add_absence(
			&verifying->out->verification, entry, live, wanted->gone[entry->number]);
}

static int compare(struct verifying *verifying, struct error *reterr)
{
	struct database_verify *verify = verifying->out;
	struct arena *arena = verifying->check->arena;
	struct wanted *wanted = arena_array(arena, struct wanted, verify->schemas.count + 1);
	struct str_list schemas = {0};
	struct catalog *live;

	for (size_t i = 0; i < verify->schemas.count; i++) {
		if (!verify->schemas.items[i].catalog)
			continue;
		wanted[i] = want(verifying, verify->schemas.items[i].catalog);
		add_schemas(arena, &wanted[i], &schemas);
	}
	if (live_catalog_read(&live, arena, verify->database.connection, &schemas, reterr))
		return -1;
	for (size_t i = 0; i < verify->schemas.count; i++)
		for (size_t j = 0; wanted[i].catalog && j < catalog_all(wanted[i].catalog)->count; j++)
			add(verifying, &wanted[i], catalog_all(wanted[i].catalog)->items[j], live);
	for (size_t i = 0; i < verify->migrations.count; i++)
		verify->unproven_count += is_pending(&verify->migrations.items[i]) &&
			!verify->migrations.items[i].has_objects;
	for (size_t i = 0; i < verify->verification.objects.count; i++)
		explain_pending(verifying, &verify->verification.objects.items[i]);
	return 0;
}

/* Migrations of some tools are executed on another search path, of which their texts say nothing.
 */
static int ask_first_schema(struct verifying *verifying, struct error *reterr)
{
	struct database_verify *verify = verifying->out;
	struct rows rows;

	if (connection_query(verify->database.connection, verifying->check->arena,
			"cannot read the search path", STR("SELECT pg_catalog.current_schema()"), NULL, &rows,
			reterr))
		return -1;
	verify->first_schema = rows_value(&rows, 0, 0);
	return 0;
}

static int require_views(struct verifying *verifying, struct error *reterr)
{
	struct database_verify *verify = verifying->out;
	const struct setting *listed = policy_setting(
		&verifying->check->policy, "database.require-views");
	const struct str_list *views[] = {&verifying->request->views, listed ? &listed->list : NULL};

	for (size_t i = 0; i < ARRAY_LENGTH(views); i++)
		for (size_t j = 0; views[i] && j < views[i]->count; j++)
			if (!(i && str_list_contains(views[0], views[i]->items[j])) &&
				verification_add_view(
					&verify->verification, views[i]->items[j], verify->database.connection, reterr))
				return -1;
	return 0;
}

/* What was applied by hand is there although no table says so, and the runner will try it again. */
static void match_ledger(struct verifying *verifying)
{
	struct database_verify *verify = verifying->out;

	for (size_t i = 0; i < verify->migrations.count; i++) {
		struct verified_migration *migration = &verify->migrations.items[i];

		migration->item = item_of(&verify->database.ledger, migration->file);
		if (migration->item &&
			!ledger_set_of(&verify->database.ledger, migration->item->set)->histories.count)
			migration->item = NULL;
		verify->pending_count += migration->item &&
			ledger_states[migration->item->state].is_pending;
	}
}

int check_database_verify(struct check *check, const struct verify_request *request,
	struct database_verify *ret, struct error *reterr)
{
	struct verifying verifying = {check, request, ret};

	*ret = (struct database_verify){.verification = {.arena = check->arena}};
	if (check_database_start(check, &request->database, &ret->database, reterr) ||
		load_schemas(&verifying, reterr) || choose(&verifying, reterr) ||
		check_database_connect(&ret->database, CONNECTION_READS, reterr) ||
		check_database_read(&ret->database, reterr))
		return -1;
	match_ledger(&verifying);
	return ask_first_schema(&verifying, reterr) || require_views(&verifying, reterr) ||
			compare(&verifying, reterr)
		? -1
		: 0;
}

void database_verify_close(struct database_verify *verify)
{
	database_check_close(&verify->database);
}
