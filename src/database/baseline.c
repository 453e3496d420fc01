/* SPDX-License-Identifier: MIT */
#include "database/baseline.h"

#include "base/escape.h"
#include "base/vec.h"
#include "database/baseline_choice.h"
#include "database/history_writes.h"
#include "database/sql_text.h"
#include "migration/history_row.h"

/* A table that has no adapter of its own is called as the policy calls it. */
static struct str source_name(const struct history *history)
{
	return *history->adapter->title ? str_from(history->adapter->name) : history->table;
}

static bool is_source(const struct history *history, struct str source)
{
	return !source.ptr || str_equal(source_name(history), source) ||
		str_equal(history->table, source);
}

static int unknown_source(const struct baseline *baseline, struct error *reterr)
{
	struct arena *arena = baseline->arena;
	struct text text = {.arena = arena};

	for (size_t i = 0; i < baseline->ledger->histories.count; i++)
		text_addf(&text, "%s%s", i ? ", " : "",
			escape_text(arena, source_name(&baseline->ledger->histories.items[i]), false).ptr);
	error_set(reterr, "--source: no set has a history '%s'",
		escape_text(arena, baseline->options->source, false).ptr);
	return error_hint(reterr, "there is %s", text_str(&text).ptr);
}

int baseline_start(struct baseline *ret, struct arena *arena, struct ledger *ledger,
	const struct baseline_options *options, struct error *reterr)
{
	struct baseline baseline = {.arena = arena, .ledger = ledger, .options = options};

	for (size_t i = 0; i < ledger->sets.count; i++) {
		const struct ledger_set *set = &ledger->sets.items[i];

		for (size_t j = 0; j < set->histories.count; j++) {
			struct history *history = &ledger->histories.items[set->histories.items[j]];
			struct mark_target *target;

			if (!is_source(history, options->source))
				continue;
			target = vec_push(arena, &baseline.targets);
			target->set = set->set;
			target->history = history;
			break;
		}
	}
	*ret = baseline;
	return baseline.targets.count ? 0 : unknown_source(&baseline, reterr);
}

const struct history **baseline_histories(const struct baseline *baseline)
{
	const struct history **histories = arena_array(
		baseline->arena, const struct history *, baseline->targets.count + 1);

	for (size_t i = 0; i < baseline->targets.count; i++)
		histories[i] = baseline->targets.items[i].history;
	return histories;
}

static struct plan_step *add_step(
	struct baseline *baseline, const struct ledger_item *item, const char *action)
{
	struct plan_step *step = vec_push(baseline->arena, &baseline->plan);

	step->action = action;
	step->version = item->version;
	step->path = item->file->path;
	return step;
}

static void leave(struct baseline *baseline, const struct ledger_item *item, struct str reason)
{
	add_step(baseline, item, "left")->reason = reason;
	baseline->left++;
}

static void keep(struct baseline *baseline, const struct ledger_item *item)
{
	struct plan_step *step = add_step(baseline, item, "present");

	if (item->state != LEDGER_APPLIED)
		step->reason = item->reason;
	baseline->present++;
}

/* Nothing that an inserted row would put right. */
static bool is_wrong(const struct ledger_item *item)
{
	return item->state == LEDGER_FAILED || item->state == LEDGER_DUPLICATE ||
		item->state == LEDGER_MISMATCH;
}

static struct str wrong_reason(const struct baseline *baseline, const struct ledger_item *item)
{
	return str_format(baseline->arena, "%s%s%s", ledger_states[item->state].name,
		item->reason.ptr ? ": " : "", item->reason.ptr ? item->reason.ptr : "");
}

static int count_rows(const struct mark_target *target, const struct ledger_item *item,
	struct connection *connection, struct arena *arena, size_t *ret, struct error *reterr)
{
	struct rows rows;

	if (connection_query(connection, arena, "cannot count the rows of a migration",
			mark_count_sql(target, arena, item->file), NULL, &rows, reterr))
		return -1;
	*ret = (size_t)strtoull(rows_value(&rows, 0, 0).ptr, NULL, 10);
	return 0;
}

static bool wants_content(const struct history *history)
{
	return history->adapter->checksum != CHECKSUM_NONE || history->columns[HISTORY_STATEMENTS].ptr;
}

static int insert(struct baseline *baseline, const struct mark_target *target,
	const struct ledger_item *item, const struct history_row *row, struct connection *connection,
	struct error *reterr)
{
	struct mark_source source = {.file = item->file};
	struct plan_step step;

	if (row && count_rows(target, item, connection, baseline->arena, &source.older_rows, reterr))
		return -1;
	if (wants_content(target->history) &&
		tree_content(baseline->ledger->changes->head, item->file->head, &source.content, reterr))
		return -1;
	if (mark_insert(&step, baseline->arena, target, &source, reterr))
		return -1;
	if (row)
		step.reason = row->state == ROW_ROLLED_BACK ? STR("was rolled back")
													: STR("changed since it was applied");
	else if (item->row && item->history != target->history)
		step.reason = str_format(baseline->arena, "%.*s has it", STR_ARG(item->history->table));
	*vec_push(baseline->arena, &baseline->plan) = step;
	baseline->inserted++;
	return 0;
}

/* What is repeated has a row for each time that it has changed (Flyway's R__). */
static bool is_repeated(const struct ledger_item *item)
{
	return item->file->name.role == ROLE_REPEATABLE &&
		(item->state == LEDGER_EDITED || item->state == LEDGER_PENDING);
}

static int plan_item(struct baseline *baseline, const struct mark_target *target,
	const struct ledger_item *item, struct connection *connection, struct error *reterr)
{
	struct str column = mark_column(target, baseline->arena, item->file);
	const struct history_row *row = history_row_for(
		target->history, baseline->arena, &item->file->name);

	if (is_wrong(item) || (row && row->state == ROW_FAILED))
		leave(baseline, item, is_wrong(item) ? wrong_reason(baseline, item) : STR("failed"));
	else if (!column.ptr)
		leave(baseline, item, STR("has no version, which is all that the table keeps"));
	else if (row && row->state == ROW_ROLLED_BACK &&
		history_table_column(&target->table, column)->is_unique)
		leave(baseline, item, STR("rolled back: the table has a row that says so"));
	else if (row ? row->state != ROW_ROLLED_BACK && !is_repeated(item)
				 : item->state == LEDGER_BASELINE)
		keep(baseline, item);
	else
		return insert(baseline, target, item, row, connection, reterr);
	return 0;
}

/* Another file with the version of the one before it has no row of its own. */
static bool is_second(const struct baseline *baseline, const struct mark_target *target,
	const struct baseline_choice *choice, size_t at)
{
	enum history_key key = target->history->adapter->key;
	const struct name *own = &choice->items[at]->file->name, *other;

	if (!at || !choice->chosen[at - 1] || !own->version.ptr)
		return false;
	other = &choice->items[at - 1]->file->name;
	if (key == KEY_DOTTED)
		return other->version.ptr && !other->is_baseline && !own->is_baseline &&
			!version_compare(ORDER_DOTTED, own->version, other->version);
	return str_equal(
		history_key_text(baseline->arena, key, own), history_key_text(baseline->arena, key, other));
}

static int plan_items(struct baseline *baseline, const struct mark_target *target,
	const struct baseline_choice *choice, struct connection *connection, struct error *reterr)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (!choice->chosen[i])
			continue;
		if (is_second(baseline, target, choice, i) && !is_wrong(choice->items[i]))
			leave(baseline, choice->items[i],
				str_format(baseline->arena, "duplicate: version %.*s is that of %.*s",
					STR_ARG(choice->items[i]->version), STR_ARG(choice->items[i - 1]->name)));
		else if (plan_item(baseline, target, choice->items[i], connection, reterr))
			return -1;
	}
	return 0;
}

/* The table has one row: the last migration's, for all up to it. */
static int plan_latest(struct baseline *baseline, const struct mark_target *target,
	const struct baseline_choice *choice, struct error *reterr)
{
	const struct history *history = target->history;
	const struct history_row *row = history->rows.count ? &history->rows.items[0] : NULL;
	const struct ledger_item *last = NULL;

	if (baseline->options->only.count)
		return error_set(reterr, "--only: %s keeps the last version alone; --upto names it",
			escape_text(baseline->arena, history->table, false).ptr);
	for (size_t i = 0; i < choice->count; i++) {
		const struct ledger_item *item = choice->items[i];
		bool is_covered;

		if (!choice->chosen[i] || !item->version.ptr)
			continue;
		is_covered = history_row_for(target->history, baseline->arena, &item->file->name) != NULL;
		if (row && row->state == ROW_FAILED && (!is_covered || item->state == LEDGER_FAILED)) {
			leave(baseline, item,
				str_format(
					baseline->arena, "the table is dirty at version %.*s", STR_ARG(row->version)));
		} else if (is_covered) {
			keep(baseline, item);
		} else {
			if (last)
				add_step(baseline, last, "covered");
			last = item;
			baseline->inserted++;
		}
	}
	if (last)
		*vec_push(baseline->arena, &baseline->plan) = mark_latest(
			baseline->arena, target, last->file, row);
	return 0;
}

static int refuse_view(const struct mark_target *target, struct arena *arena, struct error *reterr)
{
	error_set(reterr, "%s is a view, and no row can be inserted into it",
		escape_text(arena, target->history->table, false).ptr);
	return error_hint(reterr, "--source names another history of the set: its table");
}

static int require_table(
	struct baseline *baseline, struct mark_target *target, struct error *reterr)
{
	struct arena *arena = baseline->arena;
	struct history *history = target->history;
	const char *table = escape_text(arena, history->table, false).ptr;
	struct str definition = history_table_definition(arena, history);
	struct plan_step *step;

	if (!baseline->options->init) {
		error_set(reterr, "there is no table %s", table);
		return definition.ptr ? error_hint(reterr, "mighook baseline --init makes it as %s does",
									escape_text(arena, history->title, false).ptr)
							  : error_hint(reterr, "make it first");
	}
	if (!definition.ptr) {
		error_set(reterr, "there is no table %s, and nobody knows what it is made of", table);
		return error_hint(reterr, "CREATE TABLE it first");
	}
	if (history_table_expect(&target->table, history, arena, reterr))
		return -1;
	for (size_t i = 0; &baseline->targets.items[i] != target; i++)
		if (baseline->targets.items[i].history == history)
			return 0;
	step = vec_push(arena, &baseline->plan);
	step->action = "create";
	step->sql = definition;
	step->undo = str_format(arena, "DROP TABLE %s", sql_table(arena, history->table).ptr);
	step->reason = history->table;
	return 0;
}

static int plan_target(struct baseline *baseline, struct mark_target *target,
	const struct baseline_choice *choice, struct connection *connection, struct error *reterr)
{
	if (history_table_read(&target->table, target->history, connection, baseline->arena, reterr))
		return -1;
	if (target->table.is_view)
		return refuse_view(target, baseline->arena, reterr);
	if (!target->table.columns.count && require_table(baseline, target, reterr))
		return -1;
	return target->history->adapter->key == KEY_LATEST
		? plan_latest(baseline, target, choice, reterr)
		: plan_items(baseline, target, choice, connection, reterr);
}

/* For whoever executes the script by hand. */
static void add_lock(struct baseline *baseline)
{
	const struct history **histories = arena_array(
		baseline->arena, const struct history *, baseline->targets.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < baseline->targets.count; i++) {
		const struct history *history = baseline->targets.items[i].history;

		if (history->exists && (!count || histories[count - 1] != history))
			histories[count++] = history;
	}
	baseline->plan.lock = history_lock_sql(baseline->arena, histories, count);
}

int baseline_plan(struct baseline *baseline, struct connection *connection, struct error *reterr)
{
	struct baseline_choice *choices;

	if (baseline_choose(&choices, baseline, reterr))
		return -1;
	for (size_t i = 0; i < baseline->targets.count; i++)
		if (plan_target(baseline, &baseline->targets.items[i], &choices[i], connection, reterr))
			return -1;
	add_lock(baseline);
	return 0;
}
