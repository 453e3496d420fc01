/* SPDX-License-Identifier: MIT */
#include "migration/snapshot.h"

static const struct change *find_change(const struct changes *changes, struct str path)
{
	for (size_t i = 0; i < changes->count; i++)
		if (str_equal(changes->items[i].path, path))
			return &changes->items[i];
	return NULL;
}

static bool is_regular(const struct entry *entry)
{
	return (entry->mode & MODE_TYPE) == (MODE_FILE & MODE_TYPE);
}

/* True if there is a new text: other line ends say nothing of the schema. */
static int has_new_text(
	const struct change_set *source, const struct change *change, bool *ret, struct error *reterr)
{
	struct str before, after;

	*ret = change->after && !entry_same_content(change->before, change->after);
	if (!*ret || !change->before || !is_regular(change->before) || !is_regular(change->after))
		return 0;
	if (tree_content(source->parent, change->before, &before, reterr) ||
		tree_content(source->head, change->after, &after, reterr))
		return -1;
	*ret = !str_equal(str_with_lf(source->arena, before), str_with_lf(source->arena, after));
	return 0;
}

int snapshot_in_tree(
	const struct set_spec *spec, const struct tree *tree, struct str *ret, struct error *reterr)
{
	*ret = (struct str){NULL, 0};
	for (size_t i = 0; i < spec->snapshots.count && !ret->ptr; i++) {
		struct entry entry = {.mode = 0};

		if (!spec->snapshot_is_configured &&
			tree_entry(tree, spec->snapshots.items[i], &entry, reterr))
			return -1;
		if (spec->snapshot_is_configured || entry.mode)
			*ret = spec->snapshots.items[i];
	}
	return 0;
}

int snapshot_find(struct migration_set *set, const struct change_set *source,
	const struct changes *changes, const struct entries *head, const struct entries *parent,
	struct error *reterr)
{
	for (size_t i = 0; i < set->spec->snapshots.count && !set->snapshot.ptr; i++) {
		struct str path = set->spec->snapshots.items[i];

		if (set->spec->snapshot_is_configured || entries_find(head, path) ||
			entries_find(parent, path))
			set->snapshot = path;
	}
	if (!set->snapshot.ptr)
		return 0;
	set->snapshot_change = find_change(changes, set->snapshot);
	return set->snapshot_change
		? has_new_text(source, set->snapshot_change, &set->snapshot_is_updated, reterr)
		: 0;
}
