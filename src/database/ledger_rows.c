/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/sort.h"
#include "base/vec.h"
#include "database/ledger_parts.h"
#include "migration/squash.h"

/* The set that a row without a file would belong to: the only one with its table. */
static const struct migration_set *set_of_history(const struct ledger *ledger, size_t place)
{
	const struct migration_set *found = NULL;

	for (size_t i = 0; i < ledger->sets.count; i++)
		for (size_t j = 0; j < ledger->sets.items[i].histories.count; j++)
			if (ledger->sets.items[i].histories.items[j] == place) {
				if (found && found != ledger->sets.items[i].set)
					return NULL;
				found = ledger->sets.items[i].set;
			}
	return found;
}

/* A table of names says the version in them. */
static void read_name(struct ledger_item *item, struct arena *arena)
{
	const struct runner *runner = item->set->spec->runner;
	struct str file = runner->layout == LAYOUT_FOLDERS
		? str_join_path(arena, item->row->version, str_from(runner->up_file))
		: str_format(arena, "%.*s.sql", STR_ARG(item->row->version));
	struct name name = name_of(
		item->set->spec, arena, str_join_path(arena, item->set->spec->path, file));

	item->name = item->row->version;
	if (name.version.ptr)
		item->version = name.version;
}

static enum ledger_state state_of(const struct history_row *row)
{
	if (row->state == ROW_BASELINE)
		return LEDGER_BASELINE;
	/* Flyway: what is a program and no file of SQL */
	return row->state == ROW_APPLIED && row->note.ptr ? LEDGER_APPLIED : LEDGER_ORPHAN;
}

static void add_orphan(
	struct ledger *ledger, struct history *history, struct history_row *row, size_t place)
{
	struct ledger_item *item = vec_push(ledger->arena, &ledger->items);
	const struct squash *squash;

	*item = (struct ledger_item){
		.state = state_of(row),
		.set = set_of_history(ledger, place),
		.history = history,
		.row = row,
		.version = row->version,
		.name = row->name,
	};
	if (item->set && history->adapter->key == KEY_NAME)
		read_name(item, ledger->arena);
	squash = item->state == LEDGER_ORPHAN && row->state == ROW_APPLIED ? ledger_squash_of(item)
																	   : NULL;
	if (squash) {
		item->state = LEDGER_SQUASHED;
		ledger_explain(
			ledger, item, "%.*s stands for it", STR_ARG(str_basename(squash->file->name.stem)));
	}
	if (row->state == ROW_FAILED)
		ledger_explain(ledger, item, "failed");
	if (row->note.ptr)
		ledger_explain(ledger, item, "%.*s", STR_ARG(row->note));
}

void ledger_add_orphans(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->histories.count; i++) {
		struct history *history = &ledger->histories.items[i];

		for (size_t j = 0; j < history->rows.count; j++) {
			struct history_row *row = &history->rows.items[j];

			if (!row->matched && row->state != ROW_ROLLED_BACK)
				add_orphan(ledger, history, row, i);
		}
	}
}

/* A file that waits, by its number. */
struct waiting {
	struct str identity;
	struct ledger_item *item;
};

static int by_identity(const void *left, const void *right)
{
	const struct waiting *a = left, *b = right;

	return str_compare(a->identity, b->identity);
}

static struct str identity_of(const struct ledger *ledger, const struct ledger_item *item)
{
	return version_identity(ledger->arena, item->set->spec->runner->order, item->version);
}

void ledger_find_twins(struct ledger *ledger)
{
	struct waiting *waiting = arena_array(ledger->arena, struct waiting, ledger->items.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];

		if (item->file && ledger_states[item->state].is_pending && item->version.ptr)
			waiting[count++] = (struct waiting){identity_of(ledger, item), item};
	}
	sort(waiting, count, sizeof *waiting, by_identity);
	for (size_t i = 0; count && i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];
		struct waiting key = {.item = item}, *found;

		if (item->state != LEDGER_ORPHAN || !item->set || !item->version.ptr ||
			item->history->adapter->key == KEY_LATEST)
			continue;
		key.identity = identity_of(ledger, item);
		found = bsearch(&key, waiting, count, sizeof *waiting, by_identity);
		if (!found || found->item->set != item->set)
			continue;
		ledger_explain(ledger, item, "the same number as %.*s", STR_ARG(found->item->name));
		ledger_explain(
			ledger, found->item, "the table has its number as %.*s", STR_ARG(item->version));
	}
}
