/* SPDX-License-Identifier: MIT */
#include "database/pair_candidates.h"

#include <stdlib.h>

#include "base/sort.h"
#include "base/vec.h"
#include "database/pair_key.h"
#include "migration/section.h"

enum {
	BATCH = 200, /* rows whose statements are in memory at once */
	MOST_ROWS = 10000, /* of more than this only those with the name of a file are looked at */
};

/* Tables that serve one set belong together, and so do all sets that they serve. */
static void find_families(struct pairing *pairing)
{
	const struct ledger *ledger = pairing->ledger;
	bool changed = true;

	pairing->families = arena_array(&pairing->arena, size_t, ledger->histories.count + 1);
	for (size_t i = 0; i < ledger->histories.count; i++)
		pairing->families[i] = i;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < ledger->sets.count; i++) {
			const struct ledger_set *set = &ledger->sets.items[i];

			for (size_t j = 1; j < set->histories.count; j++) {
				size_t *a = &pairing->families[set->histories.items[j - 1]];
				size_t *b = &pairing->families[set->histories.items[j]];

				changed |= *a != *b;
				*a = *b = *a < *b ? *a : *b;
			}
		}
	}
}

size_t pairing_place(const struct pairing *pairing, const struct history *history)
{
	return (size_t)(history - pairing->ledger->histories.items);
}

static size_t family_of(const struct pairing *pairing, const struct ledger_item *item, bool is_row)
{
	return pairing
		->families[is_row ? pairing_place(pairing, item->history)
						  : ledger_set_of(pairing->ledger, item->set)->histories.items[0]];
}

static bool may_be_paired(const struct pairing *pairing, const struct ledger_item *item)
{
	if (!item->file)
		return item->state == LEDGER_ORPHAN && item->row->state == ROW_APPLIED;
	return (item->state == LEDGER_PENDING || item->state == LEDGER_OUT_OF_ORDER ||
			   item->state == LEDGER_DUPLICATE) &&
		item->file->name.role != ROLE_REPEATABLE && item->version.ptr &&
		ledger_set_of(pairing->ledger, item->set)->histories.count;
}

/* True if version alone speaks for file and row being one, and all else against it. */
static bool is_crossed(struct pairing *pairing, const struct ledger_item *item)
{
	return item->state == LEDGER_EDITED && item->row->name.ptr &&
		item->history->adapter->key != KEY_NAME && item->version.ptr &&
		!str_equal(pair_name(&pairing->arena, item->file->name.stem, item->version),
			pair_name(&pairing->arena, item->row->name, item->version));
}

static struct str name_key(struct arena *arena, const struct ledger_item *item, bool is_row)
{
	struct str name = !is_row ? item->file->name.stem
		: item->row->name.ptr ? item->row->name
							  : item->row->version;

	return pair_name(arena, name, item->version);
}

static struct candidate *add_candidate(
	struct pairing *pairing, struct ledger_item *item, bool is_row)
{
	struct candidate *candidate = vec_push(&pairing->arena, &pairing->candidates);

	candidate->item = item;
	candidate->is_row = is_row;
	candidate->family = family_of(pairing, item, is_row);
	candidate->name = name_key(&pairing->arena, item, is_row);
	return candidate;
}

static void add_crossing(struct pairing *pairing, struct ledger_item *item)
{
	struct crossing *crossing = vec_push(&pairing->arena, &pairing->crossings);

	crossing->item = item;
	crossing->row = arena_new(&pairing->arena, struct ledger_item);
	*crossing->row = (struct ledger_item){
		.state = LEDGER_ORPHAN,
		.set = item->set,
		.history = item->history,
		.row = item->row,
		.version = item->row->version,
		.name = item->row->name,
	};
	crossing->file_candidate = pairing->candidates.count;
	add_candidate(pairing, item, /* is_row= */ false)->is_bound = true;
	crossing->row_candidate = pairing->candidates.count;
	add_candidate(pairing, crossing->row, /* is_row= */ true)->is_bound = true;
}

/* What each family has to pair: a crossing is a row and a file. */
static void count_items(struct pairing *pairing)
{
	const struct ledger *ledger = pairing->ledger;

	pairing->row_counts = arena_array(&pairing->arena, size_t, ledger->histories.count + 1);
	pairing->has_rows = arena_array(&pairing->arena, bool, ledger->histories.count + 1);
	pairing->has_files = arena_array(&pairing->arena, bool, ledger->histories.count + 1);
	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];
		size_t family;

		if (may_be_paired(pairing, item)) {
			family = family_of(pairing, item, !item->file);
			pairing->has_files[family] |= item->file != NULL;
			pairing->has_rows[family] |= !item->file;
			if (!item->file)
				pairing->row_counts[pairing_place(pairing, item->history)]++;
		} else if (is_crossed(pairing, item)) {
			add_crossing(pairing, item);
			family = family_of(pairing, item, /* is_row= */ true);
			pairing->has_files[family] = pairing->has_rows[family] = true;
		}
	}
}

static int by_name(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* The names of the files, in order. */
static struct str_list names_of_files(struct pairing *pairing)
{
	struct str_list names = {0};

	for (size_t i = 0; i < pairing->candidates.count; i++)
		if (!pairing->candidates.items[i].is_row && pairing->candidates.items[i].name.ptr)
			str_list_add(&pairing->arena, &names, pairing->candidates.items[i].name);
	sort(names.items, names.count, sizeof *names.items, by_name);
	return names;
}

/* True if the row is worth a look: millions of them in another project's table are not. */
static bool is_near(const struct pairing *pairing, const struct ledger_item *row,
	const struct str_list *names, struct arena *scratch)
{
	struct str name;

	if (pairing->row_counts[pairing_place(pairing, row->history)] <= MOST_ROWS)
		return true;
	name = name_key(scratch, row, /* is_row= */ true);
	return name.ptr && names->count &&
		bsearch(&name, names->items, names->count, sizeof *names->items, by_name);
}

static void find_candidates(struct pairing *pairing)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct ledger *ledger = pairing->ledger;
	struct str_list names;

	count_items(pairing);
	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];

		if (item->file && may_be_paired(pairing, item) &&
			pairing->has_rows[family_of(pairing, item, /* is_row= */ false)])
			add_candidate(pairing, item, /* is_row= */ false);
	}
	names = names_of_files(pairing);
	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];

		if (!item->file && may_be_paired(pairing, item) &&
			pairing->has_files[family_of(pairing, item, /* is_row= */ true)] &&
			is_near(pairing, item, &names, &scratch))
			add_candidate(pairing, item, /* is_row= */ true);
		arena_reset(&scratch);
	}
}

/* The keys of a file's content, one for each way in which its tables keep what was applied. */
static int read_file_contents(
	struct pairing *pairing, struct candidate *file, struct arena *scratch, struct error *reterr)
{
	struct ledger *ledger = pairing->ledger;
	const struct ledger_item *item = file->item;
	const struct ledger_set *set = ledger_set_of(ledger, item->set);
	struct str bytes, keys[PAIR_CONTENTS];
	struct sections sections;

	if (tree_content(ledger->changes->head, item->file->head, &bytes, reterr))
		return -1;
	sections = sections_of(set->set->spec->runner, bytes);
	for (size_t i = 0; i < set->histories.count; i++) {
		size_t count = pair_file_contents(&pairing->arena, scratch,
			ledger->histories.items[set->histories.items[i]].adapter, bytes,
			str_slice(bytes, sections.up.from, sections.up.to), keys);

		for (size_t j = 0; j < count; j++)
			if (!str_list_contains(&file->contents, keys[j]))
				str_list_add(&pairing->arena, &file->contents, keys[j]);
	}
	return 0;
}

static void take_row_content(struct pairing *pairing, struct candidate *row, struct arena *scratch)
{
	const struct ledger_item *item = row->item;
	struct str key = pair_row_content(&pairing->arena, scratch, item->history->adapter, item->row);

	if (key.ptr)
		str_list_add(&pairing->arena, &row->contents, key);
}

static struct history_row *row_of(const struct candidate *candidate)
{
	return ((const struct ledger_item *)candidate->item)->row;
}

/* The statements of these rows are read, become keys, and are forgotten. */
static int read_batch(struct pairing *pairing, struct history *history,
	struct connection *connection, struct candidate **rows, size_t count, struct arena *scratch,
	struct error *reterr)
{
	bool *wanted = arena_array(scratch, bool, history->rows.count + 1);

	for (size_t i = 0; i < count; i++)
		wanted[row_of(rows[i]) - history->rows.items] = true;
	if (history_read_statements(history, connection, scratch, wanted, reterr))
		return -1;
	for (size_t i = 0; i < count; i++) {
		take_row_content(pairing, rows[i], scratch);
		row_of(rows[i])->statements = (struct str){NULL, 0};
	}
	arena_reset(scratch);
	return 0;
}

/* NULL: it is a file, or a row whose statements are there. */
static const struct history *history_of(const struct candidate *candidate)
{
	return candidate->is_row && !candidate->is_bound
		? ((const struct ledger_item *)candidate->item)->history
		: NULL;
}

static int read_rows_of(struct pairing *pairing, struct history *history,
	struct connection *connection, struct arena *scratch, struct error *reterr)
{
	struct candidate **rows = arena_array(
		&pairing->arena, struct candidate *, pairing->candidates.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < pairing->candidates.count; i++)
		if (history_of(&pairing->candidates.items[i]) == history)
			rows[count++] = &pairing->candidates.items[i];
	for (size_t i = 0; i < count; i += BATCH)
		if (read_batch(pairing, history, connection, &rows[i],
				count - i < BATCH ? count - i : BATCH, scratch, reterr))
			return -1;
	return 0;
}

static int read_contents(
	struct pairing *pairing, struct connection *connection, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct ledger *ledger = pairing->ledger;

	for (size_t i = 0; i < ledger->histories.count; i++) {
		struct history *history = &ledger->histories.items[i];

		if (connection && history->columns[HISTORY_STATEMENTS].ptr &&
			read_rows_of(pairing, history, connection, &scratch, reterr))
			return -1;
	}
	for (size_t i = 0; i < pairing->candidates.count; i++) {
		struct candidate *candidate = &pairing->candidates.items[i];

		if (!candidate->is_row && read_file_contents(pairing, candidate, &scratch, reterr))
			return -1;
		if (candidate->is_row && !candidate->contents.count)
			take_row_content(pairing, candidate, &scratch);
		arena_reset(&scratch);
	}
	return 0;
}

int pairing_find_candidates(
	struct pairing *pairing, struct connection *connection, struct error *reterr)
{
	find_families(pairing);
	find_candidates(pairing);
	return read_contents(pairing, connection, reterr);
}
