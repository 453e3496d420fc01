/* SPDX-License-Identifier: MIT */
#include "lint/catalog_cache.h"

#include "base/sort.h"
#include "base/vec.h"
#include "migration/wrapping.h"
#include "schema/store.h"

/* A key of the cache that may be one of this history. */
struct candidate {
	struct str key;
	size_t count; /* of files */
	bool is_ours;
};

struct candidates {
	struct candidate *items;
	size_t count, capacity;
};

static void add_id(struct catalog_history *history, const struct migration_file *file)
{
	static const struct object_id none;
	const struct object_id *id = file && file->head ? &file->head->id : &none;

	sha256_add(history->sha256, (struct str){(const char *)id->bytes, history->id_size});
}

/* The contents of the files are those of HEAD's tree, whose id is `folder`. Which of its files they
 * are, and in which order, is hashed here: that is no secret of anybody's, and one of few. */
static bool add_order(struct catalog_history *history, struct sha256 *sha256)
{
	const struct set_spec *spec = history->set->spec;
	uint64_t hash = 0;

	for (size_t i = 0; i < history->count; i++) {
		const struct migration_file *file = history->texts[i].file, *other = NULL;

		if (spec->runner->opt_out_file)
			other = wrapping_file(history->arena, history->set, file);
		if (file->change || !file->parent || !str_within(file->path, spec->path) ||
			(other && (other->change || !str_within(other->path, spec->path))))
			return false;
		hash = (hash ^ str_hash(str_slice(file->path, spec->path.len, file->path.len))) *
				UINT64_C(0x9e3779b97f4a7c15) +
			file->name.role;
	}
	sha256_add(sha256, (struct str){(const char *)&hash, sizeof hash});
	return true;
}

/* All strings with the NUL that ends them: no two histories give the same bytes. */
static void add_string(struct sha256 *sha256, struct str string)
{
	sha256_add(sha256, string);
	sha256_add(sha256, (struct str){"", 1});
}

/* What every key depends on. */
static struct sha256 *start(struct arena *arena, const struct set_spec *spec)
{
	struct sha256 *sha256 = sha256_start(arena);

	add_string(sha256, str_from(catalog_build));
	add_string(sha256, str_from(spec->runner->name));
	add_string(sha256, spec->path);
	add_string(
		sha256, str_format(arena, "%u %u", (unsigned)spec->wrapping, (unsigned)spec->dialect));
	return sha256;
}

static struct str by_tree(struct catalog_history *history, const struct tree *head)
{
	struct sha256 *sha256 = start(history->arena, history->set->spec);
	struct object_id folder;
	struct error ignored;
	bool known;

	/* what cannot be read here cannot be read elsewhere: there it is said */
	if (!history->count || tree_folder(head, history->set->spec->path, &folder, &known, &ignored) ||
		!known || !add_order(history, sha256))
		return STR("");
	sha256_add(sha256, (struct str){(const char *)folder.bytes, history->id_size});
	return sha256_so_far(history->arena, sha256);
}

struct catalog_history catalog_history_of(struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, const struct up_text *texts, size_t count)
{
	struct catalog_history history = {
		.arena = arena,
		.cache = repository_cache(changes->repository),
		.set = set,
		.texts = texts,
		.count = count,
		.sha256 = start(arena, set->spec),
		.id_size = repository_digits(changes->repository) / 2,
	};

	history.by_tree = by_tree(&history, changes->parent);
	return history;
}

static void hash_to(struct catalog_history *history, size_t count)
{
	struct str folder = history->set->spec->path;

	for (; history->hashed < count; history->hashed++) {
		const struct migration_file *file = history->texts[history->hashed].file;
		/* a link to the same bytes is no SQL */
		char read_as[2] = {(char)('0' + file->name.role),
			(char)('0' + (file->head ? (file->head->mode & MODE_TYPE) >> 12 : 0))};

		/* most files lie in the set's folder, whose path need not be hashed for each */
		add_string(history->sha256,
			str_within(file->path, folder) ? str_slice(file->path, folder.len, file->path.len)
										   : file->path);
		sha256_add(history->sha256, (struct str){read_as, sizeof read_as});
		add_id(history, file);
		if (history->set->spec->runner->opt_out_file)
			add_id(history, wrapping_file(history->arena, history->set, file));
	}
}

/* catalog-COUNT-HASH, of the files hashed so far. */
static struct str key_of(const struct catalog_history *history)
{
	return str_format(history->arena, "catalog-%zu-%s-", history->hashed,
		sha256_so_far(history->arena, history->sha256).ptr);
}

/* The key with the tree of HEAD behind it, if that says it all. */
static struct str whole_key_of(const struct catalog_history *history)
{
	return str_format(
		history->arena, "%.*s%.*s", STR_ARG(key_of(history)), STR_ARG(history->by_tree));
}

static size_t count_in(struct str key)
{
	struct str prefix = STR("catalog-");
	size_t count = 0;

	if (!str_starts(key, prefix))
		return 0;
	for (size_t i = prefix.len; i < key.len && is_digit(key.ptr[i]) && i < prefix.len + 9; i++)
		count = count * 10 + (size_t)(key.ptr[i] - '0');
	return count;
}

static int compare_counts(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	return a->count < b->count ? -1 : a->count > b->count;
}

static struct candidates find_candidates(const struct catalog_history *history)
{
	struct str_list keys = cache_keys(history->cache, history->arena);
	struct candidates candidates = {0};

	for (size_t i = 0; i < keys.count; i++) {
		size_t count = count_in(keys.items[i]);

		if (count && count <= history->count)
			*vec_push(history->arena, &candidates) = (struct candidate){
				keys.items[i], count, false};
	}
	sort(candidates.items, candidates.count, sizeof *candidates.items, compare_counts);
	return candidates;
}

static struct catalog *load(struct catalog_history *history, struct str key)
{
	struct catalog *catalog;
	struct str bytes;

	if (!cache_read(history->cache, history->arena, key, &bytes))
		return NULL;
	catalog = catalog_load(history->arena, bytes, STORED_OUTSIDE);
	if (!catalog)
		cache_remove(history->cache, key);
	return catalog;
}

/* The one whose key names HEAD's tree. */
static struct catalog *load_by_tree(
	struct catalog_history *history, const struct candidates *candidates)
{
	struct catalog *catalog = NULL;

	for (size_t i = candidates->count; history->by_tree.len && !catalog && i > 0; i--) {
		const struct candidate *candidate = &candidates->items[i - 1];

		if (candidate->count == history->count && str_ends(candidate->key, history->by_tree))
			catalog = load(history, candidate->key);
	}
	return catalog;
}

struct catalog *catalog_history_load(struct catalog_history *history, size_t *ret_count)
{
	struct candidates candidates = find_candidates(history);
	struct catalog *catalog = load_by_tree(history, &candidates);

	*ret_count = history->count;
	if (catalog)
		return catalog;
	for (size_t i = 0; i < candidates.count; i++) {
		hash_to(history, candidates.items[i].count);
		candidates.items[i].is_ours = str_starts(candidates.items[i].key, key_of(history));
	}
	for (size_t i = candidates.count; i > 0; i--) {
		const struct candidate *candidate = &candidates.items[i - 1];

		catalog = candidate->is_ours ? load(history, candidate->key) : NULL;
		if (!catalog)
			continue;
		*ret_count = candidate->count;
		/* the next commit on this tree finds it at once */
		if (candidate->count == history->count && history->by_tree.len)
			cache_rename(history->cache, candidate->key, whole_key_of(history));
		return catalog;
	}
	*ret_count = 0;
	return NULL;
}

void catalog_history_store(struct catalog_history *history, const struct catalog *catalog)
{
	hash_to(history, history->count);
	cache_write(history->cache, whole_key_of(history), catalog_store(history->arena, catalog));
}
