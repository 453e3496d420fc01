/* SPDX-License-Identifier: MIT */
#include "database/ledger_parts.h"
#include "database/squash_rows.h"
#include "migration/squash.h"

/* A row of one of these names is that of a squashed migration. */
static void mark_rows(struct history *history, struct arena *arena, const struct squash *squash,
	const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct history_row *row = history_row_for(history, arena, &names[i]);

		if (row && history_row_is(history, row, &names[i]))
			row->squash = squash;
	}
}

void ledger_mark_squashed(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->sets.count; i++) {
		const struct ledger_set *set = &ledger->sets.items[i];

		for (size_t j = 0; j < set->set->squashes.count; j++) {
			const struct squash *squash = &set->set->squashes.items[j];

			for (size_t k = 0; squash->file->is_squash && k < set->histories.count; k++) {
				struct history *history = &ledger->histories.items[set->histories.items[k]];

				mark_rows(
					history, ledger->arena, squash, squash->replaced.items, squash->replaced.count);
				mark_rows(
					history, ledger->arena, squash, squash->earlier.items, squash->earlier.count);
			}
		}
	}
}

/* Where the archive has had its time, the marker alone says what was in it. */
const struct squash *ledger_squash_of(const struct ledger_item *item)
{
	if (item->row->squash || !item->set)
		return item->row->squash;
	for (size_t i = 0; i < item->set->squashes.count; i++) {
		const struct squash *squash = &item->set->squashes.items[i];

		if (squash->file->is_squash && !squash->kept &&
			version_ranges_hold(
				&squash->marker.replaces, item->set->spec->runner->order, item->version))
			return squash;
	}
	return NULL;
}

static const struct squash *squash_of_file(const struct ledger_item *item)
{
	for (size_t i = 0; item->file && i < item->set->squashes.count; i++)
		if (item->set->squashes.items[i].file == item->file && item->file->is_squash)
			return &item->set->squashes.items[i];
	return NULL;
}

/* True if the row is that of a migration which the baseline has replaced, and not the baseline's:
 * by its name, or as others of them are there. */
static bool is_of_replaced(
	const struct ledger *ledger, const struct ledger_item *item, const struct squash *squash)
{
	if (item->row->squash != squash || item->history->adapter->key == KEY_LATEST)
		return false;
	for (size_t i = 0; item->row->name.len && i < squash->replaced.count; i++)
		if (ledger_names(ledger->arena, item->row->name, &squash->replaced.items[i]))
			return true;
	if (item->row->name.len)
		return false;
	for (size_t i = 0; i < item->history->rows.count; i++) {
		const struct history_row *row = &item->history->rows.items[i];

		if (row != item->row && row->squash == squash)
			return true;
	}
	return false;
}

static bool is_recorded(
	const struct ledger *ledger, const struct ledger_set *set, const struct name *name)
{
	for (size_t i = 0; i < set->histories.count; i++) {
		const struct history *history = &ledger->histories.items[set->histories.items[i]];
		const struct history_row *row = history_row_for(history, ledger->arena, name);

		if (row && (row->state == ROW_APPLIED || row->state == ROW_BASELINE))
			return true;
	}
	return false;
}

/* Of the migrations that the baseline has replaced, those that have a row. */
static size_t count_recorded(
	const struct ledger *ledger, const struct ledger_item *item, const struct squash *squash)
{
	const struct ledger_set *set = ledger_set_of(ledger, item->set);
	size_t count = 0;

	for (size_t i = 0; i < squash->replaced.count; i++)
		count += is_recorded(ledger, set, &squash->replaced.items[i]);
	return count;
}

/* Some history of the set keeps rows of what the squash has replaced. */
static bool is_kept_somewhere(
	const struct ledger *ledger, const struct ledger_item *item, const struct squash *squash)
{
	const struct ledger_set *set = ledger_set_of(ledger, item->set);

	for (size_t i = 0; i < set->histories.count; i++) {
		const struct history *history = &ledger->histories.items[set->histories.items[i]];

		for (size_t j = 0; j < history->rows.count; j++)
			if (history->rows.items[j].squash == squash)
				return true;
	}
	return false;
}

static void find_squash(
	struct ledger *ledger, struct ledger_item *item, const struct squash *squash)
{
	if (ledger_states[item->state].is_pending && is_kept_somewhere(ledger, item, squash)) {
		ledger_explain(ledger, item,
			"its history first, or it would be executed: mighook squash --history-only");
		return;
	}
	if (item->state != LEDGER_APPLIED && item->state != LEDGER_EDITED)
		return;
	if (is_of_replaced(ledger, item, squash)) {
		size_t recorded = count_recorded(ledger, item, squash);

		item->reason = (struct str){NULL, 0};
		if (recorded < squash->replaced.count) {
			item->state = LEDGER_PENDING;
			ledger_explain(ledger, item,
				"the database has %zu of the %zu migrations that it replaces: apply the others "
				"first, out of %.*s",
				recorded, squash->replaced.count, STR_ARG(squash->folder));
			return;
		}
		ledger_explain(ledger, item,
			"%zu migrations were squashed, and the history has their rows: "
			"mighook squash --history-only",
			squash->marker.count);
	} else if (item->state == LEDGER_EDITED && !squash_rows_is_mark(item->row->statements)) {
		return;
	} else {
		item->reason = (struct str){NULL, 0};
		ledger_explain(ledger, item, "stands for %zu migrations", squash->marker.count);
	}
	item->state = LEDGER_BASELINE;
}

void ledger_find_squashes(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct squash *squash = squash_of_file(&ledger->items.items[i]);

		if (squash)
			find_squash(ledger, &ledger->items.items[i], squash);
	}
}
