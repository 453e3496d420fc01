/* SPDX-License-Identifier: MIT */
#include "database/gate_scope.h"

#include "base/escape.h"
#include "migration/squash.h"

static int read_manifest(
	struct gate_scope *scope, const struct ledger *ledger, struct error *reterr)
{
	const struct set_spec *spec = scope->set->set->spec;
	const char *path = escape_text(ledger->arena, spec->path, false).ptr;
	struct entry entry;
	struct str content;

	if (!spec->manifest.ptr) {
		error_set(reterr, "%s has no manifest", path);
		return error_hint(reterr, ".mighook.yaml: sets: [{path: %s, manifest: FILE}]", path);
	}
	if (tree_entry(ledger->changes->head, spec->manifest, &entry, reterr))
		return -1;
	if (!entry.mode) {
		path = escape_text(ledger->arena, spec->manifest, false).ptr;
		error_set(reterr, "there is no manifest %s", path);
		return error_hint(reterr, "git add %s", path);
	}
	return tree_content(ledger->changes->head, &entry, &content, reterr) ||
			manifest_read(&scope->manifest, ledger->arena, content, spec->manifest, reterr)
		? -1
		: 0;
}

int gate_scope_read(struct gate_scope *ret, const struct ledger *ledger,
	const struct ledger_set *set, const struct gate_options *options, struct error *reterr)
{
	struct gate_scope scope = {.set = set, .mode = options->mode, .since = options->since};

	if ((scope.mode == GATE_MANIFEST || (scope.mode == GATE_SINCE && !scope.since.ptr)) &&
		read_manifest(&scope, ledger, reterr))
		return -1;
	if (scope.mode == GATE_MANIFEST && !scope.manifest.required.count) {
		error_set(reterr, "%s requires no migration",
			escape_text(ledger->arena, set->set->spec->manifest, false).ptr);
		return error_hint(reterr, "list them in it: required_migrations: [VERSION, ...]");
	}
	if (scope.mode == GATE_SINCE && !scope.since.ptr)
		scope.since = scope.manifest.baseline;
	if (scope.mode == GATE_SINCE && !scope.since.ptr) {
		error_set(reterr, "%s names no baseline",
			escape_text(ledger->arena, set->set->spec->manifest, false).ptr);
		return error_hint(reterr, "mighook gate --since VERSION");
	}
	*ret = scope;
	return 0;
}

struct str gate_row_version(const struct history *history, const struct history_row *row)
{
	struct str version = row->version;

	if (history->adapter->key == KEY_NAME && version.len && is_digit(version.ptr[0]))
		return str_slice(version, 0, str_find(version, STR("_"), 0));
	return version;
}

static struct str version_of(const struct ledger_item *item)
{
	return item->file || !item->row ? item->version : gate_row_version(item->history, item->row);
}

/* A row of a table that several sets share is each one's. */
static bool is_of(
	const struct gate_scope *scope, const struct ledger *ledger, const struct ledger_item *item)
{
	if (item->set)
		return item->set == scope->set->set;
	for (size_t i = 0; i < scope->set->histories.count; i++)
		if (&ledger->histories.items[scope->set->histories.items[i]] == item->history)
			return true;
	return false;
}

static enum version_order order_of(const struct gate_scope *scope)
{
	return scope->set->set->spec->runner->order;
}

static bool is_same(const struct gate_scope *scope, struct str a, struct str b)
{
	return a.ptr && b.ptr && !version_compare(order_of(scope), a, b);
}

bool gate_scope_holds_version(const struct gate_scope *scope, struct str version)
{
	switch (scope->mode) {
	case GATE_MANIFEST:
		for (size_t i = 0; i < scope->manifest.required.count; i++)
			if (is_same(scope, scope->manifest.required.items[i], version))
				return true;
		return false;
	case GATE_SINCE:
		/* what has no version runs behind all that have one */
		return !version.ptr || version_compare(order_of(scope), version, scope->since) >= 0;
	default:
		return true;
	}
}

bool gate_scope_holds(
	const struct gate_scope *scope, const struct ledger *ledger, const struct ledger_item *item)
{
	return is_of(scope, ledger, item) && gate_scope_holds_version(scope, version_of(item));
}

static bool is_recorded(const struct ledger_item *item)
{
	return item->row && item->state != LEDGER_FAILED && !ledger_states[item->state].is_pending;
}

/* True if the database has the baseline of a squash, and none of what it replaced: one that keeps
 * part of the old history must have all of it. */
static bool is_squashed(const struct gate_scope *scope, const struct ledger *ledger,
	struct str baseline, const struct version_ranges *replaced)
{
	bool found = false;

	for (size_t i = 0; i < ledger->items.count; i++) {
		const struct ledger_item *item = &ledger->items.items[i];

		if (!is_recorded(item) || !is_of(scope, ledger, item))
			continue;
		if (is_same(scope, version_of(item), baseline))
			found = true;
		else if (version_of(item).ptr &&
			version_ranges_hold(replaced, order_of(scope), version_of(item)))
			return false;
	}
	return found;
}

static bool is_replaced(
	const struct gate_scope *scope, const struct ledger *ledger, struct str version)
{
	enum version_order order = order_of(scope);

	for (size_t i = 0; i < scope->manifest.points.count; i++) {
		const struct squash_point *point = &scope->manifest.points.items[i];

		if (version_ranges_hold(&point->replaces, order, version) &&
			is_squashed(scope, ledger, point->version, &point->replaces))
			return true;
	}
	for (size_t i = 0; i < scope->set->set->squashes.count; i++) {
		const struct squash *squash = &scope->set->set->squashes.items[i];

		if (squash->file->is_squash &&
			version_ranges_hold(&squash->marker.replaces, order, version) &&
			is_squashed(scope, ledger, squash->file->name.version, &squash->marker.replaces))
			return true;
	}
	return false;
}

static bool is_known(
	const struct gate_scope *scope, const struct ledger *ledger, struct str version)
{
	for (size_t i = 0; i < ledger->items.count; i++)
		if (is_of(scope, ledger, &ledger->items.items[i]) &&
			is_same(scope, version_of(&ledger->items.items[i]), version))
			return true;
	return false;
}

struct str_list gate_scope_missing(const struct gate_scope *scope, const struct ledger *ledger)
{
	struct str_list missing = {0};

	for (size_t i = 0; i < scope->manifest.required.count && scope->mode == GATE_MANIFEST; i++) {
		struct str version = scope->manifest.required.items[i];

		if (!is_known(scope, ledger, version) && !is_replaced(scope, ledger, version))
			str_list_add(ledger->arena, &missing, version);
	}
	return missing;
}
