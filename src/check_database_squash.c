/* SPDX-License-Identifier: MIT */
#include "check_database_squash.h"

#include "base/escape.h"
#include "base/vec.h"
#include "database/history_table.h"
#include "database/history_writes.h"
#include "database/squash_rows.h"
#include "migration/squash.h"

/* The table that the set's squash is about: the runner's own, or the first that the policy lists.
 */
static struct history *squashed_history(const struct ledger *ledger, const struct ledger_set *set)
{
	return &ledger->histories.items[set->histories.items[0]];
}

static const struct history **histories_to_write(
	const struct ledger *ledger, struct arena *arena, size_t *ret_count)
{
	const struct history **histories = arena_array(
		arena, const struct history *, ledger->sets.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < ledger->sets.count; i++)
		if (ledger->sets.items[i].set->squashes.count)
			histories[count++] = squashed_history(ledger, &ledger->sets.items[i]);
	*ret_count = count;
	return histories;
}

static int require_proof(
	const struct database_squash *ret, const struct squash *squash, struct error *reterr)
{
	struct arena *arena = ret->database.check->arena;

	if (squash->file->is_squash)
		return 0;
	error_set(reterr, "the marker of %s does not say what its archive keeps",
		escape_text(arena, squash->file->path, false).ptr);
	return error_hint(reterr, "mighook check --all");
}

/* What others cannot have yet is nothing that a database may be told. */
static int require_commit(
	const struct database_squash *ret, const struct squash *squash, struct error *reterr)
{
	struct arena *arena = ret->database.check->arena;
	const struct migration_file *file = squash->file;

	if (file->parent && entry_equal(file->head, file->parent))
		return 0;
	error_set(reterr, "%s is not committed: nothing was written",
		escape_text(arena, file->path, false).ptr);
	return error_hint(reterr, "git commit");
}

/* Before anything is asked of the database. */
static int require_all(const struct database_squash *ret, bool executes, struct error *reterr)
{
	const struct database_check *database = &ret->database;

	for (size_t i = 0; i < database->ledger.sets.count; i++) {
		const struct migration_set *set = database->ledger.sets.items[i].set;

		for (size_t j = 0; j < set->squashes.count; j++)
			if (require_proof(ret, &set->squashes.items[j], reterr) ||
				(executes && require_commit(ret, &set->squashes.items[j], reterr)))
				return -1;
		if (executes && set->squashes.count &&
			history_writes_allowed(set->spec, database->check->arena, reterr))
			return -1;
	}
	return 0;
}

/* Its archive has had its time, and with it went what says which rows it has replaced. */
static int plan_retired(const struct database_squash *ret, const struct ledger_set *set,
	const struct squash *squash, struct error *reterr)
{
	const struct ledger *ledger = &ret->database.ledger;
	size_t kept = 0;
	bool found = false;

	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		found |= item->file == squash->file && item->row;
		kept += item->state == LEDGER_SQUASHED && item->set == set->set;
	}
	if (found && !kept)
		return 0;
	error_set(reterr, "%s has no archive any more, so that nobody knows which rows it has replaced",
		escape_text(ledger->arena, squash->file->path, false).ptr);
	return error_hint(reterr, "bring it back: git log --diff-filter=D -- %s",
		escape_shell(ledger->arena, squash->folder).ptr);
}

static int plan_squash(struct database_squash *ret, const struct ledger_set *set,
	const struct squash *squash, struct error *reterr)
{
	struct database_check *database = &ret->database;
	size_t before = ret->plan.count;
	struct squash_rows rows = {
		.set = set->set,
		.baseline = squash->file,
		.date = squash->marker.lines[MARKER_BASELINE].value,
		.id = squash->marker.lines[MARKER_HASH].value,
		.replaced = {squash->replaced.items, squash->replaced.count},
		.earlier = {squash->earlier.items, squash->earlier.count},
		.are_gone = true,
	};

	ret->found++;
	if (!squash->kept)
		return plan_retired(ret, set, squash, reterr);
	if (tree_content(database->changes.head, squash->file->head, &rows.content, reterr) ||
		squash_rows_plan(&ret->plan, database->check->arena, &rows,
			squashed_history(&database->ledger, set), database->connection, reterr))
		return -1;
	ret->open += ret->plan.count > before;
	return 0;
}

int check_database_squash(struct check *check, const struct database_options *options,
	struct database_squash *ret, struct error *reterr)
{
	bool executes = options->use == CONNECTION_WRITES;
	struct database_check *database;
	const struct history **histories;
	size_t count;

	*ret = (struct database_squash){.found = 0};
	database = &ret->database;
	if (check_database_start(check, options, database, reterr) ||
		require_all(ret, executes, reterr) ||
		check_database_connect(database, options->use, reterr))
		return -1;
	histories = histories_to_write(&database->ledger, check->arena, &count);
	if (executes &&
		history_writes_lock(histories, count, database->connection, check->arena, reterr))
		return -1;
	if (check_database_read(database, reterr))
		return -1;
	for (size_t i = 0; i < database->ledger.sets.count; i++) {
		const struct ledger_set *set = &database->ledger.sets.items[i];

		for (size_t j = 0; j < set->set->squashes.count; j++)
			if (plan_squash(ret, set, &set->set->squashes.items[j], reterr))
				return -1;
	}
	if (plan_has_work(&ret->plan))
		ret->plan.lock = history_lock_sql(check->arena, histories, count);
	return 0;
}

/* A squash of files in the words of one of rows; `baseline` gets what there is of its file. */
static struct squash_rows rows_of(struct arena *arena, const struct squash_plan *files,
	const struct migration_set *set, struct migration_file *baseline)
{
	struct name *names = arena_array(arena, struct name, files->squashed.count + 1);

	for (size_t i = 0; i < files->squashed.count; i++)
		names[i] = files->squashed.items[i]->name;
	*baseline = (struct migration_file){.path = files->path, .name = files->baseline};
	return (struct squash_rows){
		.set = set,
		.baseline = baseline,
		.content = files->content,
		.date = files->marker.lines[MARKER_BASELINE].value,
		.id = files->marker.lines[MARKER_HASH].value,
		.replaced = {names, files->squashed.count},
	};
}

static bool is_squashed(const struct squash_plan *files, struct str path)
{
	for (size_t i = 0; i < files->squashed.count; i++)
		if (str_equal(files->squashed.items[i]->path, path))
			return true;
	return false;
}

/* What baselines that are squashed in their turn have replaced. */
static struct squash_names earlier_of(
	struct arena *arena, const struct squash_plan *files, const struct migration_set *set)
{
	struct {
		struct name *items;
		size_t count, capacity;
	} names = {0};

	for (size_t i = 0; i < set->squashes.count; i++) {
		const struct squash *squash = &set->squashes.items[i];

		if (!is_squashed(files, squash->file->path))
			continue;
		for (size_t j = 0; j < squash->replaced.count; j++)
			*vec_push(arena, &names) = squash->replaced.items[j];
		for (size_t j = 0; j < squash->earlier.count; j++)
			*vec_push(arena, &names) = squash->earlier.items[j];
	}
	return (struct squash_names){names.items, names.count};
}

int check_database_squash_planned(struct check *check, const struct database_options *options,
	const struct squash_plan *files, struct database_squash *ret, struct error *reterr)
{
	struct database_options own = *options;
	struct migration_file baseline;
	const struct ledger_set *set;
	struct squash_rows rows;

	own.set = files->set->spec->path;
	*ret = (struct database_squash){.found = 1};
	if (check_database(check, &own, &ret->database, reterr))
		return -1;
	set = &ret->database.ledger.sets.items[0];
	rows = rows_of(check->arena, files, set->set, &baseline);
	rows.earlier = earlier_of(check->arena, files, set->set);
	if (squash_rows_plan(&ret->plan, check->arena, &rows,
			squashed_history(&ret->database.ledger, set), ret->database.connection, reterr))
		return -1;
	ret->open = plan_has_work(&ret->plan);
	if (ret->open)
		ret->plan.lock = history_lock_sql(check->arena,
			(const struct history *const[]){squashed_history(&ret->database.ledger, set)}, 1);
	return 0;
}

int check_database_squash_unseen(
	struct check *check, const struct squash_plan *files, struct plan *ret, struct error *reterr)
{
	struct migration_file baseline;
	struct histories histories;
	struct squash_rows rows;

	*ret = (struct plan){.count = 0};
	if (histories_of(&histories, check->arena, files->set->spec, reterr))
		return -1;
	if (!histories.count || !history_table_definition(check->arena, &histories.items[0]).ptr)
		return 0;
	rows = rows_of(check->arena, files, files->set, &baseline);
	if (squash_rows_plan_unseen(ret, check->arena, &rows, &histories.items[0], reterr))
		return -1;
	if (plan_has_work(ret))
		ret->lock = history_lock_sql(
			check->arena, (const struct history *const[]){&histories.items[0]}, 1);
	return 0;
}

int check_database_squash_gate(struct check *check, const struct database_options *options,
	struct database_check *database, struct gate *ret, struct error *reterr)
{
	struct gate_options *strict = arena_new(check->arena, struct gate_options);
	struct database_options own = *options;

	for (size_t i = 0; i < GATE_CHECK_COUNT; i++)
		strict->checks[i] = i < GATE_MAX_EXEC;
	own.use = CONNECTION_READS;
	return check_database(check, &own, database, reterr) ||
			gate_judge(ret, &database->ledger, strict, reterr)
		? -1
		: 0;
}
