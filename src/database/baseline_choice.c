/* SPDX-License-Identifier: MIT */
#include "database/baseline_choice.h"

#include "base/escape.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "migration/order.h"

static int by_order(const void *left, const void *right)
{
	const struct ledger_item *const *a = left, *const *b = right;

	return migration_order((*a)->set->spec, (*a)->file, (*b)->file);
}

/* Where nothing was applied a baseline file stands for what is before it (Flyway). */
static void leave_replaced(
	struct baseline_choice *choice, const struct migration_set *set, struct arena *arena)
{
	struct ordered_files files = migration_set_in_order(set, arena);
	size_t kept = 0;

	for (size_t i = 0, j = 0; i < choice->count && j < files.count; i++) {
		if (choice->items[i]->file != files.items[j])
			continue;
		choice->items[kept++] = choice->items[i];
		j++;
	}
	choice->count = kept;
}

static struct baseline_choice candidates_of(
	const struct baseline *baseline, const struct mark_target *target)
{
	const struct ledger *ledger = baseline->ledger;
	struct baseline_choice choice = {
		.items = arena_array(baseline->arena, const struct ledger_item *, ledger->items.count + 1),
		.chosen = arena_array(baseline->arena, bool, ledger->items.count + 1),
	};

	for (size_t i = 0; i < ledger->items.count; i++)
		if (ledger->items.items[i].set == target->set && ledger->items.items[i].file)
			choice.items[choice.count++] = &ledger->items.items[i];
	sort(choice.items, choice.count, sizeof *choice.items, by_order);
	if (!target->history->rows.count)
		leave_replaced(&choice, target->set, baseline->arena);
	return choice;
}

/* By its version, its name, or its file's name. */
static bool is_called(const struct ledger_item *item, struct str word)
{
	return str_equal(item->version, word) || str_equal(item->name, word) ||
		str_equal(item->file->name.file, word) ||
		(item->version.ptr && word.len && is_digit(word.ptr[0]) &&
			!version_compare(item->set->spec->runner->order, item->version, word));
}

/* What --upto and --only choose. `found` is told which words were. */
static void choose(
	const struct baseline_options *options, struct baseline_choice *choice, bool *found)
{
	size_t end = options->upto.ptr ? 0 : choice->count;

	for (size_t i = 0; options->upto.ptr && i < choice->count; i++)
		if (is_called(choice->items[i], options->upto))
			end = i + 1;
	found[options->only.count] |= end > 0;
	for (size_t i = 0; i < end; i++) {
		choice->chosen[i] = !options->only.count;
		for (size_t j = 0; j < options->only.count; j++)
			if (is_called(choice->items[i], options->only.items[j]))
				choice->chosen[i] = found[j] = true;
	}
}

static int unknown_migration(
	const struct baseline *baseline, const char *option, struct str word, struct error *reterr)
{
	struct arena *arena = baseline->arena;
	struct str_list names = {0};
	struct str nearest;

	for (size_t i = 0; i < baseline->ledger->items.count; i++) {
		const struct ledger_item *item = &baseline->ledger->items.items[i];

		if (item->file && item->version.ptr)
			str_list_add(arena, &names, item->version);
		if (item->file)
			str_list_add(arena, &names, item->name);
	}
	nearest = nearest_word(arena, word, &names);
	error_set(reterr, "--%s: there is no migration '%s'%s", option,
		escape_text(arena, word, false).ptr,
		baseline->options->upto.ptr && !strcmp(option, "only") ? " up to that of --upto" : "");
	return nearest.ptr
		? error_hint(reterr, "did you mean '%s'?", escape_text(arena, nearest, false).ptr)
		: error_hint(reterr, "mighook status lists them");
}

static int require_found(const struct baseline *baseline, const bool *found, struct error *reterr)
{
	const struct baseline_options *options = baseline->options;

	if (options->upto.ptr && !found[options->only.count])
		return unknown_migration(baseline, "upto", options->upto, reterr);
	for (size_t i = 0; i < options->only.count; i++)
		if (!found[i])
			return unknown_migration(baseline, "only", options->only.items[i], reterr);
	return 0;
}

int baseline_choose(
	struct baseline_choice **ret, const struct baseline *baseline, struct error *reterr)
{
	size_t count = baseline->targets.count;
	struct baseline_choice *choices = arena_array(baseline->arena, struct baseline_choice, count);
	bool *found = arena_array(baseline->arena, bool, baseline->options->only.count + 1);

	for (size_t i = 0; i < count; i++) {
		choices[i] = candidates_of(baseline, &baseline->targets.items[i]);
		choose(baseline->options, &choices[i], found);
	}
	if (require_found(baseline, found, reterr))
		return -1;
	*ret = choices;
	return 0;
}
