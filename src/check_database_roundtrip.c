/* SPDX-License-Identifier: MIT */
#include "check_database_roundtrip.h"

#include "base/vec.h"
#include "check_database_rerun.h"
#include "database/history.h"
#include "migration/version.h"

#define BEFORE STR("before")
#define AFTER STR("after up and down")

static const struct rerun_words down_words = {
	.when = "it cannot be taken back",
	.missing = "a down part finds the database as its migration has left it",
};
static const struct rerun_words again = {
	.when = "executed again, after its down part",
	.missing = "its down part has to bring it back",
	.there = "its down part has to take it away",
};

/* The history tables of the set, as they are at one moment. */
struct records {
	struct history *items;
	size_t count;
};

static struct arena *arena_of(const struct rerun *rerun)
{
	return rerun->drift->database.check->arena;
}

/* Runners with a file for each direction go by the version alone: what stands behind it in the
 * names may differ. */
static const struct migration_file *down_of_version(
	const struct migration_set *set, const struct migration_file *up)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];
		const struct migration_file *own = file->migration ? file->migration->up : NULL;

		if (file->head && file->name.role == ROLE_DOWN && !(own && own->head) &&
			file->name.version.ptr && up->name.version.ptr &&
			!version_compare(set->spec->runner->order, file->name.version, up->name.version))
			return file;
	}
	return NULL;
}

/* The file with the part that takes the migration back; NULL: there is none. */
static int find_down(const struct rerun *rerun, const struct migration_file *up,
	const struct migration_file **ret, struct error *reterr)
{
	const struct migration *migration = up->migration;
	struct str content;

	*ret = NULL;
	if (up->name.role == ROLE_BOTH) {
		if (tree_content(rerun->drift->database.changes.head, up->head, &content, reterr))
			return -1;
		if (sections_of(rerun->set->set->spec->runner, content).down.exists)
			*ret = up;
	} else if (migration && migration->down && migration->down->head) {
		*ret = migration->down;
	} else {
		*ret = down_of_version(rerun->set->set, up);
	}
	return 0;
}

static void skip(struct rerun *rerun, const struct migration_file *file, struct str reason)
{
	*vec_push(arena_of(rerun), &rerun->drift->skips) = (struct drift_skip){
		rerun->set->set, file->path, reason};
}

/* What the set's tables say was applied; those that are not there say nothing. */
static int read_records(struct rerun *rerun, struct records *ret, struct error *reterr)
{
	const struct ledger *ledger = &rerun->drift->database.ledger;
	const struct ledger_set *own = ledger_set_of(ledger, rerun->set->set);
	struct arena *arena = arena_of(rerun);

	*ret = (struct records){NULL, 0};
	if (!own || !own->histories.count)
		return 0;
	if (rerun_reset(rerun, reterr))
		return -1;
	ret->items = arena_array(arena, struct history, own->histories.count);
	for (size_t i = 0; i < own->histories.count; i++) {
		ret->items[i] = ledger->histories.items[own->histories.items[i]];
		if (history_read(&ret->items[i], rerun->connection, arena, reterr))
			return -1;
	}
	ret->count = own->histories.count;
	return 0;
}

static bool is_applied(const struct history_row *row)
{
	return row->state == ROW_APPLIED || row->state == ROW_BASELINE;
}

/* The row of the same migration that counts as applied; NULL: there is none. */
static const struct history_row *applied_row(
	const struct history *history, const struct history_row *like)
{
	for (size_t i = 0; i < history->rows.count; i++) {
		const struct history_row *row = &history->rows.items[i];

		if (is_applied(row) && str_equal(row->version, like->version) &&
			str_equal(row->name, like->name))
			return row;
	}
	return NULL;
}

static void compare_rows(struct rerun *rerun, const struct history *from, const struct history *to,
	enum drift_change change, struct drift_objects *ret)
{
	for (size_t i = 0; i < from->rows.count; i++) {
		const struct history_row *row = &from->rows.items[i];
		struct str key = row->version.len ? row->version : row->name;

		if (!is_applied(row) || applied_row(to, row))
			continue;
		*vec_push(arena_of(rerun), ret) = (struct drift_object){
			.kind = STR("history row"),
			.name = str_format(arena_of(rerun), "%.*s: %.*s", STR_ARG(from->table), STR_ARG(key)),
			.table = from->table,
			.change = change,
			.left = change == DRIFT_REMOVED ? key : (struct str){NULL, 0},
			.right = change == DRIFT_ADDED ? key : (struct str){NULL, 0},
		};
	}
}

static int compare_records(
	struct rerun *rerun, const struct records *before, struct str path, struct error *reterr)
{
	struct drift_objects objects = {.items = NULL};
	struct records after;

	if (read_records(rerun, &after, reterr))
		return -1;
	for (size_t i = 0; i < after.count; i++) {
		compare_rows(rerun, &before->items[i], &after.items[i], DRIFT_REMOVED, &objects);
		compare_rows(rerun, &after.items[i], &before->items[i], DRIFT_ADDED, &objects);
	}
	rerun_report(rerun, path, BEFORE, AFTER, &objects);
	return 0;
}

/* What has come of a down part. */
enum outcome {
	TAKEN_BACK, /* the migration can be executed again */
	UNTOUCHED, /* nothing was done */
	BROKEN, /* the database is not as it should be */
};

/* A down part that raises an exception itself says that there is no way back. */
static bool has_refused(
	struct rerun *rerun, const struct migration_file *up, enum outcome *ret_outcome)
{
	const struct replay_failures *failures = &rerun->replay.failures;
	const struct replay_failure *last = failures->count ? &failures->items[failures->count - 1]
														: NULL;

	if (!last || !str_equal(last->sqlstate, STR("P0001")))
		return false;
	skip(rerun, up, last->message);
	*ret_outcome = last->statement == 1 ? UNTOUCHED : BROKEN;
	rerun->replay.failures.count = 0;
	return true;
}

/* Executes the down part and, if it goes through, looks at what has come of it. */
static int take_back(struct rerun *rerun, const struct migration_file *up,
	const struct migration_file *down, const struct records *records, enum outcome *ret,
	struct error *reterr)
{
	bool done, is_broken;

	if (replay_file(&rerun->replay, rerun->set->set, down, /* goes_down= */ true, &done, reterr))
		return -1;
	*ret = BROKEN;
	if (!done && has_refused(rerun, up, ret))
		return 0;
	rerun->set->tried++;
	rerun_keep_failures(rerun, down, down_words);
	if (!done)
		return 0;
	if (rerun_look(rerun, &rerun->after, reterr) ||
		rerun_compare(rerun, down->path, BEFORE, AFTER, &is_broken, reterr) ||
		compare_records(rerun, records, down->path, reterr))
		return -1;
	*ret = is_broken ? BROKEN : TAKEN_BACK;
	return 0;
}

/* Up, down, up. False as `ret_done`: the migration fails where it is executed for the first time.
 */
static int try_one(struct rerun *rerun, size_t number, bool *ret_done, struct error *reterr)
{
	const struct migration_file *up = rerun->files.items[number], *down;
	struct records records = {NULL, 0};
	enum outcome outcome;
	bool done = true;

	if (find_down(rerun, up, &down, reterr) ||
		(down &&
			(rerun_look(rerun, &rerun->before, reterr) || read_records(rerun, &records, reterr))) ||
		rerun_execute(rerun, number, rerun_first_time, ret_done, reterr))
		return -1;
	if (!*ret_done)
		return 0;
	if (!down) {
		if (up->name.role != ROLE_REPEATABLE)
			skip(rerun, up, (struct str){NULL, 0});
		return 0;
	}
	if (take_back(rerun, up, down, &records, &outcome, reterr) ||
		(outcome == TAKEN_BACK && rerun_execute(rerun, number, again, &done, reterr)))
		return -1;
	return outcome == BROKEN || !done ? rerun_begin(rerun, number + 1, ret_done, reterr) : 0;
}

int check_roundtrip(
	struct database_drift *drift, struct set_drift *set, size_t count, struct error *reterr)
{
	_cleanup_(rerun_close) struct rerun rerun = {.drift = drift, .set = set};
	size_t first;
	bool done;

	rerun.files = migration_set_in_order(set->set, arena_of(&rerun));
	set->migrations = rerun.files.count;
	first = count < rerun.files.count ? rerun.files.count - count : 0;
	if (rerun_begin(&rerun, first, &done, reterr))
		return -1;
	for (size_t i = first; i < rerun.files.count && done; i++)
		if (try_one(&rerun, i, &done, reterr))
			return -1;
	return rerun_finish(&rerun, reterr);
}
