/* SPDX-License-Identifier: MIT */
#include "base/vec.h"
#include "database/ledger_explain.h"

/* Which rows of a table are asked for; NULL: none. */
struct asked {
	bool **rows; /* for each table of the ledger */
	struct str_list folders; /* in which their files may be */
};

static void add_folder(struct asked *asked, struct arena *arena, const struct migration_set *set)
{
	if (!str_list_contains(&asked->folders, set->spec->path))
		str_list_add(arena, &asked->folders, set->spec->path);
}

static void ask(struct asked *asked, const struct ledger *ledger, const struct ledger_item *item)
{
	size_t place = (size_t)(item->history - ledger->histories.items);
	struct history *history = &ledger->histories.items[place];

	if (!asked->rows[place])
		asked->rows[place] = arena_array(ledger->arena, bool, history->rows.count + 1);
	asked->rows[place][item->row - history->rows.items] = true;
	if (item->set)
		add_folder(asked, ledger->arena, item->set);
	for (size_t i = 0; !item->set && i < ledger->sets.count; i++)
		add_folder(asked, ledger->arena, ledger->sets.items[i].set);
}

static struct asked asked_of(const struct ledger *ledger, const struct history_row *only)
{
	struct asked asked = {.rows = arena_array(ledger->arena, bool *, ledger->histories.count + 1)};

	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		if (item->row &&
			(only ? item->row == only
				  : item->state == LEDGER_ORPHAN || item->state == LEDGER_EDITED))
			ask(&asked, ledger, item);
	}
	return asked;
}

/* The rows of a set's tables that the file would be of. */
static void match(const struct ledger *ledger, const struct asked *asked,
	const struct ledger_set *set, struct trace *trace, struct traces *traces)
{
	struct name name = name_of(set->set->spec, ledger->arena, trace->event->path);

	for (size_t i = 0; role_is_up(name.role) && i < set->histories.count; i++) {
		size_t place = set->histories.items[i];
		const struct history *history = &ledger->histories.items[place];
		const struct history_row *row = asked->rows[place]
			? history_row_for(history, ledger->arena, &name)
			: NULL;

		if (!row || !history_row_is(history, row, &name) ||
			!asked->rows[place][row - history->rows.items])
			continue;
		trace->row = row;
		trace->set = set->set;
		*vec_push(ledger->arena, traces) = *trace;
	}
}

int ledger_trace(const struct ledger *ledger, const struct history_row *only, struct traces *ret,
	struct error *reterr)
{
	struct asked asked = asked_of(ledger, only);
	struct traces traces = {.count = 0};

	for (enum file_history where = FILE_HISTORY_OF_HEAD;
		 asked.folders.count && where <= FILE_HISTORY_ELSEWHERE; where++) {
		struct file_events events;

		if (file_history(
				ledger->changes->repository, ledger->arena, where, &asked.folders, &events, reterr))
			return -1;
		for (size_t i = 0; i < events.count; i++) {
			struct trace trace = {
				.event = &events.items[i], .is_elsewhere = where == FILE_HISTORY_ELSEWHERE};

			for (size_t j = 0; j < ledger->sets.count; j++)
				if (str_within(trace.event->path, ledger->sets.items[j].set->spec->path))
					match(ledger, &asked, &ledger->sets.items[j], &trace, &traces);
		}
	}
	*ret = traces;
	return 0;
}
