/* SPDX-License-Identifier: MIT */
#include "command/status_report.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "report/formats.h"

/* Migrations that take longer are worth a look, or an alert (seed 3, lines 417 and 430). */
enum { SLOW = 5000, VERY_SLOW = 30000 };

/* A line's first word that begins with "::" would be a command to GitHub's logs. */
static struct str text_of(struct arena *arena, struct str text)
{
	struct str shown = escape_text(arena, text.ptr ? text : STR("-"), false);
	size_t begin = 0;

	while (begin < shown.len && shown.ptr[begin] == ' ')
		begin++;
	if (!str_starts(str_slice(shown, begin, shown.len), STR("::")))
		return shown;
	return str_format(arena, "\\x3A%.*s", STR_ARG(str_slice(shown, begin + 1, shown.len)));
}

/* What a history is called in JSON: its kind, or the table of one that the policy describes. */
static struct str source_name(const struct history *history)
{
	if (history->source.len)
		return history->source;
	return *history->adapter->title ? str_from(history->adapter->name) : history->table;
}

/* When it was applied; a table without such a column leaves the date in its version. */
static bool moment_of(const struct ledger_item *item, struct arena *arena, struct datetime *ret)
{
	struct text digits = {.arena = arena};
	struct str text;

	if (!item->row)
		return false;
	if (!item->history->columns[HISTORY_APPLIED_AT].ptr)
		return item->set && item->version.ptr &&
			version_date(item->set->spec->version_kind, item->version, ret) &&
			!datetime_mistake(ret);
	text = item->row->applied_at;
	for (size_t i = 0; i < text.len; i++)
		if (is_digit(text.ptr[i]))
			text_add_byte(&digits, text.ptr[i]);
	return digits.len == 14 && datetime_parse(text_str(&digits), ret) && !datetime_mistake(ret);
}

static bool is_shown(const struct status_report *report, const struct ledger_item *item)
{
	struct datetime when;

	if (!report->states[item->state])
		return false;
	return report->since == INT64_MIN ||
		(moment_of(item, report->database->ledger.arena, &when) &&
			datetime_seconds(&when) >= report->since);
}

struct shown status_shown(const struct status_report *report)
{
	const struct ledger *ledger = &report->database->ledger;
	struct shown shown = {.report = report,
		.items = arena_array(ledger->arena, const struct ledger_item *, ledger->items.count + 1)};

	for (size_t i = 0; i < ledger->items.count; i++)
		if (is_shown(report, &ledger->items.items[i]))
			shown.items[shown.count++] = &ledger->items.items[i];
	return shown;
}

struct source_count {
	size_t applied, failed;
};

/* Rows; of a table that keeps the last version alone, the migrations that it covers. */
static struct source_count count_source(const struct ledger *ledger, const struct history *history)
{
	struct source_count count = {0};

	for (size_t i = 0; history->adapter->key != KEY_LATEST && i < history->rows.count; i++) {
		enum history_state state = history->rows.items[i].state;

		count.applied += state == ROW_APPLIED || state == ROW_BASELINE;
		count.failed += state == ROW_FAILED;
	}
	for (size_t i = 0; history->adapter->key == KEY_LATEST && i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		count.applied += item->history == history && item->state == LEDGER_APPLIED;
		count.failed += item->history == history && item->state == LEDGER_FAILED;
	}
	return count;
}

/* True if it is the table that the runner of the set keeps. */
static bool is_first_of(const struct ledger_set *set, size_t place)
{
	return set->histories.count && set->histories.items[0] == place;
}

/* What is left for runners to do that keep this table; false if there is no such runner. */
static bool count_pending(const struct ledger *ledger, size_t place, size_t *ret)
{
	bool is_first = false;

	*ret = 0;
	for (size_t i = 0; i < ledger->sets.count; i++)
		is_first |= is_first_of(&ledger->sets.items[i], place);
	for (size_t i = 0; is_first && i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		*ret += item->file && ledger_states[item->state].is_pending &&
			is_first_of(ledger_set_of(ledger, item->set), place);
	}
	return is_first;
}

struct str status_summary(struct arena *arena, const struct ledger *ledger)
{
	struct text text = {.arena = arena};
	size_t pending;

	/* the runner's own comes last */
	for (size_t i = ledger->histories.count; i > 0; i--) {
		const struct history *history = &ledger->histories.items[i - 1];
		struct source_count count = count_source(ledger, history);

		text_addf(&text, "%s%s: %zu applied", text.len ? " " : "",
			text_of(arena, history->title).ptr, count.applied);
		if (count_pending(ledger, i - 1, &pending))
			text_addf(&text, ", %zu pending, %zu failed", pending, count.failed);
		else if (count.failed)
			text_addf(&text, ", %zu failed", count.failed);
		text_add_byte(&text, '.');
	}
	return text_str(&text);
}

static const char *color_of(enum ledger_state state)
{
	return ledger_states[state].is_wrong  ? "\x1b[31m"
		: ledger_states[state].is_pending ? "\x1b[33m"
										  : "\x1b[32m";
}

static struct str shown_name(struct arena *arena, const struct ledger_item *item)
{
	return text_of(arena, item->file ? item->file->name.file : item->name);
}

static void write_details(FILE *out, struct arena *arena, const struct ledger_item *item)
{
	const struct history_row *row = item->row;

	if (!row)
		return;
	fprintf(out, "    %s", escape_text(arena, item->history->table, false).ptr);
	if (row->applied_at.ptr)
		fprintf(out, ", %s", escape_text(arena, row->applied_at, false).ptr);
	if (row->applied_by.len)
		fprintf(out, ", by %s", escape_text(arena, row->applied_by, false).ptr);
	if (row->milliseconds >= 0)
		fprintf(out, ", took %lld.%03lld s%s", (long long)row->milliseconds / 1000,
			(long long)row->milliseconds % 1000,
			row->milliseconds > VERY_SLOW  ? " (more than 30 s)"
				: row->milliseconds > SLOW ? " (more than 5 s)"
										   : "");
	fputc('\n', out);
}

static void write_head(FILE *out, const struct status_report *report)
{
	const struct database_check *database = report->database;
	const struct ledger *ledger = &database->ledger;
	struct arena *arena = ledger->arena;

	if (database->target.environment.ptr)
		fprintf(out, "Environment: %s (%s)\n",
			escape_text(arena, database->target.environment, false).ptr,
			text_of(arena, database->target.origin).ptr);
	fprintf(out, "Database:    %s\n", database->place.ptr);
	for (size_t i = 0; i < ledger->histories.count; i++)
		/* a part of a view has the table of the part before */
		if (!i || !ledger->histories.items[i].source.ptr ||
			!str_equal(ledger->histories.items[i].table, ledger->histories.items[i - 1].table))
			fprintf(out, "%s %s%s\n", i ? "            " : "History:    ",
				escape_text(arena, ledger->histories.items[i].table, false).ptr,
				ledger->histories.items[i].exists ? "" : " (there is no such table)");
	fprintf(out, "Local:       %zu migration%s in", ledger->local_count,
		ledger->local_count == 1 ? "" : "s");
	for (size_t i = 0; i < ledger->sets.count; i++)
		fprintf(out, "%s %s", i ? "," : "",
			escape_text(arena, ledger->sets.items[i].set->spec->path, false).ptr);
	fprintf(out, "\n\n");
}

/* What is wider stands out of its column. */
enum { WIDEST_VERSION = 40, WIDEST_NAME = 80 };

/* A line of the table. */
struct line {
	struct str version, name;
	int version_width, name_width;
};

static struct line line_of(struct arena *arena, const struct ledger_item *item)
{
	struct line line = {.version = text_of(arena, item->version), .name = shown_name(arena, item)};

	line.version_width = (int)utf8_width(line.version);
	line.name_width = (int)utf8_width(line.name);
	return line;
}

static int wider(int column, int width, int widest)
{
	return width > column && width <= widest ? width : column;
}

static int blanks_behind(int width, int column)
{
	return column > width ? column - width : 0;
}

static void write_item(FILE *out, struct arena *arena, const struct status_report *report,
	const struct ledger_item *item)
{
	fprintf(out, "%s%s%s%s%s\n", report->colored ? color_of(item->state) : "",
		ledger_states[item->state].title, report->colored ? "\x1b[0m" : "",
		item->reason.ptr ? "  " : "",
		item->reason.ptr ? escape_text(arena, item->reason, false).ptr : "");
	if (report->is_long)
		write_details(out, arena, item);
}

void status_write_text(FILE *out, const struct status_report *report)
{
	struct arena *arena = report->database->ledger.arena;
	struct shown shown = status_shown(report);
	struct line *lines = arena_array(arena, struct line, shown.count + 1);
	int version = 7, name = 4;

	write_head(out, report);
	for (size_t i = 0; i < shown.count; i++) {
		lines[i] = line_of(arena, shown.items[i]);
		version = wider(version, lines[i].version_width, WIDEST_VERSION);
		name = wider(name, lines[i].name_width, WIDEST_NAME);
	}
	if (shown.count)
		fprintf(out, "%-*s  %-*s  STATUS\n", version, "VERSION", name, "NAME");
	for (size_t i = 0; i < shown.count; i++) {
		fprintf(out, "%s%*s  %s%*s  ", lines[i].version.ptr,
			blanks_behind(lines[i].version_width, version), "", lines[i].name.ptr,
			blanks_behind(lines[i].name_width, name), "");
		write_item(out, arena, report, shown.items[i]);
	}
	if (shown.count)
		fputc('\n', out);
	fprintf(out, "%s\n", status_summary(arena, &report->database->ledger).ptr);
	if (report->has_remedies)
		status_write_remedies(out, &report->database->ledger, &report->database->target);
}

void status_write_paths(FILE *out, const struct status_report *report)
{
	struct shown shown = status_shown(report);

	for (size_t i = shown.count; i > 0; i--) {
		const struct migration_file *file = shown.items[i - 1]->file;

		if (!file)
			continue;
		fwrite(file->path.ptr, 1, file->path.len, out);
		fputc('\n', out);
	}
}

static void write_migration(struct json_members *members, size_t number, void *context)
{
	const struct shown *shown = context;
	const struct ledger_item *item = shown->items[number];

	json_write_string(members, "version", item->version);
	json_write_string(members, "name", item->name);
	json_write_path(members, "path", item->file ? item->file->path : (struct str){NULL, 0});
	json_write_string(members, "state", str_from(ledger_states[item->state].name));
	json_write_string(
		members, "source", item->history ? source_name(item->history) : (struct str){NULL, 0});
	json_write_string(
		members, "applied_at", item->row ? item->row->applied_at : (struct str){NULL, 0});
	json_write_string(members, "reason", item->reason);
}

void status_write_json(FILE *out, const struct status_report *report)
{
	const struct ledger *ledger = &report->database->ledger;
	_cleanup_(json_free) struct json *root = report_json_envelope("status");
	struct json *sources = json_add_array(root, "sources");
	struct shown shown = status_shown(report);

	json_add_number(root, "local_count", (int64_t)ledger->local_count);
	json_add_number(root, "pending_count", (int64_t)ledger->pending_count);
	for (size_t i = 0; i < ledger->histories.count; i++) {
		struct source_count count = count_source(ledger, &ledger->histories.items[i]);
		struct json *source = json_append_object(sources);

		json_add_string(source, "name", source_name(&ledger->histories.items[i]));
		json_add_string(source, "table", ledger->histories.items[i].table);
		json_add_number(source, "applied", (int64_t)count.applied);
		json_add_number(source, "failed", (int64_t)count.failed);
	}
	json_write_list(out, root, "migrations", shown.count, write_migration, &shown);
}
