/* SPDX-License-Identifier: MIT */
#include "database/ledger.h"

#include "base/sort.h"
#include "base/vec.h"
#include "database/applied_content.h"
#include "migration/history_row.h"
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

/* The one row of a table that keeps the last version alone. */
static struct history_row *latest_row(
	struct history *history, struct arena *arena, const struct name *name)
{
	struct history_row *row = history->rows.count ? &history->rows.items[0] : NULL;
	int order;

	if (!row || !name->version.ptr)
		return NULL;
	order = version_compare(ORDER_NUMBER, history_key_text(arena, KEY_LATEST, name), row->version);
	row->matched |= order == 0;
	return order <= 0 ? row : NULL;
}

static struct history_row *find_row(
	struct history *history, struct arena *arena, const struct name *name)
{
	enum history_key key = history->adapter->key;
	struct history_row *row = NULL;

	if (key == KEY_LATEST)
		return latest_row(history, arena, name);
	if (name->version.ptr || key == KEY_NAME)
		row = history_row_of(history, history_key_text(arena, key, name));
	/* a table of names, or a migration without a version (Flyway's R__) */
	if (!row)
		row = history_row_of(history, str_basename(name->stem));
	if (row)
		row->matched = true;
	return row;
}

/* How much a row says: of several tables one that has applied it counts. */
static int rank_of(const struct history_row *row)
{
	static const int ranks[] = {
		[ROW_APPLIED] = 3, [ROW_BASELINE] = 3, [ROW_FAILED] = 2, [ROW_ROLLED_BACK] = 1};

	return row ? ranks[row->state] : 0;
}

static void match_item(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *item)
{
	for (size_t i = 0; i < set->histories.count; i++) {
		struct history *history = &ledger->histories.items[set->histories.items[i]];
		struct history_row *row = find_row(history, ledger->arena, &item->file->name);

		if (rank_of(row) > rank_of(item->row)) {
			item->row = row;
			item->history = history;
		}
	}
	if (!item->row)
		item->state = LEDGER_PENDING;
	else if (item->row->state == ROW_FAILED &&
		(item->history->adapter->key != KEY_LATEST ||
			!version_compare(ORDER_NUMBER, item->version, item->row->version)))
		item->state = LEDGER_FAILED;
	else if (item->row->state == ROW_ROLLED_BACK)
		item->state = LEDGER_ROLLED_BACK;
	else
		item->state = item->row->state == ROW_BASELINE ? LEDGER_BASELINE : LEDGER_APPLIED;
}

/* Several files of one version have one row: it belongs to the file that it names, else to the
 * first. */
static void find_duplicates(struct ledger *ledger, struct ledger_item *items, size_t count)
{
	for (size_t i = 0, next; i < count; i = next) {
		size_t owner = i;

		for (next = i + 1; next < count && items[i].row && items[next].row == items[i].row &&
			 items[i].history->adapter->key != KEY_LATEST;
			 next++)
			if (str_equal(items[next].row->name, items[next].file->name.description))
				owner = next;
		for (size_t j = i; next > i + 1 && j < next; j++) {
			if (j == owner)
				continue;
			items[j].state = LEDGER_DUPLICATE;
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
			if (row->state == ROW_BASELINE)
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

static void match_set(struct ledger *ledger, const struct ledger_set *set)
{
	size_t count;
	struct ledger_item *items = items_of(ledger, set->set, &count);

	for (size_t i = 0; i < count; i++)
		match_item(ledger, set, &items[i]);
	find_duplicates(ledger, items, count);
	find_baselines(ledger, set, items, count);
	find_out_of_order(ledger, set->set, items, count);
	ledger->local_count += count;
	for (size_t i = 0; i < count; i++)
		*vec_push(ledger->arena, &ledger->items) = items[i];
}

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

static void add_orphans(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->histories.count; i++) {
		struct history *history = &ledger->histories.items[i];
		const struct migration_set *set = set_of_history(ledger, i);

		for (size_t j = 0; j < history->rows.count; j++) {
			struct history_row *row = &history->rows.items[j];

			if (row->matched || row->state == ROW_ROLLED_BACK)
				continue;
			*vec_push(ledger->arena, &ledger->items) = (struct ledger_item){
				.state = row->state == ROW_BASELINE ? LEDGER_BASELINE : LEDGER_ORPHAN,
				.set = set,
				.history = history,
				.row = row,
				.version = row->version,
				.name = row->name,
			};
		}
	}
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
		item->state = LEDGER_EDITED;
		ledger_explain(ledger, item, "not what was applied");
		break;
	case CONTENT_COMMENTS:
		ledger_explain(ledger, item, "comments or blanks differ from what was applied");
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
	add_orphans(ledger);
	if (read_statements(ledger, connection, reterr) || compare_contents(ledger, reterr))
		return -1;
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
