/* SPDX-License-Identifier: MIT */
#include "database/ledger_parts.h"
#include "migration/history_row.h"

static struct str with_blanks(struct arena *arena, struct str text)
{
	struct text spaced = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		text_add_byte(&spaced, text.ptr[i] == '_' ? ' ' : text.ptr[i]);
	return text_str(&spaced);
}

/* What stands behind the version and what divides them. */
static struct str rest_of(const struct name *name)
{
	struct str rest = str_basename(name->stem);
	size_t at = str_starts(rest, name->version) ? name->version.len : 0;

	while (at && at < rest.len && str_has(STR("_-."), rest.ptr[at]))
		at++;
	return str_slice(rest, at, rest.len);
}

/* The file's (Flyway), its description (sqlx: with blanks), all behind the version (Supabase). */
bool ledger_names(struct arena *arena, struct str recorded, const struct name *name)
{
	const struct str own[] = {
		str_basename(name->stem), name->file, name->description, rest_of(name)};

	for (size_t i = 0; i < ARRAY_LENGTH(own); i++)
		if (own[i].len &&
			(str_equal(recorded, own[i]) || str_equal(str_basename(recorded), own[i]) ||
				str_equal(recorded, with_blanks(arena, own[i]))))
			return true;
	return false;
}

/* The row that says most of a file, of all its tables; `except`, which may be NULL, is another
 * file's. */
static void find_row(struct ledger *ledger, const struct ledger_set *set, struct ledger_item *item,
	const struct history_row *except)
{
	const struct name *name = &item->file->name;

	item->row = NULL;
	item->history = NULL;
	for (size_t i = 0; i < set->histories.count; i++) {
		struct history *history = &ledger->histories.items[set->histories.items[i]];
		struct history_row *row = history_row_for(history, ledger->arena, name);

		if (!row || row == except)
			continue;
		row->matched |= history_row_is(history, row, name);
		if (!item->row || history_state_rank(row->state) > history_state_rank(item->row->state)) {
			item->row = row;
			item->history = history;
		}
	}
}

static enum ledger_state state_of(const struct ledger_item *item)
{
	const struct name *name = &item->file->name;

	if (!item->row)
		return LEDGER_PENDING;
	switch (item->row->state) {
	case ROW_FAILED:
		/* what comes before the last one, which failed, was applied */
		return history_row_is(item->history, item->row, name) ? LEDGER_FAILED : LEDGER_APPLIED;
	case ROW_ROLLED_BACK:
		return LEDGER_ROLLED_BACK;
	case ROW_BASELINE:
		return name->is_baseline ? LEDGER_APPLIED : LEDGER_BASELINE;
	default:
		return LEDGER_APPLIED;
	}
}

static void match_item(struct ledger *ledger, const struct ledger_set *set,
	struct ledger_item *item, const struct history_row *except)
{
	find_row(ledger, set, item, except);
	item->state = state_of(item);
	if (!item->row || !history_row_is(item->history, item->row, &item->file->name))
		return;
	if (item->row->note.ptr)
		ledger_explain(ledger, item, "%.*s", STR_ARG(item->row->note));
	if (item->row->name.len && item->row->state == ROW_APPLIED &&
		!ledger_names(ledger->arena, item->row->name, &item->file->name))
		ledger_explain(ledger, item, "recorded as %.*s", STR_ARG(item->row->name));
}

/* True if the runner's own table would have one row for both. */
static bool is_same_key(const struct ledger *ledger, const struct ledger_set *set,
	const struct ledger_item *a, const struct ledger_item *b)
{
	const struct name *first = &a->file->name, *second = &b->file->name;
	enum history_key key;

	if (!set->histories.count || !first->version.ptr || !second->version.ptr ||
		first->is_baseline || second->is_baseline)
		return false;
	key = ledger->histories.items[set->histories.items[0]].adapter->key;
	if (key == KEY_DOTTED)
		return !version_compare(ORDER_DOTTED, first->version, second->version);
	return str_equal(
		history_key_text(ledger->arena, key, first), history_key_text(ledger->arena, key, second));
}

/* Of several files of one version: the one that the row names, else the first. */
static size_t owner_of(
	const struct ledger *ledger, const struct ledger_item *items, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (items[i].row && items[i].row->name.len &&
			ledger_names(ledger->arena, items[i].row->name, &items[i].file->name))
			return i;
	return from;
}

/* Several files of one version have one row, now or when they are applied. */
static void find_duplicates(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *items, size_t count)
{
	for (size_t i = 0, next; i < count; i = next) {
		size_t owner;

		for (next = i + 1; next < count && is_same_key(ledger, set, &items[i], &items[next]);
			 next++)
			;
		owner = owner_of(ledger, items, i, next);
		for (size_t j = i; j < next; j++) {
			if (j == owner)
				continue;
			/* another table may tell them apart */
			items[j].reason = (struct str){NULL, 0};
			match_item(ledger, set, &items[j], items[owner].row);
			if (items[j].row && items[j].row != items[owner].row &&
				items[j].state != LEDGER_ROLLED_BACK)
				continue;
			items[j].state = LEDGER_DUPLICATE;
			items[j].reason = (struct str){NULL, 0};
			ledger_explain(ledger, &items[j], "version %.*s is that of %.*s",
				STR_ARG(items[j].version), STR_ARG(items[owner].name));
		}
	}
}

/* Flyway: what a baseline row covers is taken for applied. A baseline file is executed only where
 * nothing was. */
static void find_baselines(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *items, size_t count)
{
	const struct set_spec *spec = set->set->spec;
	struct str covered = {NULL, 0};
	bool has_rows = false;

	for (size_t i = 0; i < set->histories.count; i++) {
		const struct history *history = &ledger->histories.items[set->histories.items[i]];

		for (size_t j = 0; j < history->rows.count; j++) {
			const struct history_row *row = &history->rows.items[j];

			has_rows |= row->state == ROW_APPLIED;
			if (row->state == ROW_BASELINE &&
				(!covered.ptr || version_compare(spec->runner->order, covered, row->version) < 0))
				covered = row->version;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (items[i].state != LEDGER_PENDING || !items[i].version.ptr)
			continue;
		if (covered.ptr && version_compare(spec->runner->order, items[i].version, covered) <= 0) {
			items[i].state = LEDGER_BASELINE;
			ledger_explain(ledger, &items[i], "covered by the baseline %.*s", STR_ARG(covered));
		} else if (items[i].file->name.is_baseline && has_rows) {
			items[i].state = LEDGER_BASELINE;
			ledger_explain(ledger, &items[i], "not needed where migrations were applied");
		}
	}
}

static bool order_is_asked(const struct set_spec *spec)
{
	const struct setting *setting = policy_setting(
		spec->policy, "rules.version-out-of-order.severity");

	return !setting || !str_equal(setting->value, STR("off"));
}

/* A pending migration that is older than the newest applied one. */
static void find_out_of_order(
	struct ledger *ledger, const struct migration_set *set, struct ledger_item *items, size_t count)
{
	enum version_order order = set->spec->runner->order;
	const struct ledger_item *newest = NULL;

	for (size_t i = 0; i < count; i++)
		if (items[i].version.ptr && items[i].row && items[i].state != LEDGER_ROLLED_BACK &&
			(!newest || version_compare(order, newest->version, items[i].version) < 0))
			newest = &items[i];
	for (size_t i = 0; newest && order_is_asked(set->spec) && i < count; i++)
		if (items[i].state == LEDGER_PENDING && items[i].version.ptr &&
			version_compare(order, items[i].version, newest->version) < 0) {
			items[i].state = LEDGER_OUT_OF_ORDER;
			ledger_explain(
				ledger, &items[i], "older than %.*s, which is applied", STR_ARG(newest->name));
		}
}

void ledger_match_files(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		match_item(ledger, set, &items[i], NULL);
	find_duplicates(ledger, set, items, count);
	find_baselines(ledger, set, items, count);
	find_out_of_order(ledger, set->set, items, count);
}
