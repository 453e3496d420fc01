/* SPDX-License-Identifier: MIT */
#include "check_database_repair.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"
#include "check_database_rename.h"
#include "database/applied_content.h"
#include "database/history_writes.h"
#include "database/ledger_explain.h"
#include "database/repair_rows.h"

/* What a repair is made of. */
struct repairing {
	struct arena *arena;
	struct check *check;
	const struct repair_request *request;
	struct database_repair *repair;
	struct {
		const struct ledger_item **items; /* to be mended */
		size_t count, capacity;
	} pairs;
	struct row_changes changes;
	struct renamings renamings;
};

static bool is_named(const struct str_list *only, const struct ledger_item *item)
{
	return str_list_contains(only, item->version) ||
		(item->row && str_list_contains(only, item->row->version));
}

static bool is_wanted(const struct repairing *repairing, const struct ledger_item *item)
{
	const struct str_list *only = &repairing->request->only;

	return !only->count || is_named(only, item);
}

static struct str path_of(const struct ledger_item *item)
{
	return item->file ? item->file->path : (struct str){NULL, 0};
}

static void add_step(struct repairing *repairing, const char *action,
	const struct ledger_item *item, struct str reason)
{
	*vec_push(repairing->arena, &repairing->repair->plan) = (struct plan_step){
		.action = action, .version = item->version, .path = path_of(item), .reason = reason};
}

static void refuse(struct repairing *repairing, const struct ledger_item *item, struct str reason)
{
	add_step(repairing, "refuse", item, reason);
	repairing->repair->refused++;
}

static void leave(struct repairing *repairing, const char *action, const struct ledger_item *item,
	struct str reason)
{
	add_step(repairing, action, item, reason);
	repairing->repair->left++;
}

/* A name of the table's as a part of a path. */
static struct str as_file_name(struct arena *arena, struct str name)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < name.len; i++)
		text_add_byte(&text, name.ptr[i] == '/' ? '_' : name.ptr[i]);
	return text_str(&text);
}

/* How the SQL of a row without a file comes back: it may be the only copy there is. */
static struct str restoration(const struct repairing *repairing, const struct ledger_item *item)
{
	const struct history_row *row = item->row;
	struct arena *arena = repairing->arena;
	struct str folder = item->set ? item->set->spec->path : STR("");
	struct str name = as_file_name(arena, row->version);

	if (!item->history->columns[HISTORY_STATEMENTS].ptr)
		return STR("the table does not keep what was executed");
	if (row->name.ptr && item->history->adapter->key != KEY_NAME)
		name = str_format(arena, "%.*s_%s", STR_ARG(name), as_file_name(arena, row->name).ptr);
	return target_in_commands(&repairing->repair->database.target, arena,
		str_format(arena, "mighook status --recover %s >%s", escape_shell(arena, row->version).ptr,
			escape_shell(
				arena, str_join_path(arena, folder, str_format(arena, "%.*s.sql", STR_ARG(name))))
				.ptr));
}

static struct str with_reason(
	const struct repairing *repairing, const struct ledger_item *item, struct str more)
{
	return item->reason.ptr
		? str_format(repairing->arena, "%.*s; %.*s", STR_ARG(item->reason), STR_ARG(more))
		: more;
}

static void plan_edited(struct repairing *repairing, const struct ledger_item *item)
{
	struct str reason = item->reason;

	if (item->row->checksum.len)
		reason = with_reason(repairing, item,
			str_format(repairing->arena,
				"if no statement differs: mighook repair --checksum %s --execute",
				escape_shell(repairing->arena, item->version).ptr));
	leave(repairing, "look", item, reason);
}

/* What is not a pair that is to be mended. */
static void plan_other(struct repairing *repairing, const struct ledger_item *item)
{
	if (item->pair == PAIR_AMBIGUOUS)
		refuse(repairing, item, item->reason);
	else if (item->state == LEDGER_ORPHAN)
		leave(
			repairing, "restore", item, with_reason(repairing, item, restoration(repairing, item)));
	else if (item->state == LEDGER_EDITED)
		plan_edited(repairing, item);
	else if (item->state == LEDGER_FAILED || item->state == LEDGER_MISMATCH)
		leave(repairing, "look", item,
			item->reason.ptr ? item->reason : STR("it has failed half-way"));
}

/* True if it is to be mended: certain, or somebody has looked at it and names it. */
static bool is_mendable(const struct repairing *repairing, const struct ledger_item *item)
{
	return item->state == LEDGER_MISMATCH &&
		(item->pair == PAIR_CERTAIN || item->pair == PAIR_RENAMED ||
			repairing->request->only.count);
}

static void sort_items(struct repairing *repairing)
{
	const struct ledger *ledger = &repairing->repair->database.ledger;

	/* the oldest first */
	for (size_t i = ledger->items.count; i > 0; i--) {
		const struct ledger_item *item = &ledger->items.items[i - 1];

		if (!is_wanted(repairing, item))
			continue;
		if (is_mendable(repairing, item))
			*vec_push(repairing->arena, &repairing->pairs) = item;
		else
			plan_other(repairing, item);
	}
}

struct wanted_key {
	const struct history *history;
	struct str key;
	size_t change;
};

static int by_key(const void *left, const void *right)
{
	const struct wanted_key *a = left, *b = right;
	int order = (a->history > b->history) - (a->history < b->history);

	if (!order)
		order = str_compare(a->key, b->key);
	return order ? order : (a->change > b->change) - (a->change < b->change);
}

/* True if the key is that of a row which keeps it. */
static bool is_held(const struct row_changes *changes, const struct row_change *change,
	const struct ledger_item *item)
{
	const struct history_row *holder = history_row_of(change->history, item->version);

	for (size_t i = 0; holder && i < changes->count; i++)
		if (changes->items[i].row == holder)
			return false;
	return holder;
}

/* Rows that would get a key that is there, or that another row gets. */
static struct str *find_conflicts(struct repairing *repairing)
{
	const struct row_changes *changes = &repairing->changes;
	struct arena *arena = repairing->arena;
	struct str *conflicts = arena_array(arena, struct str, changes->count + 1);
	struct wanted_key *keys = arena_array(arena, struct wanted_key, changes->count + 1);

	for (size_t i = 0; i < changes->count; i++) {
		const struct ledger_item *item = repairing->pairs.items[i];
		const struct row_change *change = &changes->items[i];

		keys[i] = (struct wanted_key){change->history, change->key, i};
		if (is_held(changes, change, item))
			conflicts[i] = str_format(arena, "%.*s has a row of the version %.*s already",
				STR_ARG(change->history->table), STR_ARG(item->version));
	}
	sort(keys, changes->count, sizeof *keys, by_key);
	for (size_t i = 1; i < changes->count; i++)
		if (keys[i].history == keys[i - 1].history && str_equal(keys[i].key, keys[i - 1].key))
			conflicts[keys[i].change] = conflicts[keys[i - 1].change] = str_format(arena,
				"the rows %.*s and %.*s would both have the version %.*s: --by files",
				STR_ARG(changes->items[keys[i - 1].change].row->version),
				STR_ARG(changes->items[keys[i].change].row->version), STR_ARG(keys[i].key));
	return conflicts;
}

/* "repair-20250601T120000Z" */
static struct str repair_id(const struct repairing *repairing)
{
	struct datetime now = datetime_from_seconds(repairing->check->now);

	return str_format(repairing->arena, "repair-%04d%02d%02dT%02d%02d%02dZ", now.year, now.month,
		now.day, now.hour, now.minute, now.second);
}

static int plan_rows(struct repairing *repairing, struct error *reterr)
{
	struct row_changes kept = {0};
	struct str *conflicts;

	for (size_t i = 0; i < repairing->pairs.count; i++) {
		const struct ledger_item *item = repairing->pairs.items[i];

		*vec_push(repairing->arena, &repairing->changes) = (struct row_change){
			.action = "update",
			.history = item->history,
			.row = item->row,
			.key = row_key_for(repairing->arena, item->history, item->row, &item->file->name),
			.name = row_name_for(repairing->arena, item->row, &item->file->name),
			.version = item->version,
			.path = item->file->path,
			.reason = item->reason,
		};
	}
	conflicts = find_conflicts(repairing);
	for (size_t i = 0; i < repairing->pairs.count; i++) {
		if (!conflicts[i].ptr)
			*vec_push(repairing->arena, &kept) = repairing->changes.items[i];
		else
			refuse(repairing, repairing->pairs.items[i], conflicts[i]);
	}
	repairing->changes = kept;
	return row_changes_plan(&kept, repair_id(repairing), repairing->repair->database.connection,
		repairing->arena, &repairing->repair->plan, reterr);
}

static int plan_files(struct repairing *repairing, struct error *reterr)
{
	struct database_repair *repair = repairing->repair;

	for (size_t i = 0; i < repairing->pairs.count; i++) {
		const struct ledger_item *item = repairing->pairs.items[i];
		struct renaming *renaming = vec_push(repairing->arena, &repairing->renamings);

		*renaming = (struct renaming){.set = item->set,
			.file = item->file,
			.version = item->row->version,
			.key = item->history->adapter->key};
		renaming_find(renaming, repairing->arena);
	}
	renamings_compare(&repairing->renamings, repairing->arena);
	if (repairing->request->way == BY_FILES &&
		renamings_prepare(&repairing->renamings, repairing->check, &repair->database.changes,
			&repair->rewrites, reterr))
		return -1;
	for (size_t i = 0; i < repairing->pairs.count; i++) {
		const struct renaming *renaming = &repairing->renamings.items[i];
		const struct ledger_item *item = repairing->pairs.items[i];

		if (renaming->refusal.ptr) {
			refuse(repairing, item, renaming->refusal);
			continue;
		}
		repair->merged += item->file->in_base || item->file->in_tip;
		*vec_push(repairing->arena, &repair->plan) = (struct plan_step){
			.action = "rename",
			.version = item->row->version,
			.path = item->file->path,
			.reason = str_format(repairing->arena, "%s%s",
				suggest_command(repairing->arena, &renaming->moves).ptr,
				renaming->is_unusual ? "  (the policy wants other names)" : ""),
		};
	}
	return 0;
}

/* The one applied migration of that version. */
static int find_version(struct repairing *repairing, struct str version,
	const struct ledger_item **ret, struct error *reterr)
{
	const struct ledger *ledger = &repairing->repair->database.ledger;
	const char *shown = escape_text(repairing->arena, version, false).ptr;

	*ret = NULL;
	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		if (!item->file || !item->row || item->state == LEDGER_DUPLICATE ||
			(!str_equal(item->version, version) && !str_equal(item->row->version, version)))
			continue;
		if (*ret) {
			error_set(reterr, "several sets have an applied migration %s", shown);
			return error_hint(reterr, "say which with --set PATH");
		}
		*ret = item;
	}
	return *ret ? 0 : error_set(reterr, "no applied migration has the version %s", shown);
}

static int plan_checksum(struct repairing *repairing, struct error *reterr)
{
	struct database_repair *repair = repairing->repair;
	const struct ledger_item *item;
	struct history_adapter adapter;
	struct row_change *change;
	struct str bytes;

	if (find_version(repairing, repairing->request->checksum, &item, reterr))
		return -1;
	adapter = *item->history->adapter;
	adapter.checksum = row_checksum_kind(&adapter, item->row);
	if (!adapter.checksum || !item->row->checksum.len)
		return error_set(reterr, "%s keeps no checksum of %s",
			escape_text(repairing->arena, item->history->table, false).ptr,
			escape_text(repairing->arena, item->version, false).ptr);
	if (tree_content(repair->database.changes.head, item->file->head, &bytes, reterr))
		return -1;
	if (applied_content(&adapter, repairing->arena, item->row, bytes, bytes) == CONTENT_SAME)
		return 0;
	change = vec_push(repairing->arena, &repairing->changes);
	*change = (struct row_change){
		.action = "checksum",
		.history = item->history,
		.row = item->row,
		.checksum = checksum_of(&adapter, repairing->arena, bytes),
		.version = item->version,
		.path = item->file->path,
		.reason = STR("the database is not changed: only what it says of the file"),
	};
	repair->mended = 1;
	return row_changes_plan(&repairing->changes, repair_id(repairing), repair->database.connection,
		repairing->arena, &repair->plan, reterr);
}

/* A version that is asked for and is not there may be a slip. */
static int check_only(const struct repairing *repairing, struct error *reterr)
{
	const struct ledger *ledger = &repairing->repair->database.ledger;
	const struct str_list *only = &repairing->request->only;

	for (size_t i = 0; i < only->count; i++) {
		struct str_list one = {.items = &only->items[i], .count = 1};
		bool found = false;

		for (size_t j = 0; j < ledger->items.count && !found; j++)
			found = is_named(&one, &ledger->items.items[j]);
		if (!found)
			return error_set(reterr, "--only: there is no version %s",
				escape_text(repairing->arena, only->items[i], false).ptr);
	}
	return 0;
}

/* That nobody can say why is no reason not to say what. */
static void explain(struct repairing *repairing)
{
	struct database_check *database = &repairing->repair->database;
	struct error error;

	if (ledger_explain_by_git(&database->ledger, database->connection, &error))
		check_note(
			repairing->check, "git was not asked about orphans and edits: %s", error.message);
}

static int plan_pairs(struct repairing *repairing, struct error *reterr)
{
	const struct repair_request *request = repairing->request;
	size_t refused;

	if (check_only(repairing, reterr))
		return -1;
	explain(repairing);
	sort_items(repairing);
	refused = repairing->repair->refused;
	if ((request->way != BY_ROWS && plan_files(repairing, reterr)) ||
		(request->way != BY_FILES && plan_rows(repairing, reterr)))
		return -1;
	/* one of two ways is enough */
	if (request->way == BY_EITHER)
		repairing->repair->refused = refused;
	repairing->repair->mended = repairing->pairs.count;
	return 0;
}

int check_database_repair(struct check *check, const struct repair_request *request,
	struct database_repair *ret, struct error *reterr)
{
	struct repairing repairing = {
		.arena = check->arena, .check = check, .request = request, .repair = ret};

	*ret = (struct database_repair){.mended = 0};
	if ((request->way == BY_FILES && rewrites_start(&ret->rewrites, check->repository, reterr)) ||
		check_database(check, &request->database, &ret->database, reterr))
		return -1;
	return request->checksum.ptr ? plan_checksum(&repairing, reterr)
								 : plan_pairs(&repairing, reterr);
}

int database_repair_allowed(
	const struct database_repair *repair, struct arena *arena, struct error *reterr)
{
	const struct ledger *ledger = &repair->database.ledger;

	for (size_t i = 0; plan_has_work(&repair->plan) && i < ledger->sets.count; i++) {
		const struct set_spec *spec = ledger->sets.items[i].set->spec;
		struct str writes = set_spec_setting(spec, spec->policy, "history-writes").value;

		if (history_writes_allowed(spec, arena, reterr))
			return -1;
		if (!str_equal(writes, STR("manual")))
			continue;
		/* the migrations themselves would write the versions that they have in their text */
		error_set(reterr,
			"the policy says `history-writes: manual` for %s: its rows are not written",
			escape_text(arena, spec->path, false).ptr);
		return error_hint(reterr,
			"mighook repair --by files, or change sets[%zu].history-writes in the policy",
			spec->number);
	}
	return 0;
}

int database_repair_execute(
	struct database_repair *repair, const struct repair_request *request, struct error *reterr)
{
	struct check *check = repair->database.check;

	if (request->way == BY_FILES)
		return rewrites_apply(&repair->rewrites, check->repository, reterr);
	return plan_has_work(&repair->plan)
		? plan_execute(&repair->plan, repair->database.connection, check->arena, reterr)
		: 0;
}
