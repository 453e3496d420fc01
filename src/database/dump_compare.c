/* SPDX-License-Identifier: MIT */
#include "database/dump_compare.h"

#include "base/sort.h"
#include "base/vec.h"
#include "database/dump_side.h"

const char *const drift_changes[DRIFT_CHANGE_COUNT] = {
	[DRIFT_ADDED] = "added",
	[DRIFT_REMOVED] = "removed",
	[DRIFT_CHANGED] = "changed",
	[DRIFT_ORDER_ONLY] = "order-only",
	[DRIFT_COMMENT_ONLY] = "comment-only",
};

struct comparing {
	struct arena *arena;
	struct dump_side left, right;
	struct drift_objects found;
};

/* What the entry is told with: the topmost of what it belongs to that the other side has not; the
 * entry itself where that is none. */
static const struct dump_entry *told_with(
	const struct dump_side *side, const struct dump_side *other, const struct dump_entry *entry)
{
	const struct dump_entry *top = entry, *owner = entry;

	/* a comment is on a column, a column in a table: no chain is longer than this */
	for (size_t i = 0; i < 4; i++) {
		owner = dump_side_owner(side, owner);
		if (!owner)
			break;
		if (!dump_side_same(other, owner))
			top = owner;
	}
	return top;
}

static int by_sequence(const void *left, const void *right)
{
	const struct dump_entry *const *a = left, *const *b = right;

	return ((*a)->sequence > (*b)->sequence) - ((*a)->sequence < (*b)->sequence);
}

/* The texts of all that is told with each entry that the other side has not: its own, then what
 * belongs to it, in the order of the dump. */
static struct str *texts_of(
	struct comparing *comparing, const struct dump_side *side, const struct dump_side *other)
{
	struct arena *arena = comparing->arena;
	struct text *texts = arena_array(arena, struct text, side->count + 1);
	struct str *strings = arena_array(arena, struct str, side->count + 1);
	const struct dump_entry **entries = arena_array(
		arena, const struct dump_entry *, side->count + 1);

	for (size_t i = 0; i < side->count; i++) {
		entries[i] = &side->items[i];
		texts[i] = (struct text){.arena = arena};
		if (told_with(side, other, entries[i]) == entries[i])
			text_add(&texts[i], entries[i]->sql);
	}
	sort(entries, side->count, sizeof *entries, by_sequence);
	for (size_t i = 0; i < side->count; i++) {
		const struct dump_entry *top = told_with(side, other, entries[i]);
		struct text *text = &texts[top - side->items];

		if (top == entries[i] || !entries[i]->statements.len)
			continue;
		text_add(text, text->len ? STR("\n") : STR(""));
		text_add(text, entries[i]->statements);
	}
	for (size_t i = 0; i < side->count; i++)
		strings[i] = text_str(&texts[i]);
	return strings;
}

/* `left` and `right` are texts of the same entry, ptr NULL where a side has it not. */
static void tell(struct comparing *comparing, const struct dump_entry *const entries[2],
	enum drift_change change, struct str left, struct str right)
{
	const struct dump_entry *entry = entries[0] ? entries[0] : entries[1];

	*vec_push(comparing->arena, &comparing->found) = (struct drift_object){
		.kind = entry->kind,
		.name = entry->name,
		.table = entry->table,
		.change = entry->is_comment ? DRIFT_COMMENT_ONLY : change,
		.left_position = entries[0] ? entries[0]->sequence + 1 : 0,
		.right_position = entries[1] ? entries[1]->sequence + 1 : 0,
		.left = left,
		.right = right,
	};
}

/* Tells an entry that one side alone has. */
static void tell_alone(struct comparing *comparing, const struct dump_entry *entry, bool is_left,
	const struct str *texts)
{
	const struct dump_side *side = is_left ? &comparing->left : &comparing->right;
	const struct dump_side *other = is_left ? &comparing->right : &comparing->left;
	const struct str none = {NULL, 0};
	struct str text = texts[entry - side->items];

	if (told_with(side, other, entry) != entry || !text.len)
		return;
	if (is_left)
		tell(comparing, (const struct dump_entry *const[]){entry, NULL}, DRIFT_REMOVED, text, none);
	else
		tell(comparing, (const struct dump_entry *const[]){NULL, entry}, DRIFT_ADDED, none, text);
}

/* The columns that the other side has too. */
static struct str_list common_columns(
	struct arena *arena, const struct dump_entry *table, const struct dump_side *other)
{
	struct str_list common = {0};

	for (size_t i = 0; i < table->columns.count; i++) {
		struct str name = table->columns.items[i];

		if (dump_side_column(other, name))
			str_list_add(arena, &common, name);
	}
	return common;
}

static bool is_order_same(
	struct comparing *comparing, const struct dump_entry *left, const struct dump_entry *right)
{
	struct str_list lists[] = {common_columns(comparing->arena, left, &comparing->right),
		common_columns(comparing->arena, right, &comparing->left)};

	for (size_t i = 0; i < lists[0].count && i < lists[1].count; i++)
		if (!str_equal(lists[0].items[i], lists[1].items[i]))
			return false;
	return true;
}

static void compare_entries(
	struct comparing *comparing, const struct dump_entry *left, const struct dump_entry *right)
{
	const struct dump_entry *const entries[] = {left, right};

	if (!str_equal(left->compared, right->compared))
		tell(comparing, entries, DRIFT_CHANGED, left->sql, right->sql);
	if (!is_order_same(comparing, left, right))
		tell(comparing, entries, DRIFT_ORDER_ONLY, left->sql, right->sql);
}

struct drift_objects dump_compare(
	struct arena *arena, const struct dump_objects *left, const struct dump_objects *right)
{
	struct comparing comparing = {
		.arena = arena, .left = dump_side_read(arena, left), .right = dump_side_read(arena, right)};
	const struct str *lefts = texts_of(&comparing, &comparing.left, &comparing.right);
	const struct str *rights = texts_of(&comparing, &comparing.right, &comparing.left);
	size_t i = 0, j = 0;

	while (i < comparing.left.count || j < comparing.right.count) {
		const struct dump_entry *a = &comparing.left.items[i], *b = &comparing.right.items[j];
		int order = i == comparing.left.count ? 1
			: j == comparing.right.count      ? -1
											  : dump_entry_compare(a, b);

		if (order < 0)
			tell_alone(&comparing, a, /* is_left= */ true, lefts);
		else if (order > 0)
			tell_alone(&comparing, b, /* is_left= */ false, rights);
		else
			compare_entries(&comparing, a, b);
		i += order <= 0;
		j += order >= 0;
	}
	return comparing.found;
}
