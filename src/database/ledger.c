/* SPDX-License-Identifier: MIT */
#include "database/ledger.h"

#include "base/sort.h"
#include "base/vec.h"
#include "database/applied_content.h"
#include "database/ledger_parts.h"
#include "database/pairing.h"
#include "migration/order.h"

const struct ledger_state_row ledger_states[LEDGER_STATE_COUNT] = {
	[LEDGER_APPLIED] = {"applied", "APPLIED", false, false},
	[LEDGER_PENDING] = {"pending", "PENDING", true, false},
	[LEDGER_ORPHAN] = {"orphan", "ORPHAN", false, true},
	[LEDGER_MISMATCH] = {"mismatch", "MISMATCH", false, true},
	[LEDGER_EDITED] = {"edited", "EDITED", false, true},
	[LEDGER_FAILED] = {"failed", "FAILED", false, true},
	[LEDGER_ROLLED_BACK] = {"rolled-back", "ROLLED BACK", true, false},
	[LEDGER_OUT_OF_ORDER] = {"out-of-order", "OUT OF ORDER", true, false},
	[LEDGER_DUPLICATE] = {"duplicate", "DUPLICATE", false, true},
	[LEDGER_BASELINE] = {"baseline", "BASELINE", false, false},
	[LEDGER_SQUASHED] = {"squashed", "SQUASHED", false, false},
};

void ledger_explain(struct ledger *ledger, struct ledger_item *item, const char *format, ...)
{
	struct str reason;
	va_list values;

	va_start(values, format);
	reason = str_vformat(ledger->arena, format, values);
	va_end(values);
	item->reason = item->reason.ptr
		? str_format(ledger->arena, "%s; %s", item->reason.ptr, reason.ptr)
		: reason;
}

/* The place of a table; what two sets name is read once. */
static size_t place_of(struct ledger *ledger, const struct history *history)
{
	for (size_t i = 0; i < ledger->histories.count; i++)
		if (ledger->histories.items[i].adapter == history->adapter &&
			str_equal(ledger->histories.items[i].table, history->table))
			return i;
	*vec_push(ledger->arena, &ledger->histories) = *history;
	return ledger->histories.count - 1;
}

int ledger_start(struct ledger *ret, struct arena *arena, const struct change_set *changes,
	const struct migration_sets *sets, struct error *reterr)
{
	struct ledger ledger = {.arena = arena, .changes = changes};

	for (size_t i = 0; i < sets->count; i++) {
		struct ledger_set *set = vec_push(arena, &ledger.sets);
		struct histories own;

		set->set = &sets->items[i];
		if (histories_of(&own, arena, set->set->spec, reterr))
			return -1;
		for (size_t j = 0; j < own.count; j++)
			*vec_push(arena, &set->histories) = place_of(&ledger, &own.items[j]);
	}
	*ret = ledger;
	return 0;
}

static bool is_asked_about(const struct ledger *ledger, const struct set_spec *spec)
{
	for (size_t i = 0; i < ledger->sets.count; i++)
		if (str_equal(ledger->sets.items[i].set->spec->path, spec->path))
			return true;
	return false;
}

int ledger_add_neighbours(
	struct ledger *ledger, const struct migration_sets *all, struct error *reterr)
{
	for (size_t i = 0; i < all->count; i++) {
		struct ledger_set neighbour = {.set = &all->items[i]};
		struct histories own;

		if (is_asked_about(ledger, neighbour.set->spec))
			continue;
		if (histories_of(&own, ledger->arena, neighbour.set->spec, reterr))
			return -1;
		for (size_t j = 0; j < own.count; j++)
			for (size_t k = 0; k < ledger->histories.count; k++)
				if (ledger->histories.items[k].adapter == own.items[j].adapter &&
					str_equal(ledger->histories.items[k].table, own.items[j].table))
					*vec_push(ledger->arena, &neighbour.histories) = k;
		if (neighbour.histories.count)
			*vec_push(ledger->arena, &ledger->neighbours) = neighbour;
	}
	return 0;
}

static void match_neighbour(struct ledger *ledger, const struct ledger_set *neighbour)
{
	for (size_t i = 0; i < neighbour->set->files.count; i++) {
		const struct migration_file *file = neighbour->set->files.items[i];

		for (size_t j = 0;
			 file->head && role_is_up(file->name.role) && j < neighbour->histories.count; j++) {
			const struct history *history = &ledger->histories.items[neighbour->histories.items[j]];
			struct history_row *row = history_row_for(history, ledger->arena, &file->name);

			if (row && history_row_is(history, row, &file->name))
				row->matched = true;
		}
	}
}

int ledger_read(struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	for (size_t i = 0; i < ledger->histories.count; i++)
		if (history_read(&ledger->histories.items[i], connection, ledger->arena, reterr))
			return -1;
	return 0;
}

struct ledger_set *ledger_set_of(const struct ledger *ledger, const struct migration_set *set)
{
	for (size_t i = 0; i < ledger->sets.count; i++)
		if (ledger->sets.items[i].set == set)
			return &ledger->sets.items[i];
	return NULL;
}

bool ledger_file_is_pending(const struct ledger *ledger, const struct migration_file *file)
{
	for (size_t i = 0; i < ledger->items.count; i++)
		if (ledger->items.items[i].file == file)
			return ledger_states[ledger->items.items[i].state].is_pending;
	return false;
}

static int by_order(const void *left, const void *right)
{
	const struct ledger_item *a = left, *b = right;

	return migration_order(a->set->spec, a->file, b->file);
}

/* The up files of a set, in the order in which its runner executes them. */
static struct ledger_item *items_of(
	struct ledger *ledger, const struct migration_set *set, size_t *ret_count)
{
	struct ledger_item *items = arena_array(
		ledger->arena, struct ledger_item, set->files.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (file->head && role_is_up(file->name.role))
			items[count++] = (struct ledger_item){
				.set = set,
				.file = file,
				.version = file->name.version,
				.name = str_basename(file->name.stem),
			};
	}
	sort(items, count, sizeof *items, by_order);
	*ret_count = count;
	return items;
}

static void match_set(struct ledger *ledger, const struct ledger_set *set)
{
	size_t count;
	struct ledger_item *items = items_of(ledger, set->set, &count);

	ledger_match_files(ledger, set, items, count);
	ledger->local_count += count;
	for (size_t i = 0; i < count; i++)
		*vec_push(ledger->arena, &ledger->items) = items[i];
}

/* The stored statements of rows that have a file. */
static int read_statements(
	struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	for (size_t i = 0; i < ledger->histories.count; i++) {
		struct history *history = &ledger->histories.items[i];
		bool *wanted = arena_array(ledger->arena, bool, history->rows.count + 1);

		for (size_t j = 0; j < history->rows.count; j++)
			wanted[j] = history->rows.items[j].matched;
		if (connection && history->columns[HISTORY_STATEMENTS].ptr &&
			history_read_statements(history, connection, ledger->arena, wanted, reterr))
			return -1;
	}
	return 0;
}

static int compare_content(
	struct ledger *ledger, struct ledger_item *item, struct arena *scratch, struct error *reterr)
{
	struct str bytes, up;
	struct sections sections;

	if (item->state != LEDGER_APPLIED || item->history->adapter->key == KEY_LATEST ||
		(!item->row->checksum.len && !item->row->statements.len))
		return 0;
	if (tree_content(ledger->changes->head, item->file->head, &bytes, reterr))
		return -1;
	sections = sections_of(item->set->spec->runner, bytes);
	up = str_slice(bytes, sections.up.from, sections.up.to);
	switch (applied_content(item->history->adapter, scratch, item->row, bytes, up)) {
	case CONTENT_OTHER:
		if (item->file->name.role == ROLE_REPEATABLE) {
			item->state = LEDGER_PENDING;
			ledger_explain(ledger, item, "changed since it was applied: it runs again");
			break;
		}
		item->state = LEDGER_EDITED;
		ledger_explain(ledger, item, "not what was applied");
		break;
	case CONTENT_COMMENTS:
		ledger_explain(ledger, item, "only comments differ from what was applied");
		break;
	case CONTENT_LINE_ENDS:
		ledger_explain(ledger, item, "applied with other line ends");
		break;
	default:
		break;
	}
	return 0;
}

static int compare_contents(struct ledger *ledger, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};

	for (size_t i = 0; i < ledger->items.count; i++) {
		if (compare_content(ledger, &ledger->items.items[i], &scratch, reterr))
			return -1;
		arena_reset(&scratch);
	}
	return 0;
}

static enum version_order order_of(const struct ledger_item *item)
{
	return item->set ? item->set->spec->runner->order : ORDER_TEXT;
}

/* Set by set the newest first: by version in the order of its runner, then by name. */
static int newest_first(const void *left, const void *right)
{
	const struct ledger_item *a = left, *b = right;
	int order = (a->set > b->set) - (a->set < b->set);

	if (!order)
		order = !b->version.ptr - !a->version.ptr;
	if (!order && a->version.ptr)
		order = version_compare(order_of(a), b->version, a->version);
	return order ? order : str_compare(b->name, a->name);
}

static void count(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->items.count; i++) {
		enum ledger_state state = ledger->items.items[i].state;

		ledger->counts[state]++;
		ledger->pending_count += ledger_states[state].is_pending;
	}
}

int ledger_match(struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	for (size_t i = 0; i < ledger->sets.count; i++)
		match_set(ledger, &ledger->sets.items[i]);
	ledger_mark_squashed(ledger);
	for (size_t i = 0; i < ledger->neighbours.count; i++)
		match_neighbour(ledger, &ledger->neighbours.items[i]);
	ledger_add_orphans(ledger);
	if (read_statements(ledger, connection, reterr) || compare_contents(ledger, reterr))
		return -1;
	ledger_find_squashes(ledger);
	if (ledger_pair(ledger, connection, reterr))
		return -1;
	ledger_find_twins(ledger);
	sort(ledger->items.items, ledger->items.count, sizeof *ledger->items.items, newest_first);
	count(ledger);
	return 0;
}

bool ledger_is_clean(const struct ledger *ledger)
{
	for (size_t state = 0; state < LEDGER_STATE_COUNT; state++)
		if (ledger->counts[state] &&
			(ledger_states[state].is_pending || ledger_states[state].is_wrong))
			return false;
	return true;
}
