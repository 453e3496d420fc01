/* SPDX-License-Identifier: MIT */
#include "database/history.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/vec.h"
#include "migration/history_spec.h"

/* Words of a status column that do not mean applied. */
static const struct {
	const char *word;
	enum history_state state;
} status_words[] = {
	{"failed", ROW_FAILED},
	{"failure", ROW_FAILED},
	{"error", ROW_FAILED},
	{"rolled_back", ROW_ROLLED_BACK},
	{"rolled-back", ROW_ROLLED_BACK},
	{"rolledback", ROW_ROLLED_BACK},
	{"reverted", ROW_ROLLED_BACK},
	{"pending", ROW_ROLLED_BACK},
	{"baseline", ROW_BASELINE},
};

int histories_of(
	struct histories *ret, struct arena *arena, const struct set_spec *spec, struct error *reterr)
{
	struct history_specs specs = history_specs_of(arena, spec);
	struct histories histories = {.count = 0};

	for (size_t i = 0; i < specs.count; i++) {
		const struct history_spec *item = &specs.items[i];
		struct history *history = vec_push(arena, &histories);

		if (!item->table.len) {
			error_set(reterr, "the policy's history of %s names no table",
				escape_text(arena, spec->path, false).ptr);
			return error_hint(reterr, ".mighook.yaml: sets[].history: [{table: SCHEMA.TABLE}]");
		}
		history->adapter = item->adapter;
		history->title = *item->adapter->title ? str_from(item->adapter->title) : item->table;
		history->table = item->table;
		for (size_t j = 0; j < HISTORY_COLUMN_COUNT; j++)
			history->own_columns[j] = item->columns[j];
	}
	*ret = histories;
	return 0;
}

/* "2025-01-02 03:04:05.678+00", as PostgreSQL writes it in UTC; others are left as they are. */
static struct str moment(struct arena *arena, struct str text)
{
	struct text digits = {.arena = arena};
	struct datetime when;

	if (text.len < 19 || (text.ptr[10] != ' ' && text.ptr[10] != 'T'))
		return text;
	for (size_t i = 0; i < 19; i++)
		if (is_digit(text.ptr[i]))
			text_add_byte(&digits, text.ptr[i]);
	if (!datetime_parse(text_str(&digits), &when) || datetime_mistake(&when))
		return text;
	return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", when.year, when.month, when.day,
		when.hour, when.minute, when.second);
}

static bool is_true(struct str text)
{
	return str_equal(text, STR("t")) || str_equal(text, STR("true"));
}

static bool is_false(struct str text)
{
	return str_equal(text, STR("f")) || str_equal(text, STR("false"));
}

/* A time, or true. */
static bool is_set(struct str text)
{
	return text.len && !is_false(text);
}

static enum history_state state_of(
	const struct history *history, struct arena *arena, const struct str *values)
{
	struct str status = str_lower(arena, str_trim(values[HISTORY_STATUS]));
	struct str kind = values[HISTORY_KIND];

	if (is_set(values[HISTORY_ROLLED_BACK]) || is_false(values[HISTORY_APPLIED]))
		return ROW_ROLLED_BACK;
	if (is_false(values[HISTORY_SUCCESS]) || is_true(values[HISTORY_DIRTY]) ||
		(history->columns[HISTORY_FINISHED_AT].ptr && !values[HISTORY_FINISHED_AT].ptr))
		return ROW_FAILED;
	if (str_equal(kind, STR("BASELINE")))
		return ROW_BASELINE;
	if (str_starts(kind, STR("UNDO")) || str_equal(kind, STR("DELETE")))
		return ROW_ROLLED_BACK;
	for (size_t i = 0; status.len && i < ARRAY_LENGTH(status_words); i++)
		if (str_equal(status, str_from(status_words[i].word)))
			return status_words[i].state;
	return ROW_APPLIED;
}

/* Milliseconds: of "00:00:01.5" (an interval), or of a number in the adapter's unit. */
static int64_t duration_of(const struct history_adapter *adapter, struct str text)
{
	int64_t value = 0, fraction = 0, scale = 1000;
	bool in_fraction = false;
	int64_t total = 0;

	if (!text.len || adapter->duration == DURATION_NONE)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.ptr[i];

		if (is_digit(byte) && in_fraction) {
			scale /= 10;
			fraction += (byte - '0') * scale;
		} else if (is_digit(byte) && value < INT64_MAX / 100) {
			value = value * 10 + (byte - '0');
		} else if (byte == ':') {
			total = (total + value) * 60;
			value = 0;
		} else if (byte == '.') {
			in_fraction = true;
		} else {
			return -1; /* of days and more, or negative: nothing that a migration took */
		}
	}
	if (adapter->duration == DURATION_INTERVAL)
		return (total + value) * 1000 + fraction;
	return adapter->duration == DURATION_NANOSECONDS ? value / 1000000 : value;
}

/* "a/b/20250101_x.sql" of a table that keeps file names. */
static struct str without_ending(struct str name)
{
	name = str_basename(name);
	if (str_ends(name, STR(".sql")))
		name = str_slice(name, 0, name.len - 4);
	return str_ends(name, STR(".up")) ? str_slice(name, 0, name.len - 3) : name;
}

void history_add_row(struct history *history, struct arena *arena, const struct str *values)
{
	const struct history_adapter *adapter = history->adapter;
	struct str version = values[HISTORY_VERSION];
	struct history_row *row;

	/* Flyway: the schema's own row; goose: the row that the table begins with. */
	if (str_equal(values[HISTORY_KIND], STR("SCHEMA")) ||
		(adapter->key == KEY_NUMBER && values[HISTORY_APPLIED].ptr && str_equal(version, STR("0"))))
		return;
	row = vec_push(arena, &history->rows);
	*row = (struct history_row){
		.order = history->rows.count,
		.version = adapter->key == KEY_NAME ? without_ending(version) : version,
		.name = values[HISTORY_NAME],
		.applied_at = moment(arena, values[HISTORY_APPLIED_AT]),
		.applied_by = values[HISTORY_APPLIED_BY],
		.checksum = values[HISTORY_CHECKSUM],
		.statements = values[HISTORY_STATEMENTS],
		.kind = values[HISTORY_KIND],
		.milliseconds = duration_of(adapter, values[HISTORY_DURATION]),
		.state = state_of(history, arena, values),
	};
	/* Where no column holds a version the name is what tells one migration from another. */
	if (!row->version.ptr && row->name.ptr)
		row->version = without_ending(row->name);
}

static int by_version(const void *left, const void *right)
{
	const struct history_row *a = left, *b = right;
	int order = str_compare(a->version, b->version);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

void history_finish(struct history *history)
{
	struct history_row *rows = history->rows.items;
	size_t kept = 0;

	sort(rows, history->rows.count, sizeof *rows, by_version);
	for (size_t i = 0; i < history->rows.count; i++)
		if (i + 1 == history->rows.count || !str_equal(rows[i].version, rows[i + 1].version))
			rows[kept++] = rows[i];
	history->rows.count = kept;
}

struct history_row *history_row_of(const struct history *history, struct str version)
{
	size_t from = 0, to = history->rows.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(version, history->rows.items[middle].version);

		if (!order)
			return &history->rows.items[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

int history_choose_columns(struct history *history, struct arena *arena,
	const struct str_list *names, struct error *reterr)
{
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++) {
		struct str own = history->own_columns[i], rest = str_from(history->adapter->columns[i]);
		struct str name;

		history->columns[i] = (struct str){NULL, 0};
		if (own.ptr && !str_list_contains(names, own))
			return error_set(reterr, "%s has no column '%s', which the policy names",
				escape_text(arena, history->table, false).ptr, escape_text(arena, own, false).ptr);
		if (own.ptr)
			history->columns[i] = own;
		while (!history->columns[i].ptr && str_next(&rest, '|', &name))
			if (str_list_contains(names, name))
				history->columns[i] = name;
	}
	if (history->columns[HISTORY_VERSION].ptr || history->columns[HISTORY_NAME].ptr)
		return 0;
	error_set(reterr, "no column of %s is known to hold versions or names",
		escape_text(arena, history->table, false).ptr);
	return error_hint(reterr,
		".mighook.yaml: sets[].history: [{table: %s, columns: {version: COLUMN, name: COLUMN}}]",
		escape_text(arena, history->table, false).ptr);
}
