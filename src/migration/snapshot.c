/* SPDX-License-Identifier: MIT */
#include "migration/snapshot.h"

struct str snapshot_folder(struct str snapshot)
{
	struct str folder = str_dirname(snapshot);

	return str_ends(snapshot, STR(".prisma")) && folder.len ? folder : (struct str){NULL, 0};
}

bool snapshot_holds(struct str snapshot, struct str path)
{
	struct str folder = snapshot_folder(snapshot);

	return str_equal(path, snapshot) ||
		(folder.ptr && str_ends(path, STR(".prisma")) && str_within(path, folder));
}

const struct migration_set *snapshot_owner(const struct migration_sets *sets, struct str snapshot)
{
	for (size_t i = 0; i < sets->count; i++)
		if (str_equal(sets->items[i].snapshot, snapshot))
			return &sets->items[i];
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

/* The author's change stands for those of others, the one of the snapshot itself for those of its
 * parts. That a part goes is also an update. */
static int add_change(struct migration_set *set, const struct change_set *source,
	const struct change *change, struct error *reterr)
{
	bool is_itself = str_equal(change->path, set->snapshot), is_new;
	const struct change *other = set->snapshot_change;

	if (has_new_text(source, change, &is_new, reterr))
		return -1;
	if (!other || change->by_author > other->by_author ||
		(change->by_author == other->by_author && is_itself))
		set->snapshot_change = change;
	set->snapshot_is_updated |= is_new || (!is_itself && !change->after);
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
	for (size_t i = 0; i < changes->count; i++)
		if (snapshot_holds(set->snapshot, changes->items[i].path) &&
			add_change(set, source, &changes->items[i], reterr))
			return -1;
	return 0;
}
