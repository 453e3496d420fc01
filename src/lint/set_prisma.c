/* SPDX-License-Identifier: MIT */
#include "lint/set_prisma.h"

#include "base/escape.h"
#include "base/vec.h"
#include "migration/snapshot.h"

static bool is_prisma(struct str path)
{
	return str_ends(path, STR(".prisma"));
}

/* Another file with a datasource is a schema of its own. */
static bool is_own_schema(struct arena *arena, const struct prisma_file *file)
{
	struct prisma_schema alone = {.provider = {NULL, 0}};

	prisma_schema_read(&alone, arena, file);
	return alone.provider.ptr != NULL;
}

static int add_file(struct prisma_schema *schema, const struct change_set *changes,
	const struct tree *tree, const struct entry *entry, struct str snapshot, struct error *reterr)
{
	struct prisma_file *file = arena_new(changes->arena, struct prisma_file);

	file->path = entry->path;
	if (tree_content(tree, entry, &file->content, reterr))
		return -1;
	if (str_equal(file->path, snapshot) || !is_own_schema(changes->arena, file))
		prisma_schema_read(schema, changes->arena, file);
	return 0;
}

/* The schema in one tree; `ret_exists`: false if the snapshot is not there. */
static int read_schema(struct prisma_schema *ret, bool *ret_exists,
	const struct change_set *changes, const struct tree *tree, struct str snapshot,
	struct error *reterr)
{
	struct scope scope = {.keep = is_prisma};
	struct prisma_schema schema = {.provider = {NULL, 0}};
	struct str folder = snapshot_folder(snapshot);
	struct entries entries;

	*ret_exists = false;
	scope_add_file(changes->arena, &scope, snapshot);
	if (folder.ptr)
		scope_add_folder(changes->arena, &scope, folder);
	scope_finish(&scope);
	if (tree_entries(tree, &scope, &entries, reterr))
		return -1;
	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.items[i];

		if ((entry->mode & MODE_TYPE) != (MODE_FILE & MODE_TYPE))
			continue;
		*ret_exists |= str_equal(entry->path, snapshot);
		if (add_file(&schema, changes, tree, entry, snapshot, reterr))
			return -1;
	}
	*ret = schema;
	return 0;
}

/* Keeps the breaks that are also breaks of what another tree has: who has taken something away
 * before has said so then. */
static int keep_breaks_of(struct set_prisma *prisma, const struct change_set *changes,
	const struct tree *tree, struct str snapshot, struct error *reterr)
{
	struct prisma_schema schema;
	struct prisma_breaks breaks;
	size_t kept = 0;
	bool exists;

	if (!prisma->breaks.count)
		return 0;
	if (read_schema(&schema, &exists, changes, tree, snapshot, reterr))
		return -1;
	if (!exists || schema.mistake.ptr)
		return 0;
	breaks = prisma_compare(changes->arena, &schema, &prisma->head);
	for (size_t i = 0; i < prisma->breaks.count; i++)
		for (size_t j = 0; j < breaks.count; j++)
			if (prisma_break_equal(&prisma->breaks.items[i], &breaks.items[j])) {
				prisma->breaks.items[kept++] = prisma->breaks.items[i];
				break;
			}
	prisma->breaks.count = kept;
	return 0;
}

/* Compares with what is merged on one branch. */
static int compare(struct set_prisma *prisma, bool exists, const struct change_set *changes,
	const struct protected_branch *branch, struct str snapshot, struct error *reterr)
{
	struct prisma_schema *merged = arena_new(changes->arena, struct prisma_schema);
	bool is_merged;

	if (read_schema(merged, &is_merged, changes, branch->base, snapshot, reterr) ||
		(!is_merged && read_schema(merged, &is_merged, changes, branch->tip, snapshot, reterr)))
		return -1;
	if (!is_merged)
		return 0;
	prisma->is_gone = !exists;
	if (merged->mistake.ptr)
		prisma->unreadable = str_format(changes->arena, "%s:%u: %.*s",
			escape_text(changes->arena, merged->mistake_file->path, false).ptr,
			position_at(merged->mistake_file->content, merged->mistake_from).line,
			STR_ARG(merged->mistake));
	if (!exists || merged->mistake.ptr || prisma->head.mistake.ptr)
		return 0;
	prisma->breaks = prisma_compare(changes->arena, merged, &prisma->head);
	if (keep_breaks_of(prisma, changes, branch->tip, snapshot, reterr))
		return -1;
	/* where every file is judged, what was committed is as well */
	if (!changes->whole && keep_breaks_of(prisma, changes, changes->parent, snapshot, reterr))
		return -1;
	for (size_t i = 0; i < changes->other_parents.count; i++)
		if (keep_breaks_of(prisma, changes, changes->other_parents.items[i], snapshot, reterr))
			return -1;
	return 0;
}

int set_prisma_read(struct set_prisma *ret, const struct change_set *changes,
	const struct migration_set *set, struct error *reterr)
{
	struct set_prisma prisma = {.is_judged = is_prisma(set->snapshot) && !changes->only_named &&
			(changes->whole || (set->snapshot_change && set->snapshot_change->by_author))};
	bool exists = false;

	if (prisma.is_judged &&
		read_schema(&prisma.head, &exists, changes, changes->head, set->snapshot, reterr))
		return -1;
	for (size_t i = 0; prisma.is_judged && i < changes->protected.count; i++)
		if (!prisma.breaks.count && !prisma.is_gone && !prisma.unreadable.ptr &&
			compare(&prisma, exists, changes, &changes->protected.items[i], set->snapshot, reterr))
			return -1;
	*ret = prisma;
	return 0;
}
