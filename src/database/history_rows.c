/* SPDX-License-Identifier: MIT */
#include "database/history_rows.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"

/* The adapter's columns, and for what it has none those that are called what they are: a view has
 * the columns that somebody gave it. */
static int choose_columns(struct history *history, struct arena *arena,
	const struct json_rows *rows, struct error *reterr)
{
	struct history named = *history;
	struct error ignored;
	int own = history_choose_columns(history, arena, &rows->names, &ignored);
	int any;

	named.adapter = history_adapter_find(STR("table"));
	any = history_choose_columns(&named, arena, &rows->names, reterr);
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		if (!history->columns[i].ptr)
			history->columns[i] = named.columns[i];
	return own && any ? -1 : 0;
}

struct ranked {
	struct str rank;
	size_t row;
};

static bool is_number(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return text.len > 0;
}

/* Numbers by their value, times as they are written. */
static int by_rank(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int order = 0;

	if (is_number(a->rank) && is_number(b->rank))
		order = (a->rank.len > b->rank.len) - (a->rank.len < b->rank.len);
	if (!order)
		order = str_compare(a->rank, b->rank);
	return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The order of the rows: as they come, or by the column that says it. */
static struct ranked *ranks_of(
	const struct history *history, struct arena *arena, const struct json_rows *rows)
{
	struct ranked *ranks = arena_array(arena, struct ranked, rows->rows.count + 1);
	struct str column = history->columns[HISTORY_RANK];

	for (size_t i = 0; i < rows->rows.count; i++)
		ranks[i] = (struct ranked){
			column.ptr ? json_rows_value(rows, i, column) : (struct str){NULL, 0}, i};
	if (column.ptr)
		sort(ranks, rows->rows.count, sizeof *ranks, by_rank);
	return ranks;
}

static int add_row(struct history *history, struct arena *arena, const struct json_rows *rows,
	size_t row, struct error *reterr)
{
	struct str values[HISTORY_COLUMN_COUNT];

	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++) {
		struct str column = history->columns[i];

		values[i] = column.ptr ? json_rows_value(rows, row, column) : (struct str){NULL, 0};
	}
	if (!values[HISTORY_VERSION].len && !values[HISTORY_NAME].len)
		return error_set(reterr, "%s: row %zu has neither a version nor a name",
			escape_text(arena, history->table, false).ptr, row + 1);
	/* bytea, as JSON has it */
	if (str_starts(values[HISTORY_CHECKSUM], STR("\\x")))
		values[HISTORY_CHECKSUM] = str_slice(
			values[HISTORY_CHECKSUM], 2, values[HISTORY_CHECKSUM].len);
	history_add_row(history, arena, values);
	return 0;
}

int history_take_rows(struct history *history, struct arena *arena, const struct json_rows *rows,
	struct error *reterr)
{
	const struct ranked *ranks;

	history->exists = true;
	if (!rows->rows.count)
		return 0;
	if (choose_columns(history, arena, rows, reterr))
		return -1;
	ranks = ranks_of(history, arena, rows);
	for (size_t i = 0; i < rows->rows.count; i++)
		if (add_row(history, arena, rows, ranks[i].row, reterr))
			return -1;
	history_finish(history);
	return 0;
}

static struct str unqualified(struct str table)
{
	size_t dot = str_find(table, STR("."), 0);

	return dot < table.len ? str_slice(table, dot + 1, table.len) : table;
}

/* The history that the rows belong to: the one of that table, else the runner's own. */
static struct history history_of(const struct ledger *ledger, struct str relation, size_t rows)
{
	struct history history = ledger->histories.items[0];

	for (size_t i = 0; i < ledger->histories.count; i++)
		if (str_equal(unqualified(ledger->histories.items[i].table), unqualified(relation)))
			return ledger->histories.items[i];
	/* a table with one row holds no more; those of others do */
	if (history.adapter->key == KEY_LATEST && rows != 1) {
		history.adapter = history_adapter_find(STR("table"));
		history.title = relation;
	}
	history.table = relation;
	return history;
}

int ledger_take_rows(
	struct ledger *ledger, const struct json_rows *rows, struct str relation, struct error *reterr)
{
	struct history history = history_of(ledger, relation, rows->rows.count);

	if (history_take_rows(&history, ledger->arena, rows, reterr))
		return -1;
	ledger->histories.items[0] = history;
	ledger->histories.count = 1;
	for (size_t i = 0; i < ledger->sets.count; i++) {
		ledger->sets.items[i].histories.items[0] = 0;
		ledger->sets.items[i].histories.count = 1;
	}
	return 0;
}

/* What the reports call a source: the title of the history that it names. */
static struct str title_of(struct arena *arena, struct str source)
{
	struct str word = unqualified(str_lower(arena, source));

	for (size_t i = 0; i < history_adapter_count; i++) {
		const struct history_adapter *adapter = &history_adapters[i];
		struct str title = str_from(adapter->title);

		if (title.len &&
			(str_equal(word, str_from(adapter->name)) ||
				str_equal(word, unqualified(str_from(adapter->table))) ||
				str_equal(word, str_lower(arena, title))))
			return title;
	}
	return source;
}

/* The part of a history that one source wrote. */
static struct history part_of(const struct history *whole, struct arena *arena, struct str source)
{
	struct history part = *whole;

	part.rows.items = NULL;
	part.rows.count = part.rows.capacity = 0;
	part.source = source.ptr ? source : STR("");
	part.title = source.len ? title_of(arena, source) : whole->title;
	for (size_t i = 0; i < whole->rows.count; i++)
		if (str_equal(whole->rows.items[i].source, source))
			*vec_push(arena, &part.rows) = whole->rows.items[i];
	return part;
}

/* What the runner of the sets that a history serves is called. */
static struct str runner_title(const struct ledger *ledger, size_t place)
{
	for (size_t i = 0; i < ledger->sets.count; i++) {
		const struct ledger_set *set = &ledger->sets.items[i];
		const struct history_adapter *own = history_adapter_of_runner(set->set->spec->runner->name);

		for (size_t j = 0; own && j < set->histories.count; j++)
			if (set->histories.items[j] == place)
				return str_from(own->title);
	}
	return STR("");
}

/* The sources of a history, that of the runner first. */
static struct str_list sources_of(
	const struct history *history, struct arena *arena, struct str own_title)
{
	struct str_list sources = {0};

	for (size_t i = 0; i < history->rows.count; i++)
		if (!str_list_contains(&sources, history->rows.items[i].source))
			str_list_add(arena, &sources, history->rows.items[i].source);
	for (size_t i = 1; i < sources.count; i++)
		if (str_equal(title_of(arena, sources.items[i]), own_title)) {
			struct str first = sources.items[0];

			sources.items[0] = sources.items[i];
			sources.items[i] = first;
		}
	return sources;
}

/* The sets that a history serves are served by its parts. */
static void replace_place(struct ledger *ledger, size_t place, size_t from, size_t count)
{
	for (size_t i = 0; i < ledger->sets.count; i++) {
		struct ledger_set *set = &ledger->sets.items[i];
		bool is_served = false;

		for (size_t j = 0; j < set->histories.count; j++)
			is_served |= set->histories.items[j] == place;
		for (size_t j = 0; is_served && j < count; j++)
			*vec_push(ledger->arena, &set->histories) = from + j;
	}
}

void ledger_split_sources(struct ledger *ledger)
{
	size_t whole = ledger->histories.count;

	for (size_t i = 0; i < whole; i++) {
		struct history history = ledger->histories.items[i];
		struct str_list sources = {0};
		size_t from = ledger->histories.count;

		if (history.columns[HISTORY_SOURCE].ptr)
			sources = sources_of(&history, ledger->arena, runner_title(ledger, i));
		if (!sources.count)
			continue;
		for (size_t j = 1; j < sources.count; j++)
			*vec_push(ledger->arena, &ledger->histories) = part_of(
				&history, ledger->arena, sources.items[j]);
		ledger->histories.items[i] = part_of(&history, ledger->arena, sources.items[0]);
		replace_place(ledger, i, from, sources.count - 1);
	}
}
