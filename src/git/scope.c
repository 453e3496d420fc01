/* SPDX-License-Identifier: MIT */
#include "git/scope.h"

#include "base/sort.h"
#include "base/vec.h"

void scope_add_folder(struct arena *arena, struct scope *scope, struct str folder)
{
	struct scope_item *item = vec_push(arena, scope);

	item->is_folder = true;
	item->path = folder.len ? str_format(arena, "%.*s/", STR_ARG(folder)) : STR("");
}

void scope_add_file(struct arena *arena, struct scope *scope, struct str path)
{
	vec_push(arena, scope)->path = path;
}

static int compare_items(const void *a, const void *b)
{
	return str_compare(((const struct scope_item *)a)->path, ((const struct scope_item *)b)->path);
}

void scope_finish(struct scope *scope)
{
	size_t kept = 0;

	sort(scope->items, scope->count, sizeof *scope->items, compare_items);
	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_item *last = kept ? &scope->items[kept - 1] : NULL;

		/* A prefix sorts before all that it covers. */
		if (last &&
			(scope_item_holds(last, scope->items[i].path) ||
				str_equal(last->path, scope->items[i].path)))
			continue;
		scope->items[kept++] = scope->items[i];
	}
	scope->count = kept;
}

bool scope_item_holds(const struct scope_item *item, struct str path)
{
	return item->is_folder ? str_starts(path, item->path) : str_equal(path, item->path);
}

bool scope_holds(const struct scope *scope, struct str path)
{
	for (size_t i = 0; i < scope->count; i++)
		if (scope_item_holds(&scope->items[i], path))
			return !scope->items[i].is_folder || !scope->keep || scope->keep(path);
	return false;
}
