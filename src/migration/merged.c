/* SPDX-License-Identifier: MIT */
#include "migration/merged.h"

/* A file's offence against one branch. */
struct finding {
	enum merged_offence offence;
	const struct entry *merged; /* what was there */
};

/*
 * Deletion counts against the merge base only: what has come to the tip since is not missed.
 * A modification counts against the merge base unless it brings just what the tip has, and against
 * the tip for a path that is new there: the work was merged by a squash.
 */
static struct finding compare(
	const struct entry *head, const struct entry *base, const struct entry *tip)
{
	if (base && !head)
		return (struct finding){MERGED_DELETED, base};
	if (base && !entry_same_content(head, base) && !entry_same_content(head, tip))
		return (struct finding){MERGED_MODIFIED, base};
	if (!base && tip && head && !entry_same_content(head, tip))
		return (struct finding){MERGED_MODIFIED, tip};
	return (struct finding){MERGED_UNTOUCHED, NULL};
}

static bool is_regular(const struct entry *entry)
{
	return (entry->mode & MODE_TYPE) == (MODE_FILE & MODE_TYPE);
}

/* An SQL file, whatever its name: one that no runner finds was merged all the same. */
static bool is_immutable(const struct migration_file *file)
{
	return role_is_up(file->name.role) ||
		(file->name.role != ROLE_SIDE && str_ends(file->path, STR(".sql")));
}

/* Repeatable migrations are made to be changed, but not to vanish. */
static bool is_offence(const struct migration_file *file, enum merged_offence offence)
{
	return offence == MERGED_DELETED ||
		(offence == MERGED_MODIFIED && file->name.role != ROLE_REPEATABLE);
}

/* The author's own change, or under `--all` anything. */
static bool is_asked(const struct change_set *changes, const struct migration_file *file)
{
	if (changes->only_named)
		return file->is_judged;
	return changes->whole || (file->change && file->change->by_author);
}

/* An exact copy elsewhere in the set: the file was renamed. */
static struct str find_copy(const struct migration_set *set, const struct entry *merged)
{
	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (file->head && !file->parent && entry_same_content(file->head, merged))
			return file->path;
	}
	return (struct str){NULL, 0};
}

static int describe(const struct migration_set *set, struct migration_file *file,
	const struct change_set *changes, const struct entry *merged, struct error *reterr)
{
	if (file->offence == MERGED_MODIFIED)
		return is_regular(merged) && is_regular(file->head)
			? tree_content(changes->head, merged, &file->merged_content, reterr)
			: 0;
	file->merged = merged;
	file->moved_to = find_copy(set, merged);
	return 0;
}

int merged_find_offences(struct migration_set *set, const struct change_set *changes,
	const struct merged_trees *merged, struct error *reterr)
{
	for (size_t j = 0; j < merged->count; j++) {
		size_t in_base = 0, in_tip = 0;

		for (size_t i = 0; i < set->files.count; i++) {
			struct migration_file *file = set->files.items[i];

			file->in_base |= entries_next(&merged->items[j].base, &in_base, file->path) != NULL;
			file->in_tip |= entries_next(&merged->items[j].tip, &in_tip, file->path) != NULL;
		}
	}
	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		if (set->spec->immutable == IMMUTABLE_OFF || !is_immutable(file) ||
			!is_asked(changes, file))
			continue;
		for (size_t j = 0; j < merged->count && !file->offence; j++) {
			struct finding finding = compare(file->head,
				entries_find(&merged->items[j].base, file->path),
				entries_find(&merged->items[j].tip, file->path));

			if (!is_offence(file, finding.offence))
				continue;
			file->offence = finding.offence;
			file->branch = merged->items[j].branch;
			if (describe(set, file, changes, finding.merged, reterr))
				return -1;
		}
	}
	return 0;
}
