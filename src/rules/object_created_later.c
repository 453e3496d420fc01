/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "lint/known.h"
#include "lint/rule.h"
#include "migration/suggest.h"

/* Schemas that a platform or the server fills itself: what a migration makes there makes up for an
 * empty server (schemas that supabase's own dump leaves out). */
static const char *const managed_schemas[] = {"pg_catalog", "information_schema", "pg_temp",
	"_analytics", "_realtime", "_supavisor", "auth", "cron", "dbdev", "etl", "extensions",
	"graphql", "graphql_public", "net", "pgbouncer", "pgmq", "pgsodium", "pgsodium_masks", "pgtle",
	"realtime", "repack", "storage", "supabase_functions", "supabase_migrations", "tiger",
	"tiger_data", "topology", "vault"};

static bool is_managed(struct str schema)
{
	for (size_t i = 0; i < ARRAY_LENGTH(managed_schemas); i++)
		if (str_equal(schema, str_from(managed_schemas[i])))
			return true;
	return false;
}

/* Kinds among which a name is looked up. */
enum family { FAMILY_RELATION, FAMILY_INDEX, FAMILY_TYPE, FAMILY_FUNCTION, FAMILY_OTHER };

static enum family family_of(enum object_kind kind)
{
	switch (kind) {
	case KIND_TABLE:
	case KIND_FOREIGN_TABLE:
	case KIND_VIEW:
	case KIND_MATERIALIZED_VIEW:
	case KIND_SEQUENCE:
		return FAMILY_RELATION;
	case KIND_INDEX:
		return FAMILY_INDEX;
	case KIND_TYPE:
	case KIND_DOMAIN:
		return FAMILY_TYPE;
	case KIND_FUNCTION:
	case KIND_PROCEDURE:
	case KIND_AGGREGATE:
		return FAMILY_FUNCTION;
	default:
		return FAMILY_OTHER;
	}
}

static bool is_of_kind(enum object_kind kind, enum object_kind wanted)
{
	/* a table is also a type */
	return kind == wanted ||
		(family_of(wanted) != FAMILY_OTHER && family_of(kind) == family_of(wanted)) ||
		(family_of(wanted) == FAMILY_TYPE && kind == KIND_TABLE);
}

static const struct object_state *first_state(const struct catalog_entry *entry)
{
	const struct object_state *state = entry->state;

	while (state->before)
		state = state->before;
	return state;
}

static bool is_in_schema(const struct catalog *catalog, const struct catalog_entry *entry,
	struct object_name name, unsigned step)
{
	struct str schema = first_state(entry)->name.schema;
	struct str_list path;

	if (name.schema.len)
		return str_equal(schema, name.schema);
	path = catalog_search_path(catalog, step);
	return !schema.ptr || str_list_contains(&path, schema);
}

/* True if the object bears the name that was missed. */
static bool is_missed(const struct catalog *catalog, const struct catalog_entry *entry,
	const struct catalog_miss *miss, unsigned step)
{
	const struct object_state *first = first_state(entry);
	const struct catalog_entry *owner = entry->owner;

	if (!str_equal(first->name.name, miss->name.name) || !is_of_kind(first->kind, miss->kind))
		return false;
	if (!object_kinds[miss->kind].belongs_to_table)
		return is_in_schema(catalog, entry, miss->name, step);
	return owner && str_equal(first_state(owner)->name.name, miss->fact->table.name) &&
		is_in_schema(catalog, owner, miss->fact->table, step);
}

/* What creates it after the statement, in another file; NULL: nothing, or it was there all the
 * same, as another function of that name. */
static const struct catalog_entry *find_later(
	const struct catalog *catalog, const struct catalog_miss *miss)
{
	unsigned step = fact_statement(miss->sql, miss->fact)->step;
	const struct catalog_entry *found = NULL;

	for (size_t i = 0; i < catalog_all(catalog)->count; i++) {
		const struct catalog_entry *entry = catalog_all(catalog)->items[i];

		if (entry->is_assumed || !is_missed(catalog, entry, miss, step))
			continue;
		if (entry->created <= step) {
			if (catalog_state_at(entry, step))
				return NULL;
		} else if (!found && !first_state(entry)->is_consequence) {
			found = entry;
		}
	}
	if (found && str_equal(first_state(found)->origin.path, miss->sql->file->path))
		return NULL;
	return found;
}

/* A free version before that of the migration; ptr NULL: there is none. */
static struct str earlier_version(const struct subject *subject, const struct migration *migration)
{
	const struct migration_set *set = subject->set;
	enum version_order order = set->spec->runner->order;
	const struct migration *previous = NULL;
	struct str version;

	for (size_t i = 0; i < set->by_version.count; i++) {
		const struct migration *other = set->by_version.items[i];

		if (version_compare(order, other->version, migration->version) < 0 &&
			(!previous || version_compare(order, other->version, previous->version) > 0))
			previous = other;
	}
	if (!previous)
		return (struct str){NULL, 0};
	version = suggest_version_after(set, subject->arena, previous->version, 1);
	if (version_compare(order, version, migration->version) >= 0)
		version.ptr = NULL;
	return version;
}

static bool is_movable(const struct migration_file *file)
{
	return !file->in_base && file->migration && file->migration->version.ptr;
}

static void give_hint(const struct subject *subject, const struct migration_file *user,
	const struct migration_file *creator, struct diagnostics *out, struct diagnostic *diagnostic)
{
	struct arena *arena = subject->arena;
	struct str version = {NULL, 0};

	if (is_movable(user) && creator->migration && creator->migration->version.ptr)
		diagnostic_hint(out, diagnostic, "Let it run after that one: %s",
			suggest_renaming(subject->set, arena, user->migration,
				suggest_version_after(subject->set, arena, creator->migration->version, 1))
				.ptr);
	else if (is_movable(creator) && user->migration && user->migration->version.ptr)
		version = earlier_version(subject, user->migration);
	if (version.ptr)
		diagnostic_hint(out, diagnostic, "Let that one run first: %s",
			suggest_renaming(subject->set, arena, creator->migration, version).ptr);
	else if (!diagnostic->hint.ptr)
		diagnostic_hint(out, diagnostic,
			"An empty server fails here: excuse it under `grandfather` in the policy until the "
			"history is squashed");
}

static void report(const struct subject *subject, const struct catalog_miss *miss,
	const struct catalog_entry *later, struct diagnostics *out)
{
	const struct migration_file *creator = migration_set_file(
		subject->set, first_state(later)->origin.path);
	struct diagnostic *diagnostic;

	if (!creator)
		return;
	diagnostic = diagnose(out, miss->sql->file,
		statement_span(miss->sql, fact_statement(miss->sql, miss->fact)),
		"uses %s %s, which a later migration creates: %s",
		object_kinds[first_state(later)->kind].name,
		escape_text(subject->arena, catalog_name(subject->arena, later, later->created), false).ptr,
		escape_text(subject->arena, creator->path, false).ptr);
	give_hint(subject, miss->sql->file, creator, out, diagnostic);
}

/* The same object was missed by the same statement before. */
static bool is_repeated(const struct catalog *catalog, size_t number)
{
	const struct catalog_miss *miss = &catalog->misses.items[number];

	for (const struct catalog_miss *other = miss; other-- > catalog->misses.items;) {
		if (other->sql != miss->sql || other->fact->statement != miss->fact->statement)
			return false;
		if (other->kind == miss->kind && object_name_equal(other->name, miss->name))
			return true;
	}
	return false;
}

static void check_set(const struct subject *subject, struct diagnostics *out)
{
	const struct catalog *catalog = subject->set_sql->catalog;

	for (size_t i = 0; catalog && i < catalog->misses.count; i++) {
		const struct catalog_miss *miss = &catalog->misses.items[i];
		const struct catalog_entry *later;

		if (!miss->sql->file->is_judged || is_managed(miss->name.schema) ||
			(object_kinds[miss->kind].belongs_to_table && is_managed(miss->fact->table.schema)) ||
			is_repeated(catalog, i))
			continue;
		later = find_later(catalog, miss);
		if (later)
			report(subject, miss, later, out);
	}
}

const struct rule rule_object_created_later = {
	.key = {.id = "object-created-later", .severity = SEVERITY_WARNING},
	.scope = 'C',
	.summary = "a statement uses an object that a later migration creates",
	.why = "It works where both have been run by hand or in another order, and fails on the next "
		   "empty server: of a colleague, of a test, of a preview branch. Two branches that are "
		   "merged one after the other often end so. Objects that no migration creates are not "
		   "asked about, nor statements that look first (IF EXISTS, a DO block that asks).",
	.flagged = "-- staged: supabase/migrations/20250127093045_add_email.sql\n"
			   "ALTER TABLE members ADD COLUMN IF NOT EXISTS email text;\n"
			   "-- staged: supabase/migrations/20250128093045_add_members.sql\n"
			   "CREATE TABLE IF NOT EXISTS members (id bigint PRIMARY KEY);\n",
	.allowed = "-- staged: supabase/migrations/20250127093045_add_members.sql\n"
			   "CREATE TABLE IF NOT EXISTS members (id bigint PRIMARY KEY);\n"
			   "-- staged: supabase/migrations/20250128093045_add_email.sql\n"
			   "ALTER TABLE members ADD COLUMN IF NOT EXISTS email text;\n",
	.remedy = "`-- mighook: allow object-created-later REASON` before the statement, for an object "
			  "that every server has from elsewhere.",
	.source = "seed 2 lines 160-191 (S1-16, S1-17); MigrationPilot SQ004",
	.check_set = check_set,
};
