/* SPDX-License-Identifier: MIT */
#include "check_database_baseline.h"

#include "base/escape.h"
#include "check_baseline_text.h"
#include "check_database_drift.h"
#include "check_database_schema.h"
#include "check_database_unverified.h"
#include "check_new_values.h"
#include "database/table_rows.h"
#include "sql/dump.h"

struct reading {
	struct check *check;
	struct arena *arena;
	const struct baseline_request *request;
	struct database_baseline *baseline;
	const struct migration_set *set;
};

/* What it would create is what they create. */
static int require_no_migrations(const struct reading *reading, struct error *reterr)
{
	size_t count = migration_set_in_order(reading->set, reading->arena).count;
	struct str path = reading->set->spec->path;

	if (!count)
		return 0;
	error_set(reterr,
		"%s has %zu migration%s: a baseline of the database would create again what they create",
		escape_text(reading->arena, path, false).ptr, count, count == 1 ? "" : "s");
	return error_hint(reterr,
		"mighook squash puts a baseline in their place, mighook drift --emit-sql writes what the "
		"database has besides; or git mv them to %s first",
		escape_text(reading->arena, reading->set->spec->archive, false).ptr);
}

static int start(struct reading *reading, struct error *reterr)
{
	struct database_options options = reading->request->database;
	struct database_check *database = &reading->baseline->database;

	options.needs_no_record = true;
	options.may_be_first = true;
	if (check_database_start(reading->check, &options, database, reterr) ||
		drift_require_one_set(database, reterr))
		return -1;
	reading->set = &database->sets.items[0];
	if (require_no_migrations(reading, reterr) ||
		check_database_connect(database, CONNECTION_READS, reterr) ||
		check_database_read(database, reterr))
		return -1;
	for (size_t i = 0; i < database->ledger.items.count; i++)
		reading->baseline->orphans += database->ledger.items.items[i].state == LEDGER_ORPHAN;
	return 0;
}

static struct new_request new_request_of(const struct reading *reading)
{
	struct str_list types = name_types(reading->set->spec, reading->arena);
	struct str name = reading->request->name.ptr ? reading->request->name : STR("schema");

	if (!types.count)
		return (struct new_request){
			.type = STR("baseline"), .description = name, .is_baseline = true};
	/* where a name has a type, there is none for it */
	return (struct new_request){
		.type = str_list_contains(&types, STR("create")) ? STR("create") : types.items[0],
		.description = str_format(reading->arena, "baseline %.*s", STR_ARG(name)),
		.is_baseline = true,
	};
}

/* Name, header, and what comes with the first migration of the set. */
static int name_files(struct reading *reading, struct str *ret_header, struct error *reterr)
{
	struct new_request request = new_request_of(reading);
	struct new_migration *migration = &reading->baseline->migration;
	struct datetime now = datetime_from_seconds(reading->check->now);
	struct skeleton_values values;

	if (check_new_in(reading->check, &request, &reading->baseline->database.changes, reading->set,
			migration, reterr) ||
		new_values_of(&values, reading->check, &request, migration, now, reterr))
		return -1;
	*ret_header = str_format(reading->arena,
		"%.*s\n"
		"--\n"
		"-- The schema that a database had on %04d-%02d-%02d. It is there already: a database that "
		"has it\n"
		"-- must not execute this, but be told so: mighook baseline --commit\n",
		STR_ARG(new_header(&values)), now.year, now.month, now.day);
	return 0;
}

static bool has_kind(const struct dump_objects *objects, const char *const *kinds, size_t count)
{
	for (size_t i = 0; i < objects->count; i++)
		for (size_t j = 0; j < count; j++)
			if (str_equal(objects->items[i].kind, str_from(kinds[j])))
				return true;
	return false;
}

/* Rules that ask for what an author would write, of what nobody wrote: each object would be a
 * finding. What they would say of the schema itself stays theirs to say. */
static struct str allowed_line(const struct reading *reading, const struct dump_objects *own)
{
	static const char *const granted[] = {"table", "view", "function", "procedure"};
	static const char *const guarded[] = {"table", "view", "function", "procedure", "type"};
	const struct {
		const char *rule;
		bool would_say;
	} rules[] = {
		{"guard-missing", has_kind(own, guarded, ARRAY_LENGTH(guarded))},
		{"grant-missing",
			!scratch_has_privileges(&reading->baseline->live_server, reading->set) &&
				has_kind(own, granted, ARRAY_LENGTH(granted))},
		{"rollback-missing", true},
		{"history-record-missing", true},
	};
	struct text text = {.arena = reading->arena};

	for (size_t i = 0; i < ARRAY_LENGTH(rules); i++)
		if (rules[i].would_say && check_new_asks(reading->set->spec, rules[i].rule))
			text_addf(&text, "%s%s", text.len ? "," : "-- mighook: allow ", rules[i].rule);
	if (text.len)
		text_add(&text, STR(" it is what a database has\n"));
	return text_str(&text);
}

static int write_text(struct reading *reading, struct str header, struct error *reterr)
{
	struct database_baseline *baseline = reading->baseline;
	struct dump_objects own;
	struct str dump, sql, filled;

	if (require_parameters(reading->arena, &baseline->live, reterr) ||
		scratch_check_own_objects(
			&baseline->live_server, reading->set, &baseline->live, &own, reterr))
		return -1;
	if (!own.count && scratch_check_require_schemas(&baseline->live_server, reterr))
		return -1;
	if (!own.count)
		return error_set(reterr, "%s has no schema of its own: there is nothing to write down",
			baseline->database.place.ptr);
	dump = dump_objects_write(reading->arena, &own, (struct str){NULL, 0});
	if (dump_as_migration(&sql, reading->arena, dump, baseline->live.name, reterr) ||
		views_refresh_sql(&filled, reading->arena, baseline->database.connection, &own, reterr))
		return -1;
	sql = str_format(
		reading->arena, "%.*s%s%.*s", STR_ARG(sql), filled.len ? "\n" : "", STR_ARG(filled));
	header = str_format(
		reading->arena, "%.*s%.*s", STR_ARG(header), STR_ARG(allowed_line(reading, &own)));
	baseline->migration.files[0].content = baseline_text(
		reading->arena, reading->set->spec, header, sql);
	return 0;
}

static int read_live(struct reading *reading, struct error *reterr)
{
	struct database_baseline *baseline = reading->baseline;

	if (scratch_check_open(
			&baseline->live_server, &baseline->database, &reading->request->scratch, reterr) ||
		scratch_check_live(&baseline->live_server, reading->set, baseline->database.connection,
			&baseline->live, reterr))
		return -1;
	if (!baseline->live.failures.count)
		return scratch_check_settle(&baseline->live_server, reading->set, &baseline->live, reterr);
	baseline->failures = &baseline->live.failures;
	return 0;
}

/* Roles of the live server were made on the server that its dump was loaded into: another one, as
 * everybody has it who executes the migrations. */
static int replay(struct reading *reading, struct error *reterr)
{
	struct database_baseline *baseline = reading->baseline;
	const struct new_file *file = &baseline->migration.files[0];
	const struct migration_file written = {
		.path = file->path,
		.name = baseline->migration.name.name,
		.script = script_read(
			reading->arena, reading->set->spec, baseline->migration.name.name.role, file->content),
	};
	const struct migration_file *items[] = {&written};
	const struct ordered_files files = {items, 1};

	if (scratch_check_open(
			&baseline->own_server, &baseline->database, &reading->request->scratch, reterr) ||
		scratch_check_migrations(
			&baseline->own_server, reading->set, &files, &baseline->replayed, reterr))
		return -1;
	if (!baseline->replayed.failures.count)
		return scratch_check_settle(
			&baseline->own_server, reading->set, &baseline->replayed, reterr);
	baseline->failures = &baseline->replayed.failures;
	return 0;
}

static int compare(struct reading *reading, struct error *reterr)
{
	struct database_baseline *baseline = reading->baseline;

	if (scratch_check_compare(&baseline->live_server, reading->set, &baseline->live,
			&baseline->replayed, &baseline->objects, reterr))
		return -1;
	drift_drop_tolerated(reading->set, &baseline->objects);
	baseline->is_proven = !baseline->objects.count;
	return 0;
}

/* The snapshot that the set has, or that the policy wants it to have; Prisma's is none of ours. */
static void write_snapshot(struct reading *reading)
{
	struct database_baseline *baseline = reading->baseline;
	struct error ignored;

	if (!baseline->migration.snapshot.ptr && !reading->set->snapshot.ptr)
		return;
	if (schema_snapshot_path(reading->set, reading->arena, &baseline->snapshot, &ignored))
		baseline->snapshot = (struct str){NULL, 0};
	baseline->snapshot_text = schema_text(reading->arena, &baseline->replayed);
}

int check_database_baseline(struct check *check, const struct baseline_request *request,
	struct database_baseline *ret, struct error *reterr)
{
	struct reading reading = {
		.check = check, .arena = check->arena, .request = request, .baseline = ret};
	struct str header;

	if (start(&reading, reterr) || name_files(&reading, &header, reterr) ||
		read_live(&reading, reterr))
		return -1;
	if (ret->failures)
		return 0;
	if (write_text(&reading, header, reterr) || replay(&reading, reterr))
		return -1;
	if (ret->failures)
		return 0;
	write_snapshot(&reading);
	return compare(&reading, reterr);
}

void database_baseline_close(struct database_baseline *baseline)
{
	scratch_check_close(&baseline->own_server);
	scratch_check_close(&baseline->live_server);
	database_check_close(&baseline->database);
}
