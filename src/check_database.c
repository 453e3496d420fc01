/* SPDX-License-Identifier: MIT */
#include "check_database.h"

#include "base/escape.h"
#include "base/vec.h"
#include "check_database_rows.h"
#include "check_new.h"
#include "check_sets.h"
#include "check_untracked.h"
#include "database/history_rows.h"
#include "migration/squash.h"

/* Leaves the one set that --set names. */
static int choose_set(struct check *check, struct str path, struct error *reterr)
{
	struct text text = {.arena = check->arena};

	if (!path.ptr)
		return 0;
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	for (size_t i = 0; i < check->specs.count; i++) {
		if (str_equal(check->specs.items[i].path, path)) {
			check->specs.items = &check->specs.items[i];
			check->specs.count = 1;
			return 0;
		}
		text_addf(&text, "%s%s", i ? ", " : "",
			escape_text(check->arena, check->specs.items[i].path, false).ptr);
	}
	error_set(reterr, "--set: there is no set %s", escape_text(check->arena, path, false).ptr);
	return check->specs.count ? error_hint(reterr, "there is %s", text_str(&text).ptr)
							  : error_hint(reterr, "mighook policy show");
}

/* A set of which nobody knows where it is recorded what was applied: everything would look pending.
 */
static int require_histories(
	struct check *check, const struct ledger *ledger, bool needs_no_record, struct error *reterr)
{
	for (size_t i = 0; !needs_no_record && i < ledger->sets.count; i++) {
		const struct set_spec *spec = ledger->sets.items[i].set->spec;
		const char *path = escape_text(check->arena, spec->path, false).ptr;

		if (ledger->sets.items[i].histories.count)
			continue;
		error_set(
			reterr, "%s: runner %s keeps no record of what was applied", path, spec->runner->name);
		return error_hint(reterr,
			".mighook.yaml: sets: [{path: %s, runner: %s, history: [{table: TABLE}]}]", path,
			spec->runner->name);
	}
	if (ledger->sets.count)
		return 0;
	error_set(reterr, "there is no migration folder here");
	return error_hint(reterr, "name it in .mighook.yaml: sets: [{path: FOLDER}]");
}

static int load_sets(struct check *check, struct database_check *database,
	const struct database_options *options, struct error *reterr)
{
	struct str set = options->set;

	if (change_set_from_everything(&database->changes, check->repository, check->arena, reterr) ||
		(repository_is_bare(check->repository)
				? check_prepare(check, &database->changes, reterr)
				: check_prepare_untracked(check, &database->changes, reterr)) ||
		(options->may_be_first && !check->specs.count &&
			(check_new_sets(check, reterr) ||
				check_add_untracked(check, &database->changes, reterr))) ||
		(set.ptr && check_load_names(check, &database->changes, &database->all_sets, reterr)) ||
		choose_set(check, set, reterr))
		return -1;
	/* no rule is asked: what is in the files is read where it is to be compared */
	database->changes.whole = false;
	if (check_load_sets(check, &database->changes, &database->sets, reterr))
		return -1;
	for (size_t i = 0; i < database->sets.count; i++)
		if (squashes_read_all(&database->sets.items[i], &database->changes, reterr))
			return -1;
	return 0;
}

/* What is asked of no migration passes whatever the database has. */
static int require_migrations(
	struct check *check, const struct migration_sets *sets, struct error *reterr)
{
	for (size_t i = 0; i < sets->count; i++) {
		bool some = false;

		for (size_t j = 0; j < sets->items[i].files.count && !some; j++)
			some = sets->items[i].files.items[j]->head &&
				role_is_up(sets->items[i].files.items[j]->name.role);
		if (some)
			continue;
		error_set(reterr, "there is no migration in %s: nothing was asked",
			escape_text(check->arena, sets->items[i].spec->path, false).ptr);
		return error_hint(reterr, "mighook policy show tells where the sets are");
	}
	return 0;
}

int check_database_start(struct check *check, const struct database_options *options,
	struct database_check *ret, struct error *reterr)
{
	*ret = (struct database_check){.check = check};
	if (options->target_found)
		ret->target = *options->target_found;
	else
		target_take_secrets(&ret->target, check->arena);
	if (load_sets(check, ret, options, reterr) ||
		ledger_start(&ret->ledger, check->arena, &ret->changes, &ret->sets, reterr) ||
		ledger_add_neighbours(&ret->ledger, &ret->all_sets, reterr) ||
		require_histories(check, &ret->ledger, options->needs_no_record, reterr) ||
		(options->needs_migrations && require_migrations(check, &ret->sets, reterr)))
		return -1;
	return options->target_found
		? 0
		: target_find(&ret->target, check->arena, &check->policy, &options->target, reterr);
}

/* A table that is not there is no error, but it must not pass unseen: it may be the wrong database.
 */
static void note_absent_tables(struct check *check, const struct database_check *database)
{
	for (size_t i = 0; i < database->ledger.histories.count; i++) {
		const struct history *history = &database->ledger.histories.items[i];

		if (!history->exists)
			check_note(check, "%s has no table %s: nothing was applied by it", database->place.ptr,
				escape_text(check->arena, history->table, false).ptr);
	}
}

int check_database_connect(
	struct database_check *database, enum connection_use use, struct error *reterr)
{
	if (target_connect(
			&database->target, database->check->arena, use, &database->connection, reterr))
		return -1;
	database->place = connection_place(database->connection);
	return 0;
}

/* What was read, side by side with the files. */
static int match(struct database_check *database, struct error *reterr)
{
	ledger_split_sources(&database->ledger);
	if (ledger_match(&database->ledger, database->connection, reterr))
		return -1;
	note_absent_tables(database->check, database);
	for (size_t i = 0; i < database->ledger.items.count; i++) {
		struct ledger_item *item = &database->ledger.items.items[i];

		item->reason = target_in_commands(&database->target, database->check->arena, item->reason);
	}
	return 0;
}

int check_database_read(struct database_check *database, struct error *reterr)
{
	return ledger_read(&database->ledger, database->connection, reterr) || match(database, reterr)
		? -1
		: 0;
}

int check_database(struct check *check, const struct database_options *options,
	struct database_check *ret, struct error *reterr)
{
	if (check_database_start(check, options, ret, reterr))
		return -1;
	if (check_database_has_rows(options, ret))
		return check_database_read_rows(options, ret, reterr) || match(ret, reterr) ? -1 : 0;
	return check_database_connect(ret, options->use, reterr) || check_database_read(ret, reterr)
		? -1
		: 0;
}

void database_check_close(struct database_check *database)
{
	connection_close(&database->connection);
}
