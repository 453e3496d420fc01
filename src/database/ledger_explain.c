/* SPDX-License-Identifier: MIT */
#include "database/ledger_explain.h"

#include "base/escape.h"
#include "database/applied_content.h"
#include "migration/section.h"

enum {
	SHORT_ID = 10,
	MOST_READ = 500, /* rows whose statements are counted */
};

static struct str short_id(struct arena *arena, const struct object_id *id)
{
	return object_id_hex(arena, id, SHORT_ID);
}

/* "0123456789 (2025-06-01, add users)" */
static const char *shown_commit(struct arena *arena, const struct file_commit *commit)
{
	return str_format(arena, "%s (%.*s, %.*s)", short_id(arena, &commit->id).ptr,
		STR_ARG(commit->day), STR_ARG(commit->subject))
		.ptr;
}

/* A branch or tag as people call it. */
static struct str short_reference(struct str reference)
{
	static const char *const prefixes[] = {"refs/heads/", "refs/remotes/", "refs/tags/"};

	for (size_t i = 0; i < ARRAY_LENGTH(prefixes); i++)
		if (str_starts(reference, str_from(prefixes[i])))
			return str_slice(reference, str_from(prefixes[i]).len, reference.len);
	return reference;
}

/* A row of several tables, or names, may be traced to several files: the one that the row names,
 * then what an author did before what a merge did. */
static int weight_of(const struct trace *trace, struct arena *arena)
{
	struct name name = name_of(trace->set->spec, arena, trace->event->path);

	return 2 * str_equal(name.description, trace->row->name) + !trace->event->commit->is_merge;
}

static const struct trace *removal_of(
	const struct traces *traces, const struct ledger_item *item, struct arena *arena)
{
	const struct trace *found = NULL;

	for (size_t i = 0; i < traces->count; i++) {
		const struct trace *trace = &traces->items[i];

		if (trace->row == item->row && !trace->is_elsewhere &&
			object_id_is_none(&trace->event->after) &&
			(!found || weight_of(trace, arena) > weight_of(found, arena)))
			found = trace;
	}
	return found;
}

/* True if the commit that the reference leads to has the file. */
static int has_file(const struct ledger *ledger, struct str reference, struct str path, bool *ret,
	struct error *reterr)
{
	struct repository *repository = ledger->changes->repository;
	struct object_id commit;
	struct entry entry;
	struct tree *tree;

	if (repository_commit(repository, reference, &commit, reterr) ||
		tree_of_commit(&tree, repository, ledger->arena, &commit, reterr) ||
		tree_entry(tree, path, &entry, reterr))
		return -1;
	*ret = entry.mode != 0;
	return 0;
}

/* A commit that leads to where the file still is. */
static int holder_of(const struct ledger *ledger, const struct traces *traces,
	const struct ledger_item *item, const struct trace **ret, struct error *reterr)
{
	*ret = NULL;
	for (size_t i = 0; i < traces->count; i++) {
		const struct trace *trace = &traces->items[i];
		bool found;

		if (trace->row != item->row || object_id_is_none(&trace->event->after))
			continue;
		if (has_file(ledger, trace->event->commit->reference, trace->event->path, &found, reterr))
			return -1;
		if (!found)
			continue;
		*ret = trace;
		return 0;
	}
	return 0;
}

static int explain_orphan(struct ledger *ledger, const struct traces *traces,
	struct ledger_item *item, struct error *reterr)
{
	struct arena *arena = ledger->arena;
	const struct trace *removal = removal_of(traces, item, arena), *holder;

	if (holder_of(ledger, traces, item, &holder, reterr))
		return -1;
	if (holder && !holder->is_elsewhere) {
		ledger_explain(ledger, item, "HEAD has it, the index has not: git restore -SW -- %s",
			escape_shell(arena, holder->event->path).ptr);
	} else if (removal && removal->event->commit->is_merge) {
		/* which of its parents had the file is not known */
		ledger_explain(ledger, item, "removed by %s: git show %s >%s",
			shown_commit(arena, removal->event->commit),
			short_id(arena, &removal->event->before).ptr,
			escape_shell(arena, removal->event->path).ptr);
	} else if (removal) {
		ledger_explain(ledger, item, "removed by %s: git restore -s %s^ -- %s",
			shown_commit(arena, removal->event->commit),
			short_id(arena, &removal->event->commit->id).ptr,
			escape_shell(arena, removal->event->path).ptr);
	} else if (holder) {
		ledger_explain(ledger, item, "on %.*s, which is not merged here: %.*s",
			STR_ARG(short_reference(holder->event->commit->reference)),
			STR_ARG(holder->event->path));
	} else {
		ledger_explain(ledger, item, "no commit here has its file%s",
			repository_is_shallow(ledger->changes->repository)
				? ", but the history is cut off: git fetch --unshallow"
				: "");
	}
	return 0;
}

static struct str up_of(const struct ledger_item *item, struct str bytes)
{
	struct sections sections;

	if (!item->set)
		return bytes;
	sections = sections_of(item->set->spec->runner, bytes);
	return str_slice(bytes, sections.up.from, sections.up.to);
}

/* The commit, the newest, that gave the file the content that was applied; NULL if there is none.
 * Where the table keeps nothing to compare with, that is the last one. */
static int applied_of(const struct ledger *ledger, const struct traces *traces,
	const struct ledger_item *item, struct arena *scratch, const struct trace **ret,
	struct str *ret_bytes, struct error *reterr)
{
	*ret = NULL;
	for (size_t i = 0; !*ret && i < traces->count; i++) {
		const struct trace *trace = &traces->items[i];

		if (trace->row != item->row || object_id_is_none(&trace->event->after))
			continue;
		if (repository_object(ledger->changes->repository, &trace->event->after, OBJECT_BLOB,
				scratch, ret_bytes, reterr))
			return -1;
		switch (applied_content(
			item->history->adapter, scratch, item->row, *ret_bytes, up_of(item, *ret_bytes))) {
		case CONTENT_SAME:
		case CONTENT_LINE_ENDS:
		case CONTENT_COMMENTS:
		case CONTENT_UNKNOWN:
			*ret = trace;
			break;
		default:
			break;
		}
	}
	return 0;
}

static int explain_edited(struct ledger *ledger, const struct traces *traces,
	struct ledger_item *item, struct arena *scratch, struct error *reterr)
{
	struct str applied, bytes;
	const struct trace *trace;

	if (applied_of(ledger, traces, item, scratch, &trace, &applied, reterr))
		return -1;
	if (!trace) {
		ledger_explain(ledger, item, "no commit here has that");
		return 0;
	}
	if (tree_content(ledger->changes->head, item->file->head, &bytes, reterr))
		return -1;
	ledger_explain(ledger, item, "%schanged since %s: git diff %s -- %s",
		same_statements(scratch, up_of(item, applied), up_of(item, bytes))
			? "only comments or blanks "
			: "",
		shown_commit(ledger->arena, trace->event->commit),
		short_id(ledger->arena, &trace->event->commit->id).ptr,
		escape_shell(ledger->arena, item->file->path).ptr);
	return 0;
}

/* Statements of orphans: git may not have their files. */
static int read_statements(
	struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	for (size_t i = 0; connection && i < ledger->histories.count; i++) {
		struct history *history = &ledger->histories.items[i];
		bool *wanted = arena_array(ledger->arena, bool, history->rows.count + 1);
		size_t count = 0;

		for (size_t j = 0; j < ledger->items.count; j++) {
			const struct ledger_item *item = &ledger->items.items[j];

			if (item->state == LEDGER_ORPHAN && item->history == history &&
				!item->row->statements.ptr && count++ < MOST_READ)
				wanted[item->row - history->rows.items] = true;
		}
		if (count && history->columns[HISTORY_STATEMENTS].ptr &&
			history_read_statements(history, connection, ledger->arena, wanted, reterr))
			return -1;
	}
	return 0;
}

static void explain_statements(
	struct ledger *ledger, struct ledger_item *item, struct arena *scratch)
{
	size_t count;

	if (!item->row->statements.len)
		return;
	(void)applied_statements(scratch, item->row->statements, &count);
	if (count)
		ledger_explain(ledger, item, "its %zu statement%s %s in the table", count,
			count == 1 ? "" : "s", count == 1 ? "is" : "are");
}

int ledger_explain_by_git(
	struct ledger *ledger, struct connection *connection, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct traces traces;

	if (ledger_trace(ledger, NULL, &traces, reterr) || read_statements(ledger, connection, reterr))
		return -1;
	for (size_t i = 0; i < ledger->items.count; i++) {
		struct ledger_item *item = &ledger->items.items[i];

		arena_reset(&scratch);
		if (item->state == LEDGER_EDITED && item->row &&
			explain_edited(ledger, &traces, item, &scratch, reterr))
			return -1;
		if (item->state != LEDGER_ORPHAN)
			continue;
		if (explain_orphan(ledger, &traces, item, reterr))
			return -1;
		explain_statements(ledger, item, &scratch);
	}
	return 0;
}

static bool is_kept(const struct history_row *row, const struct history_adapter *adapter)
{
	return row->statements.len || row_checksum_kind(adapter, row);
}

int ledger_recover(struct ledger *ledger, const struct ledger_item *item,
	struct connection *connection, struct str *ret, struct str *ret_from, struct error *reterr)
{
	struct history *history = item->history;
	bool *wanted = arena_array(ledger->arena, bool, history->rows.count + 1);
	const struct trace *trace;
	struct traces traces;
	size_t count;

	wanted[item->row - history->rows.items] = true;
	if ((connection && !item->row->statements.ptr &&
			history_read_statements(history, connection, ledger->arena, wanted, reterr)) ||
		ledger_trace(ledger, item->row, &traces, reterr) ||
		applied_of(ledger, &traces, item, ledger->arena, &trace, ret, reterr))
		return -1;
	if (trace) {
		*ret_from = str_format(ledger->arena, "%.*s as of %s%s", STR_ARG(trace->event->path),
			shown_commit(ledger->arena, trace->event->commit),
			is_kept(item->row, history->adapter)
				? ""
				: ", though the table keeps nothing to compare it with");
		return 0;
	}
	*ret = (struct str){NULL, 0};
	if (!item->row->statements.len)
		return 0;
	*ret = applied_statements(ledger->arena, item->row->statements, &count);
	*ret_from = str_format(ledger->arena, "the statements in %.*s", STR_ARG(history->table));
	return 0;
}
