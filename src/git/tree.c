/* SPDX-License-Identifier: MIT */
#include "git/tree.h"

#include <unistd.h>

#include "base/vec.h"
#include "git/git_cli.h"
#include "git/index_reader.h"

enum tree_kind { TREE_EMPTY, TREE_COMMIT, TREE_INDEX, TREE_OVERLAID };

struct tree {
	enum tree_kind kind;
	struct repository *repository;
	struct arena *arena;
	struct object_id root; /* TREE_COMMIT */
	struct index *index; /* TREE_INDEX */
	struct tree *below; /* TREE_OVERLAID, with the files above it */
	struct entries above;
};

static struct tree *tree_new(
	struct repository *repository, struct arena *arena, enum tree_kind kind)
{
	struct tree *tree = arena_new(arena, struct tree);

	tree->kind = kind;
	tree->arena = arena;
	tree->repository = repository;
	return tree;
}

struct tree *tree_empty(struct repository *repository, struct arena *arena)
{
	return tree_new(repository, arena, TREE_EMPTY);
}

int tree_of_commit(struct tree **ret, struct repository *repository, struct arena *arena,
	const struct object_id *commit, struct error *reterr)
{
	struct commit_object object;

	if (object_id_is_none(commit)) {
		*ret = tree_empty(repository, arena);
		return 0;
	}
	if (repository_commit_object(repository, commit, arena, &object, reterr))
		return -1;
	*ret = tree_new(repository, arena, TREE_COMMIT);
	(*ret)->root = object.tree;
	return 0;
}

/* The index through git: HEAD's tree and what `git diff --cached` says of it. */
static int tree_through_git(struct tree **ret, struct repository *repository, struct arena *arena,
	const char *feature, struct error *reterr)
{
	struct object_id head;
	struct entries staged;
	struct error error;
	struct tree *below;

	if (git_cli_staged(&staged, arena, &error)) {
		*reterr = error;
		if (feature && error.kind != ERROR_UNMERGED)
			error_describe(reterr, "this repository has %s, which only git can read: %s", feature,
				error.message);
		return error_hint(reterr, "%s", error.hint);
	}
	if (repository_head(repository, &head, reterr) ||
		tree_of_commit(&below, repository, arena, &head, reterr))
		return -1;
	*ret = tree_overlaid(below, &staged);
	return 0;
}

int tree_of_index(
	struct tree **ret, struct repository *repository, struct arena *arena, struct error *reterr)
{
	struct tree *tree = tree_new(repository, arena, TREE_INDEX);
	const char *feature = NULL;
	bool must_exist;
	struct str path = repository_index_path(repository, &must_exist);

	if (repository_reader(repository, &feature) != NULL && feature)
		return tree_through_git(ret, repository, arena, NULL, reterr);
	if (!must_exist && access(path.ptr, F_OK))
		tree->index = index_empty(arena);
	else if (index_open(&tree->index, arena, path, &feature, reterr))
		return -1;
	if (feature) {
		repository_note_index(repository, feature);
		return tree_through_git(ret, repository, arena, feature, reterr);
	}
	*ret = tree;
	return 0;
}

struct tree *tree_overlaid(struct tree *below, const struct entries *above)
{
	struct tree *tree = tree_new(below->repository, below->arena, TREE_OVERLAID);

	tree->below = below;
	tree->above = *above;
	return tree;
}

/* The object of a folder of a commit. */
static int read_folder(
	const struct tree *tree, const struct object_id *id, struct str *ret, struct error *reterr)
{
	return repository_object(tree->repository, id, OBJECT_TREE, tree->arena, ret, reterr);
}

/* The entry of a path in a commit's tree; mode 0 if there is none. */
static int find_item(
	const struct tree *tree, struct str path, struct tree_item *ret, struct error *reterr)
{
	size_t digits = repository_digits(tree->repository);
	struct tree_item item = {.mode = MODE_FOLDER, .id = tree->root};
	struct str rest = path, name, bytes;
	bool found;

	while (path.len && str_next(&rest, '/', &name)) {
		struct tree_item next;

		if (item.mode != MODE_FOLDER) {
			item.mode = 0;
			break;
		}
		if (read_folder(tree, &item.id, &bytes, reterr))
			return -1;
		item.mode = 0;
		for (;;) {
			if (tree_next(&bytes, digits, &next, &found, reterr))
				return -1;
			if (!found)
				break;
			if (str_equal(next.name, name)) {
				item = next;
				break;
			}
		}
		if (!item.mode)
			break;
	}
	*ret = item;
	return 0;
}

int tree_folder(const struct tree *tree, struct str folder, struct object_id *ret, bool *ret_known,
	struct error *reterr)
{
	struct tree_item item;

	*ret_known = false;
	switch (tree->kind) {
	case TREE_INDEX:
		*ret_known = index_folder_id(tree->index, folder, ret);
		return 0;
	case TREE_COMMIT:
		if (find_item(tree, folder, &item, reterr))
			return -1;
		*ret_known = item.mode == MODE_FOLDER;
		*ret = item.id;
		return 0;
	default:
		return 0;
	}
}

/* The same of a prefix of paths: "" or with a closing '/'. */
static int folder_id(const struct tree *tree, struct str prefix, struct object_id *ret,
	bool *ret_known, struct error *reterr)
{
	return tree_folder(
		tree, str_slice(prefix, 0, prefix.len ? prefix.len - 1 : 0), ret, ret_known, reterr);
}

/* A listing of a commit's tree under way. */
struct listing {
	const struct tree *tree,
		*other; /* other: NULL, or folders that are the same there are not read */
	const struct entries *known; /* NULL: they are left out; else what `other` has in them */
	size_t known_at; /* those before it have been passed */
	const struct scope *scope;
	struct entries entries;
};

static struct str joined(struct arena *arena, struct str prefix, struct str name, bool is_folder)
{
	/* This runs for every file of a folder: no formatting. */
	struct text path = text_of_size(arena, prefix.len + name.len + is_folder);

	text_add(&path, prefix);
	text_add(&path, name);
	if (is_folder)
		text_add_byte(&path, '/');
	return text_str(&path);
}

/* True if what is known of the folder begins where the last one has ended. */
static bool is_next_known(const struct listing *listing, struct str prefix)
{
	const struct entries *known = listing->known;
	size_t at = listing->known_at;

	return known && at < known->count && str_starts(known->items[at].path, prefix) &&
		(!at || str_compare(known->items[at - 1].path, prefix) < 0);
}

/* The files below `prefix` that are known already. */
static void add_known(struct listing *listing, struct str prefix)
{
	const struct entries *known = listing->known;
	size_t from = 0, to = known ? known->count : 0;

	if (is_next_known(listing, prefix))
		from = to = listing->known_at;
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_compare(known->items[middle].path, prefix) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; known && from < known->count && str_starts(known->items[from].path, prefix); from++)
		*vec_append(listing->tree->arena, &listing->entries) = known->items[from];
	listing->known_at = from;
}

/* As joined, for a folder; without an allocation where the next known file lies in it. */
static struct str joined_folder(const struct listing *listing, struct str prefix, struct str name)
{
	const struct entries *known = listing->known;
	size_t len = prefix.len + name.len;

	if (known && listing->known_at < known->count) {
		struct str path = known->items[listing->known_at].path;

		if (path.len > len && path.ptr[len] == '/' && str_starts(path, prefix) &&
			str_equal(str_slice(path, prefix.len, len), name))
			return str_slice(path, 0, len + 1);
	}
	return joined(listing->tree->arena, prefix, name, true);
}

static int compare_joined(struct str path, struct str prefix, struct str name)
{
	int order = str_compare(str_slice(path, 0, prefix.len), prefix);

	return order ? order : str_compare(str_slice(path, prefix.len, path.len), name);
}

/* What is known of a file that is the same in both; NULL if it is not among what is known. */
static const struct entry *find_known(struct listing *listing, struct str prefix, struct str name)
{
	const struct entries *known = listing->known;
	int order = -1;

	while (known && listing->known_at < known->count &&
		(order = compare_joined(known->items[listing->known_at].path, prefix, name)) < 0)
		listing->known_at++;
	return known && !order ? &known->items[listing->known_at++] : NULL;
}

static void add_file(struct listing *listing, const struct tree_item *item, struct str path)
{
	if (!listing->scope->keep || listing->scope->keep(path))
		*vec_append(listing->tree->arena, &listing->entries) = (struct entry){
			.path = path, .id = item->id, .mode = item->mode};
}

/* `other`: the id of this folder there; NULL if there is none. */
static int list_folder(struct listing *listing, const struct object_id *id,
	const struct object_id *other, struct str prefix, struct error *reterr)
{
	const struct tree *tree = listing->tree;
	size_t digits = repository_digits(tree->repository);
	struct tree_cursor beside = {.is_found = false};
	struct object_id in_index;
	struct str bytes;

	if (listing->other && listing->other->kind == TREE_INDEX &&
		index_folder_id(listing->other->index,
			str_slice(prefix, 0, prefix.len ? prefix.len - 1 : 0), &in_index))
		other = &in_index;
	if (other && object_id_equal(id, other)) {
		add_known(listing, prefix);
		return 0;
	}
	if (read_folder(tree, id, &bytes, reterr))
		return -1;
	if (other && listing->other->kind == TREE_COMMIT &&
		(read_folder(listing->other, other, &beside.rest, reterr) ||
			tree_next(&beside.rest, digits, &beside.item, &beside.is_found, reterr)))
		return -1;
	for (;;) {
		const struct tree_item *same;
		const struct entry *entry = NULL;
		struct tree_item item;
		bool found;

		if (tree_next(&bytes, digits, &item, &found, reterr) ||
			(found && tree_cursor_find(&beside, digits, &item, &same, reterr)))
			return -1;
		if (!found)
			return 0;
		if (item.mode == MODE_FOLDER) {
			if (list_folder(listing, &item.id, same ? &same->id : NULL,
					joined_folder(listing, prefix, item.name), reterr))
				return -1;
			continue;
		}
		if (same && same->mode == item.mode && object_id_equal(&same->id, &item.id))
			entry = find_known(listing, prefix, item.name);
		if (entry)
			*vec_append(tree->arena, &listing->entries) = *entry;
		else
			add_file(listing, &item, joined(tree->arena, prefix, item.name, false));
	}
}

/* A folder or file of the scope, if the commit has it. */
static int list_item(struct listing *listing, const struct scope_item *item, struct error *reterr)
{
	const struct tree *tree = listing->tree;
	struct str path = str_slice(
		item->path, 0, item->path.len - (item->is_folder && item->path.len));
	struct tree_item found, other = {.mode = 0};

	if (find_item(tree, path, &found, reterr))
		return -1;
	if (!found.mode || (found.mode == MODE_FOLDER) != item->is_folder)
		return 0;
	if (item->is_folder && listing->other && listing->other->kind == TREE_COMMIT &&
		find_item(listing->other, path, &other, reterr))
		return -1;
	if (item->is_folder)
		return list_folder(
			listing, &found.id, other.mode == MODE_FOLDER ? &other.id : NULL, item->path, reterr);
	*vec_append(tree->arena, &listing->entries) = (struct entry){
		.path = path, .id = found.id, .mode = found.mode};
	return 0;
}

/* Two sorted lists as one; a path of both is taken from `above`. */
static struct entries overlay(struct arena *arena, const struct entries *below,
	const struct entries *above, const struct scope *scope)
{
	struct entries result = {0};
	size_t i = 0, j = 0;

	while (i < below->count || j < above->count) {
		int order = i == below->count ? 1
			: j == above->count       ? -1
									  : str_compare(below->items[i].path, above->items[j].path);

		if (order < 0) {
			*vec_append(arena, &result) = below->items[i++];
			continue;
		}
		if (scope_holds(scope, above->items[j].path) && above->items[j].mode)
			*vec_append(arena, &result) = above->items[j];
		j++;
		i += !order;
	}
	return result;
}

int tree_entries_like(const struct tree *tree, const struct tree *other,
	const struct entries *known, const struct scope *scope, struct entries *ret,
	struct error *reterr)
{
	struct listing listing = {tree, other, known, 0, scope, {0}};
	struct entries below;

	switch (tree->kind) {
	case TREE_EMPTY:
		break;
	case TREE_INDEX:
		return index_entries(tree->index, scope, tree->arena, ret, reterr);
	case TREE_COMMIT:
		for (size_t i = 0; i < scope->count; i++)
			if (list_item(&listing, &scope->items[i], reterr))
				return -1;
		break;
	case TREE_OVERLAID:
		if (tree_entries(tree->below, scope, &below, reterr))
			return -1;
		listing.entries = overlay(tree->arena, &below, &tree->above, scope);
		break;
	}
	*ret = listing.entries;
	return 0;
}

int tree_entries(
	const struct tree *tree, const struct scope *scope, struct entries *ret, struct error *reterr)
{
	return tree_entries_like(tree, NULL, NULL, scope, ret, reterr);
}

int tree_entries_unlike(const struct tree *tree, const struct tree *other,
	const struct scope *scope, struct entries *ret, struct error *reterr)
{
	return tree_entries_like(tree, other, NULL, scope, ret, reterr);
}

int tree_entries_differing(const struct tree *a, const struct tree *b, const struct scope *scope,
	struct entries *ret_a, struct entries *ret_b, struct error *reterr)
{
	/* only the listing of a commit leaves folders out; what one has left out the other must too */
	if (a->kind == TREE_COMMIT && b->kind == TREE_COMMIT)
		return tree_entries_unlike(a, b, scope, ret_a, reterr) ||
				tree_entries_unlike(b, a, scope, ret_b, reterr)
			? -1
			: 0;
	return tree_entries(a, scope, ret_a, reterr) ||
			tree_entries_like(b, a, ret_a, scope, ret_b, reterr)
		? -1
		: 0;
}

int tree_entry(const struct tree *tree, struct str path, struct entry *ret, struct error *reterr)
{
	struct scope_item item = {path, false};
	struct scope scope = {.items = &item, .count = 1};
	struct entries found;

	if (tree_entries(tree, &scope, &found, reterr))
		return -1;
	*ret = found.count ? found.items[0] : (struct entry){.mode = 0};
	return 0;
}

bool tree_is(const struct tree *a, const struct tree *b)
{
	return a == b ||
		(a->kind == b->kind &&
			(a->kind == TREE_EMPTY ||
				(a->kind == TREE_COMMIT && object_id_equal(&a->root, &b->root))));
}

int tree_same(const struct tree *a, const struct tree *b, const struct scope *scope, bool *ret,
	struct error *reterr)
{
	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_item *item = &scope->items[i];
		struct object_id first_id, second_id;
		struct entry first, second;
		bool first_known, second_known;

		if (item->is_folder) {
			if (folder_id(a, item->path, &first_id, &first_known, reterr) ||
				folder_id(b, item->path, &second_id, &second_known, reterr))
				return -1;
			*ret = first_known && second_known && object_id_equal(&first_id, &second_id);
		} else {
			if (tree_entry(a, item->path, &first, reterr) ||
				tree_entry(b, item->path, &second, reterr))
				return -1;
			*ret = entry_equal(&first, &second);
		}
		if (!*ret)
			return 0;
	}
	*ret = true;
	return 0;
}

int tree_content(
	const struct tree *tree, const struct entry *entry, struct str *ret, struct error *reterr)
{
	if (entry->content.ptr) {
		*ret = entry->content;
		return 0;
	}
	return repository_object(tree->repository, &entry->id, OBJECT_BLOB, tree->arena, ret, reterr);
}
