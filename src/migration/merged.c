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

/* What a squash leaves behind: which versions it took, and where their files are kept. */
struct squash {
	bool is_read, is_marked, has_manifest;
	struct manifest manifest;
	struct entries archive;
};

/* The marker that a squashed baseline carries (requirements S0-14). */
static bool has_marker(const struct scan *scan)
{
	for (size_t i = 0; i < scan->comments.count; i++)
		if (str_starts(scan->comments.items[i].text, STR("SQUASH_BASELINE:")))
			return true;
	return false;
}

static int find_marker(struct migration_set *set, const struct change_set *changes,
	struct squash *squash, struct error *reterr)
{
	for (size_t i = 0; i < set->files.count && !squash->is_marked; i++) {
		const struct migration_file *file = set->files.items[i];
		struct str content;
		struct scan scan;

		/* The marker comes with the deletion, or came in a commit of its own. */
		if (!file->head || !is_regular(file->head) || !role_is_up(file->name.role) || file->in_base)
			continue;
		if (tree_content(changes->head, file->head, &content, reterr))
			return -1;
		scan = scan_sql(changes->arena, content, 0, content.len);
		squash->is_marked = has_marker(&scan);
	}
	return 0;
}

static int read_squash(struct migration_set *set, const struct change_set *changes,
	struct squash *squash, struct error *reterr)
{
	struct scope scope = {0};
	struct entry manifest;
	struct str content;

	if (squash->is_read)
		return 0;
	squash->is_read = true;
	scope_add_folder(changes->arena, &scope, set->spec->archive);
	if (tree_entries(changes->head, &scope, &squash->archive, reterr) ||
		find_marker(set, changes, squash, reterr))
		return -1;
	if (!set->spec->manifest.ptr)
		return 0;
	if (tree_entry(changes->head, set->spec->manifest, &manifest, reterr))
		return -1;
	if (!manifest.mode)
		return 0;
	squash->has_manifest = true;
	return tree_content(changes->head, &manifest, &content, reterr) ||
			manifest_read(&squash->manifest, changes->arena, content, set->spec->manifest, reterr)
		? -1
		: 0;
}

static bool is_replaced(
	const struct migration_set *set, const struct squash *squash, struct str version)
{
	enum version_order order = set->spec->runner->order;

	for (size_t i = 0; squash->has_manifest && i < squash->manifest.replaced.count; i++) {
		const struct version_range *range = &squash->manifest.replaced.items[i];

		if (version.ptr && version_compare(order, version, range->first) >= 0 &&
			version_compare(order, version, range->last) <= 0)
			return true;
	}
	return squash->is_marked;
}

/* The name under which the archive keeps the file: its own, or in a folder of its own. */
static bool is_kept(const struct migration_set *set, const struct squash *squash,
	const struct migration_file *file, const struct entry *merged)
{
	struct str inside = str_slice(
		file->path, set->spec->path.len ? set->spec->path.len + 1 : 0, file->path.len);

	for (size_t i = 0; i < squash->archive.count; i++) {
		const struct entry *copy = &squash->archive.items[i];

		if (entry_same_content(copy, merged) && copy->path.len > inside.len &&
			str_ends(copy->path, inside) && copy->path.ptr[copy->path.len - inside.len - 1] == '/')
			return true;
	}
	return false;
}

static int describe(struct migration_set *set, struct migration_file *file,
	const struct change_set *changes, const struct entry *merged, struct squash *squash,
	struct error *reterr)
{
	if (file->offence == MERGED_MODIFIED)
		return is_regular(merged) && is_regular(file->head)
			? tree_content(changes->head, merged, &file->merged_content, reterr)
			: 0;
	file->moved_to = find_copy(set, merged);
	if (read_squash(set, changes, squash, reterr))
		return -1;
	file->is_archived = is_replaced(set, squash, file->name.version) &&
		is_kept(set, squash, file, merged);
	return 0;
}

int merged_find_offences(struct migration_set *set, const struct change_set *changes,
	const struct merged_trees *merged, struct error *reterr)
{
	struct squash squash = {0};

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
			if (describe(set, file, changes, finding.merged, &squash, reterr))
				return -1;
		}
	}
	return 0;
}
