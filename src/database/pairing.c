/* SPDX-License-Identifier: MIT */
#include "database/pairing.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"
#include "database/pair_key.h"
#include "database/pair_match.h"
#include "migration/section.h"

enum {
	BATCH = 200, /* rows whose statements are in memory at once */
	MOST_READ = 10000, /* of more than this only those with the name of a file are read */
};

/* A file and a row of one version that are two migrations by name and by content: files were given
 * other versions, some of which others had. */
struct crossing {
	struct ledger_item *item;
	struct ledger_item *row; /* it as an item of its own */
	size_t file_candidate, row_candidate;
};

struct pairing {
	struct ledger *ledger;
	struct arena arena; /* gone when it is done */
	size_t *families; /* of each table */
	struct candidates candidates;
	struct {
		struct crossing *items;
		size_t count, capacity;
	} crossings;
	struct {
		struct ledger_item *items; /* rows that stand alone now */
		size_t count, capacity;
	} orphans;
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

static size_t place_of(const struct ledger *ledger, const struct history *history)
{
	return (size_t)(history - ledger->histories.items);
}

static bool may_be_paired(const struct ledger_item *item)
{
	if (!item->file)
		return item->state == LEDGER_ORPHAN && item->row->state == ROW_APPLIED;
	return (item->state == LEDGER_PENDING || item->state == LEDGER_OUT_OF_ORDER ||
			   item->state == LEDGER_DUPLICATE) &&
		item->file->name.role != ROLE_REPEATABLE && item->version.ptr;
}

/* True if version alone speaks for file and row being one, and all else against it. */
static bool is_crossed(struct pairing *pairing, const struct ledger_item *item)
{
	return item->state == LEDGER_EDITED && item->row->name.ptr &&
		item->history->adapter->key != KEY_NAME && item->version.ptr &&
		!str_equal(pair_name(&pairing->arena, item->file->name.stem, item->version),
			pair_name(&pairing->arena, item->row->name, item->version));
}

static struct candidate *add_candidate(
	struct pairing *pairing, struct ledger_item *item, bool is_row)
{
	struct ledger *ledger = pairing->ledger;
	struct candidate *candidate = vec_push(&pairing->arena, &pairing->candidates);

	candidate->item = item;
	candidate->is_row = is_row;
	candidate->family =
		pairing->families[is_row ? place_of(ledger, item->history)
								 : ledger_set_of(ledger, item->set)->histories.items[0]];
	candidate->name = pair_name(&pairing->arena,
		!is_row                   ? item->file->name.stem
			: item->row->name.ptr ? item->row->name
								  : item->row->version,
		item->version);
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

static void find_candidates(struct pairing *pairing)
{
	struct ledger *ledger = pairing->ledger;

	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];

		if (item->file && !ledger_set_of(ledger, item->set)->histories.count)
			continue;
		if (may_be_paired(item))
			add_candidate(pairing, item, !item->file);
		else if (is_crossed(pairing, item))
			add_crossing(pairing, item);
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

static int by_name(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* The names of the files that look for a row of the table, in order. */
static struct str_list names_of_files(struct pairing *pairing, size_t family)
{
	struct str_list names = {0};

	for (size_t i = 0; i < pairing->candidates.count; i++) {
		const struct candidate *candidate = &pairing->candidates.items[i];

		if (!candidate->is_row && candidate->family == family && candidate->name.ptr)
			str_list_add(&pairing->arena, &names, candidate->name);
	}
	sort(names.items, names.count, sizeof *names.items, by_name);
	return names;
}

static bool has_files(const struct pairing *pairing, size_t family)
{
	for (size_t i = 0; i < pairing->candidates.count; i++)
		if (!pairing->candidates.items[i].is_row && pairing->candidates.items[i].family == family)
			return true;
	return false;
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
	size_t family = pairing->families[place_of(pairing->ledger, history)], total = 0, count = 0;
	struct candidate **rows;
	struct str_list names;

	if (!has_files(pairing, family))
		return 0;
	rows = arena_array(&pairing->arena, struct candidate *, pairing->candidates.count + 1);
	names = names_of_files(pairing, family);
	for (size_t i = 0; i < pairing->candidates.count; i++)
		if (history_of(&pairing->candidates.items[i]) == history)
			rows[total++] = &pairing->candidates.items[i];
	for (size_t i = 0; i < total; i++)
		if (total <= MOST_READ ||
			(rows[i]->name.ptr && names.count &&
				bsearch(&rows[i]->name, names.items, names.count, sizeof *names.items, by_name)))
			rows[count++] = rows[i];
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

/* How a reader finds it: a file by its name, a row by its version and name. */
static struct str shown(struct arena *arena, const struct ledger_item *item)
{
	if (item->file)
		return item->file->name.file;
	return item->name.ptr && !str_equal(item->name, item->version)
		? str_format(arena, "%.*s %.*s", STR_ARG(item->version), STR_ARG(item->name))
		: item->version;
}

static void explain_rivals(struct pairing *pairing, const struct candidate *candidate)
{
	const struct candidate *rivals[PAIR_RIVALS + 1];
	size_t count = pair_rivals(candidate, rivals);
	struct text text = {.arena = &pairing->arena};

	for (size_t i = 0; i < count; i++) {
		struct str rival = shown(&pairing->arena, rivals[i]->item);

		if (i == PAIR_RIVALS)
			text_add(&text, STR(" or others"));
		else
			text_addf(&text, "%s%.*s", i ? " or " : "", STR_ARG(rival));
	}
	ledger_explain(pairing->ledger, candidate->item,
		candidate->is_row ? "it may be the file %s%s" : "the database may have it as %s%s",
		text_str(&text).ptr,
		count > 1 ? ": not paired" : ", for which there are others: not paired");
}

static void explain_pair(struct ledger *ledger, struct ledger_item *file, struct str version)
{
	static const char *const reasons[] = {
		[PAIR_CERTAIN] = "the name and the content are the same",
		[PAIR_RENAMED] = "the content is the same, the name is not",
		[PAIR_EDITED] = "the name is the same, the content is not: look",
		[PAIR_NAMED] = "the name is the same; nothing tells whether the content is: look",
	};

	file->reason = (struct str){NULL, 0};
	ledger_explain(ledger, file, "%.*s here, %.*s in %.*s: %s", STR_ARG(file->version),
		STR_ARG(version), STR_ARG(file->history->table), reasons[file->pair]);
}

static bool is_of_set(const struct ledger *ledger, const struct ledger_item *file, size_t place)
{
	const struct ledger_set *set = ledger_set_of(ledger, file->set);

	for (size_t i = 0; i < set->histories.count; i++)
		if (set->histories.items[i] == place)
			return true;
	return false;
}

/* What had one version and is two migrations: what has no other partner stands alone. */
static void take_crossings(struct pairing *pairing)
{
	struct ledger *ledger = pairing->ledger;

	for (size_t i = 0; i < pairing->crossings.count; i++) {
		struct crossing *crossing = &pairing->crossings.items[i];
		bool has_row = pairing->candidates.items[crossing->file_candidate].partner;
		bool has_file = pairing->candidates.items[crossing->row_candidate].partner;

		if (has_file && !has_row) {
			crossing->item->state = LEDGER_PENDING;
			crossing->item->history = NULL;
			crossing->item->row = NULL;
			crossing->item->reason = (struct str){NULL, 0};
			ledger_explain(ledger, crossing->item, "the row of its version is another migration's");
		} else if (has_row && !has_file) {
			*vec_push(&pairing->arena, &pairing->orphans) = *crossing->row;
		}
	}
}

static void take_pairs(struct pairing *pairing)
{
	struct ledger *ledger = pairing->ledger;
	size_t kept = 0;

	for (size_t i = 0; i < pairing->candidates.count; i++) {
		struct candidate *candidate = &pairing->candidates.items[i];
		struct ledger_item *item = candidate->item, *row;

		if (candidate->kind == PAIR_AMBIGUOUS) {
			item->pair = PAIR_AMBIGUOUS;
			explain_rivals(pairing, candidate);
		}
		row = candidate->partner ? candidate->partner->item : NULL;
		if (candidate->is_row || !row || !is_of_set(ledger, item, place_of(ledger, row->history)))
			continue;
		item->state = LEDGER_MISMATCH;
		item->pair = candidate->kind;
		item->history = row->history;
		item->row = row->row;
		row->history = NULL; /* it is one item now */
		explain_pair(ledger, item, row->version);
	}
	take_crossings(pairing);
	for (size_t i = 0; i < ledger->items.count; i++)
		if (ledger->items.items[i].file || ledger->items.items[i].history)
			ledger->items.items[kept++] = ledger->items.items[i];
	ledger->items.count = kept;
	for (size_t i = 0; i < pairing->orphans.count; i++)
		*vec_push(ledger->arena, &ledger->items) = pairing->orphans.items[i];
}

static void pairing_release(struct pairing *pairing)
{
	arena_release(&pairing->arena);
}

int ledger_pair(struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	_cleanup_(pairing_release) struct pairing pairing = {.ledger = ledger};

	find_families(&pairing);
	find_candidates(&pairing);
	if (read_contents(&pairing, connection, reterr))
		return -1;
	pair_match(&pairing.candidates, &pairing.arena);
	take_pairs(&pairing);
	return 0;
}
