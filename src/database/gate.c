/* SPDX-License-Identifier: MIT */
#include "database/gate.h"

#include "base/escape.h"
#include "base/vec.h"
#include "database/gate_scope.h"

const char *const gate_check_names[GATE_CHECK_COUNT] = {
	[GATE_PENDING] = "pending",
	[GATE_OUT_OF_ORDER] = "out-of-order",
	[GATE_FAILED] = "failed",
	[GATE_EDITED] = "edited",
	[GATE_ORPHAN] = "orphan",
	[GATE_MISMATCH] = "mismatch",
	[GATE_DUPLICATE] = "duplicate",
	[GATE_MAX_EXEC] = "max-exec",
	[GATE_REPLAY] = "replay",
	[GATE_ROLLBACK] = "rollback",
	[GATE_SCHEMA] = "schema",
	[GATE_SCHEMA_HASH] = "hash",
};

bool gate_reads_ledger(enum gate_mode mode)
{
	return mode != GATE_RELAXED && mode != GATE_HASH;
}

/* What a state fails; message NULL: it is as it should be. */
static const struct {
	enum gate_check check;
	const char *message;
} failing[LEDGER_STATE_COUNT] = {
	[LEDGER_PENDING] = {GATE_PENDING, "is not applied"},
	[LEDGER_ROLLED_BACK] = {GATE_PENDING, "was rolled back, and is not applied again"},
	[LEDGER_OUT_OF_ORDER] = {GATE_OUT_OF_ORDER, "is not applied"},
	[LEDGER_FAILED] = {GATE_FAILED, "has failed"},
	[LEDGER_EDITED] = {GATE_EDITED, "was edited after it was applied"},
	[LEDGER_ORPHAN] = {GATE_ORPHAN, "is applied, and there is no file of it"},
	[LEDGER_MISMATCH] = {GATE_MISMATCH, "is applied under another version"},
	[LEDGER_DUPLICATE] = {GATE_DUPLICATE, "has the version of another file"},
};

static const char *shown(const struct gate *gate, struct str text)
{
	return escape_text(gate->arena, text, false).ptr;
}

/* Its path; of what is but a row, version and name, which may hold the version. */
static const char *called(const struct gate *gate, const struct ledger_item *item)
{
	if (item->file)
		return shown(gate, item->file->path);
	if (!item->name.len)
		return shown(gate, item->version);
	if (str_starts(item->name, item->version))
		return shown(gate, item->name);
	return str_format(gate->arena, "%s (%s)", shown(gate, item->version), shown(gate, item->name))
		.ptr;
}

void gate_fail(struct gate *gate, enum gate_check check, struct str version, struct str path,
	struct str message)
{
	*vec_push(gate->arena, &gate->failures) = (struct gate_failure){check, version, path, message};
}

static bool is_awaited(const struct gate *gate, const struct ledger_item *item)
{
	return item->file && str_list_contains(&gate->options->awaited, item->file->path);
}

static void judge_item(struct gate *gate, const struct ledger_item *item)
{
	enum gate_check check = failing[item->state].check;
	struct text message = {.arena = gate->arena};

	if (!failing[item->state].message)
		return;
	/* it is not applied, whether anybody asks for the order or not */
	if (check == GATE_OUT_OF_ORDER && !gate->options->checks[check])
		check = GATE_PENDING;
	if (!gate->options->checks[check])
		return;
	if (check == GATE_PENDING && is_awaited(gate, item)) {
		gate->awaited++;
		return;
	}
	text_addf(&message, "%s %s", called(gate, item), failing[item->state].message);
	if (item->reason.ptr)
		text_addf(&message, ": %s", shown(gate, item->reason));
	gate_fail(gate, check, item->version, item->file ? item->file->path : (struct str){NULL, 0},
		text_str(&message));
}

/* What a manifest requires is applied if there is a row of it: nothing else is asked of a row that
 * has no file. */
static bool is_asked(
	const struct gate *gate, const struct gate_scope *scopes, const struct ledger_item *item)
{
	for (size_t i = 0; i < gate->ledger->sets.count; i++)
		if (gate_scope_holds(&scopes[i], gate->ledger, item))
			return scopes[i].mode != GATE_MANIFEST || item->state != LEDGER_ORPHAN;
	return false;
}

static void judge_items(struct gate *gate, const struct gate_scope *scopes)
{
	for (size_t i = gate->ledger->items.count; i > 0; i--) {
		const struct ledger_item *item = &gate->ledger->items.items[i - 1];

		if (!is_asked(gate, scopes, item))
			continue;
		gate->asked++;
		judge_item(gate, item);
	}
}

/* Required, and nowhere. */
static void judge_missing(struct gate *gate, const struct gate_scope *scope)
{
	struct str_list missing = gate_scope_missing(scope, gate->ledger);
	struct str manifest = scope->set->set->spec->manifest;

	gate->asked += missing.count;
	for (size_t i = 0; i < missing.count && gate->options->checks[GATE_PENDING]; i++)
		gate_fail(gate, GATE_PENDING, missing.items[i], manifest,
			str_format(gate->arena, "%s, which %s requires, is not applied, and there is no file",
				shown(gate, missing.items[i]), shown(gate, manifest)));
}

/* The migration that each row of a table counts for; NULL where another table's row does. */
static const struct ledger_item **items_of_rows(
	const struct ledger *ledger, const struct history *history)
{
	const struct ledger_item **items = arena_array(
		ledger->arena, const struct ledger_item *, history->rows.count + 1);

	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		if (item->row && item->history == history)
			items[item->row - history->rows.items] = item;
	}
	return items;
}

static bool version_is_asked(
	const struct gate *gate, const struct gate_scope *scopes, size_t place, struct str version)
{
	for (size_t i = 0; i < gate->ledger->sets.count; i++)
		for (size_t j = 0; j < scopes[i].set->histories.count; j++)
			if (scopes[i].set->histories.items[j] == place &&
				gate_scope_holds_version(&scopes[i], version))
				return true;
	return false;
}

static void judge_row(struct gate *gate, const struct history *history,
	const struct history_row *row, const struct ledger_item *item)
{
	int64_t took = row->milliseconds, limit = gate->options->max_milliseconds;

	if (took <= limit)
		return;
	gate_fail(gate, GATE_MAX_EXEC, item ? item->version : gate_row_version(history, row),
		item && item->file ? item->file->path : (struct str){NULL, 0},
		str_format(gate->arena, "%s took %lld.%03lld s, more than %lld.%03lld s",
			item ? called(gate, item) : shown(gate, row->version), (long long)took / 1000,
			(long long)took % 1000, (long long)limit / 1000, (long long)limit % 1000));
}

/* The rows of a table that keeps how long migrations took. */
static void judge_rows(struct gate *gate, const struct gate_scope *scopes, size_t place)
{
	const struct history *history = &gate->ledger->histories.items[place];
	const struct ledger_item **items = items_of_rows(gate->ledger, history);
	size_t unknown = 0;

	for (size_t i = 0; i < history->rows.count; i++) {
		const struct history_row *row = &history->rows.items[i];

		if (!version_is_asked(
				gate, scopes, place, items[i] ? items[i]->version : gate_row_version(history, row)))
			continue;
		unknown += row->milliseconds < 0;
		judge_row(gate, history, row, items[i]);
	}
	if (unknown)
		str_list_add(gate->arena, &gate->notes,
			str_format(gate->arena, "%s does not say of %zu migration%s how long it took",
				shown(gate, history->table), unknown, unknown == 1 ? "" : "s"));
}

/* How long migrations took, as far as their tables keep it. */
static int judge_durations(struct gate *gate, const struct gate_scope *scopes, struct error *reterr)
{
	const struct ledger *ledger = gate->ledger;
	bool is_kept = false;

	for (size_t i = 0; i < ledger->histories.count; i++) {
		const struct history *history = &ledger->histories.items[i];

		if (history->adapter->duration == DURATION_NONE ||
			(history->exists && !history->columns[HISTORY_DURATION].ptr)) {
			str_list_add(gate->arena, &gate->notes,
				str_format(gate->arena, "%s does not keep how long a migration took",
					shown(gate, history->table)));
			continue;
		}
		is_kept = true;
		judge_rows(gate, scopes, i);
	}
	return is_kept ? 0 : error_set(reterr, "max-exec: %s", gate->notes.items[0].ptr);
}

int gate_judge(struct gate *ret, const struct ledger *ledger, const struct gate_options *options,
	struct error *reterr)
{
	struct gate gate = {.arena = ledger->arena, .ledger = ledger, .options = options};
	struct gate_scope *scopes = arena_array(
		ledger->arena, struct gate_scope, ledger->sets.count + 1);

	for (size_t i = 0; i < ledger->sets.count; i++)
		if (gate_scope_read(&scopes[i], ledger, &ledger->sets.items[i], options, reterr))
			return -1;
	for (size_t i = 0; i < ledger->sets.count; i++)
		judge_missing(&gate, &scopes[i]);
	judge_items(&gate, scopes);
	if (options->checks[GATE_MAX_EXEC] && judge_durations(&gate, scopes, reterr))
		return -1;
	*ret = gate;
	return 0;
}
