/* SPDX-License-Identifier: MIT */
#include "database/history.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/vec.h"
#include "migration/history_row.h"
#include "migration/history_spec.h"

/* Words of a status column. What is none of them cannot be relied on: failed. */
static const struct {
	const char *word;
	enum history_state state;
} status_words[] = {
	{"applied", ROW_APPLIED},
	{"success", ROW_APPLIED},
	{"successful", ROW_APPLIED},
	{"succeeded", ROW_APPLIED},
	{"ok", ROW_APPLIED},
	{"done", ROW_APPLIED},
	{"complete", ROW_APPLIED},
	{"completed", ROW_APPLIED},
	{"executed", ROW_APPLIED},
	{"deployed", ROW_APPLIED},
	{"failed", ROW_FAILED},
	{"failure", ROW_FAILED},
	{"error", ROW_FAILED},
	{"rolled_back", ROW_ROLLED_BACK},
	{"rolled-back", ROW_ROLLED_BACK},
	{"rolledback", ROW_ROLLED_BACK},
	{"reverted", ROW_ROLLED_BACK},
	{"baseline", ROW_BASELINE},
};

struct history history_described(const struct history_spec *spec)
{
	struct history history = {.adapter = spec->adapter, .table = spec->table};

	history.title = *spec->adapter->title ? str_from(spec->adapter->title) : spec->table;
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		history.own_columns[i] = spec->columns[i];
	return history;
}

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
		*history = history_described(item);
	}
	*ret = histories;
	return 0;
}

/* Seconds that the clocks of "+02", "-03:30" or "Z" are ahead; 0 where none is named. */
static int64_t offset_of(struct str zone)
{
	int64_t sign = str_starts(zone, STR("-")) ? -1 : 1;
	int digits[4] = {0};
	size_t count = 0;

	for (size_t i = 0; i < zone.len && count < ARRAY_LENGTH(digits); i++)
		if (is_digit(zone.ptr[i]))
			digits[count++] = zone.ptr[i] - '0';
	return sign *
		((digits[0] * 10 + digits[1]) * SECONDS_PER_HOUR + (digits[2] * 10 + digits[3]) * 60);
}

/* "2025-01-02 03:04:05.678+00", as PostgreSQL writes it; others are left as they are. */
static struct str moment(struct arena *arena, struct str text)
{
	struct text digits = {.arena = arena};
	struct datetime when;
	size_t zone = 19;

	if (text.len < 19 || (text.ptr[10] != ' ' && text.ptr[10] != 'T'))
		return text;
	for (size_t i = 0; i < 19; i++)
		if (is_digit(text.ptr[i]))
			text_add_byte(&digits, text.ptr[i]);
	if (!datetime_parse(text_str(&digits), &when) || datetime_mistake(&when))
		return text;
	while (zone < text.len && (is_digit(text.ptr[zone]) || text.ptr[zone] == '.'))
		zone++;
	when = datetime_from_seconds(
		datetime_seconds(&when) - offset_of(str_slice(text, zone, text.len)));
	return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", when.year, when.month, when.day,
		when.hour, when.minute, when.second);
}

/* Of a boolean, or of the number that stands for one. */
static bool is_true(struct str text)
{
	return str_equal(text, STR("t")) || str_equal(text, STR("true")) || str_equal(text, STR("1"));
}

static bool is_false(struct str text)
{
	return str_equal(text, STR("f")) || str_equal(text, STR("false")) || str_equal(text, STR("0"));
}

/* A time, or true. */
static bool is_set(struct str text)
{
	return text.len && !is_false(text);
}

/* False if it is no known word. */
static bool read_status(struct arena *arena, struct str status, enum history_state *ret)
{
	struct str word = str_lower(arena, str_trim(status));

	*ret = word.len ? ROW_FAILED : ROW_APPLIED;
	for (size_t i = 0; i < ARRAY_LENGTH(status_words); i++)
		if (str_equal(word, str_from(status_words[i].word))) {
			*ret = status_words[i].state;
			return true;
		}
	return !word.len;
}

static enum history_state state_of(
	const struct history *history, struct arena *arena, const struct str *values)
{
	struct str kind = values[HISTORY_KIND];
	enum history_state state;

	if (is_set(values[HISTORY_ROLLED_BACK]) || is_false(values[HISTORY_APPLIED]))
		return ROW_ROLLED_BACK;
	if (is_false(values[HISTORY_SUCCESS]) || is_true(values[HISTORY_DIRTY]) ||
		(history->columns[HISTORY_FINISHED_AT].ptr && !values[HISTORY_FINISHED_AT].ptr))
		return ROW_FAILED;
	if (str_ends(kind, STR("BASELINE"))) /* flyway's own row, and SQL_BASELINE of a file B1__x */
		return ROW_BASELINE;
	if (str_starts(kind, STR("UNDO")) || str_equal(kind, STR("DELETE")))
		return ROW_ROLLED_BACK;
	(void)read_status(arena, values[HISTORY_STATUS], &state);
	return state;
}

/* What there is to say of a state: ptr NULL: nothing. */
static struct str note_of(
	const struct history *history, struct arena *arena, const struct str *values)
{
	struct str status = values[HISTORY_STATUS], kind = values[HISTORY_KIND];
	enum history_state state;

	if (is_set(values[HISTORY_ROLLED_BACK]) && !is_true(values[HISTORY_ROLLED_BACK]))
		return str_format(
			arena, "rolled back %.*s", STR_ARG(moment(arena, values[HISTORY_ROLLED_BACK])));
	if (history->columns[HISTORY_FINISHED_AT].ptr && !values[HISTORY_FINISHED_AT].ptr)
		return STR("begun and never finished");
	if (history->adapter->key == KEY_LATEST && str_starts(values[HISTORY_VERSION], STR("-")))
		return STR("nothing is applied");
	if (str_starts(kind, STR("JDBC")) || str_starts(kind, STR("SPRING_JDBC")) ||
		str_starts(kind, STR("SCRIPT")) || str_equal(kind, STR("CUSTOM")))
		return str_format(arena, "no SQL, but %.*s", STR_ARG(kind));
	if (!read_status(arena, status, &state))
		return str_format(arena, "its status is '%.*s'", STR_ARG(status));
	return (struct str){NULL, 0};
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

	/* Flyway: the schema's own row; goose: the row that the table begins with; a view that lists
	 * what is pending too. */
	if (str_equal(values[HISTORY_KIND], STR("SCHEMA")) ||
		str_equal(str_lower(arena, str_trim(values[HISTORY_STATUS])), STR("pending")) ||
		(adapter->key == KEY_NUMBER && values[HISTORY_APPLIED].ptr && str_equal(version, STR("0"))))
		return;
	row = vec_push(arena, &history->rows);
	*row = (struct history_row){
		.order = history->rows.count,
		.version = adapter->key == KEY_NAME ? without_ending(version) : version,
		.key = version.ptr ? version : values[HISTORY_NAME],
		.key_column = version.ptr ? HISTORY_VERSION : HISTORY_NAME,
		.name = values[HISTORY_NAME],
		.applied_at = moment(arena, values[HISTORY_APPLIED_AT]),
		.applied_by = values[HISTORY_APPLIED_BY],
		.checksum = values[HISTORY_CHECKSUM],
		.statements = values[HISTORY_STATEMENTS],
		.kind = values[HISTORY_KIND],
		.source = values[HISTORY_SOURCE],
		.milliseconds = duration_of(adapter, values[HISTORY_DURATION]),
		.state = state_of(history, arena, values),
		.note = note_of(history, arena, values),
	};
	/* Where no column holds a version the name is what tells one migration from another. */
	if (!row->version.ptr && row->name.ptr)
		row->version = without_ending(row->name);
}

/* Flyway: 1.0 is 1; what is no version comes behind. */
static int compare_dotted(struct str a, struct str b)
{
	bool first = a.len && is_digit(a.ptr[0]), second = b.len && is_digit(b.ptr[0]);

	if (first != second)
		return first ? -1 : 1;
	return first ? version_compare(ORDER_DOTTED, a, b) : str_compare(a, b);
}

static int by_order(const struct history_row *a, const struct history_row *b)
{
	int source = str_compare(a->source, b->source);

	return source ? source : (a->order > b->order) - (a->order < b->order);
}

static int by_version(const void *left, const void *right)
{
	const struct history_row *a = left, *b = right;
	int order = str_compare(a->version, b->version);

	return order ? order : by_order(a, b);
}

static int by_dotted_version(const void *left, const void *right)
{
	const struct history_row *a = left, *b = right;
	int order = compare_dotted(a->version, b->version);

	return order ? order : by_order(a, b);
}

static int compare(const struct history *history, struct str a, struct str b)
{
	return history->adapter->key == KEY_DOTTED ? compare_dotted(a, b) : str_compare(a, b);
}

int history_state_rank(enum history_state state)
{
	static const int ranks[] = {
		[ROW_APPLIED] = 3, [ROW_BASELINE] = 3, [ROW_FAILED] = 2, [ROW_ROLLED_BACK] = 1};

	return ranks[state];
}

/* Of two rows for one migration, the second of which came later. */
static bool is_superseded(
	const struct history *history, const struct history_row *row, const struct history_row *later)
{
	return history->columns[HISTORY_RANK].ptr ||
		history_state_rank(row->state) <= history_state_rank(later->state);
}

void history_finish(struct history *history)
{
	struct history_row *rows = history->rows.items;
	size_t kept = 0;

	sort(rows, history->rows.count, sizeof *rows,
		history->adapter->key == KEY_DOTTED ? by_dotted_version : by_version);
	for (size_t i = 0; i < history->rows.count; i++) {
		if (!kept || compare(history, rows[kept - 1].version, rows[i].version) ||
			!str_equal(rows[kept - 1].source, rows[i].source))
			rows[kept++] = rows[i];
		else if (is_superseded(history, &rows[kept - 1], &rows[i]))
			rows[kept - 1] = rows[i];
	}
	history->rows.count = kept;
}

struct history_row *history_row_of(const struct history *history, struct str version)
{
	size_t from = 0, to = history->rows.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(history, version, history->rows.items[middle].version);

		if (!order)
			return &history->rows.items[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* The one row of a table that keeps the last version alone. */
static struct history_row *latest_row(
	const struct history *history, struct arena *arena, const struct name *name)
{
	struct history_row *row = history->rows.count ? &history->rows.items[0] : NULL;

	/* -1: not even the first was applied */
	if (!row || !name->version.ptr || str_starts(row->version, STR("-")) ||
		version_compare(ORDER_NUMBER, history_key_text(arena, KEY_LATEST, name), row->version) > 0)
		return NULL;
	return row;
}

struct history_row *history_row_for(
	const struct history *history, struct arena *arena, const struct name *name)
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
	/* Flyway: B5__x is not applied where V5__x was */
	return row && name->is_baseline && !str_ends(row->kind, STR("_BASELINE")) ? NULL : row;
}

bool history_row_is(
	const struct history *history, const struct history_row *row, const struct name *name)
{
	return history->adapter->key != KEY_LATEST ||
		!version_compare(ORDER_NUMBER, name->version, row->version);
}

static int unknown_column(const struct history *history, struct arena *arena, struct str column,
	const struct str_list *names, struct error *reterr)
{
	struct str nearest = nearest_word(arena, column, names);
	struct text text = {.arena = arena};

	for (size_t i = 0; i < names->count; i++)
		text_addf(&text, "%s%s", i ? ", " : "", escape_text(arena, names->items[i], false).ptr);
	error_set(reterr, "%s has no column '%s', which the policy names",
		escape_text(arena, history->table, false).ptr, escape_text(arena, column, false).ptr);
	return nearest.ptr
		? error_hint(reterr, "did you mean '%s'?", escape_text(arena, nearest, false).ptr)
		: error_hint(reterr, "it has %s", text_str(&text).ptr);
}

int history_choose_columns(struct history *history, struct arena *arena,
	const struct str_list *names, struct error *reterr)
{
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++) {
		struct str own = history->own_columns[i], rest = str_from(history->adapter->columns[i]);
		struct str name;

		history->columns[i] = (struct str){NULL, 0};
		if (own.ptr && !str_list_contains(names, own))
			return unknown_column(history, arena, own, names, reterr);
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
