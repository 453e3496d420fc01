/* SPDX-License-Identifier: MIT */
#include "database/pairing.h"

#include "base/vec.h"
#include "database/pair_candidates.h"

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
		if (candidate->is_row || !row ||
			!is_of_set(ledger, item, pairing_place(pairing, row->history)))
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

	if (pairing_find_candidates(&pairing, connection, reterr))
		return -1;
	pair_match(&pairing.candidates, &pairing.arena);
	take_pairs(&pairing);
	return 0;
}
