/* SPDX-License-Identifier: MIT */
#include "migration/set.h"

#include "base/vec.h"
#include "migration/merged.h"
#include "migration/pair.h"
#include "migration/set_memory.h"
#include "migration/snapshot.h"
#include "migration/squash.h"

struct loader {
	const struct change_set *changes;
	const struct set_specs *specs;
	struct arena *arena;
	struct scope scope;
	struct entries head, parent;
	struct {
		struct migration_file *items; /* by path, of all sets */
		size_t count, capacity;
	} files;
	struct migration_sets sets;
};

struct migration_file *migration_lead(const struct migration *migration)
{
	return migration->up ? migration->up : migration->down;
}

struct migration_file *migration_set_file(const struct migration_set *set, struct str path)
{
	size_t from = 0, to = set->files.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(path, set->files.items[middle]->path);

		if (!order)
			return set->files.items[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

static bool is_regular(const struct entry *entry)
{
	return entry && (entry->mode & MODE_TYPE) == (MODE_FILE & MODE_TYPE);
}

/* Merges a tree's paths into the files, which stay sorted. */
static void add_paths(struct loader *loader, const struct entries *entries)
{
	struct migration_file *old = loader->files.items;
	size_t old_count = loader->files.count, i = 0, j = 0, same = 0;

	while (same < old_count && same < entries->count &&
		str_equal(old[same].path, entries->items[same].path))
		same++;
	if (same == entries->count)
		return;
	loader->files.items = NULL;
	loader->files.count = loader->files.capacity = 0;
	vec_expect(loader->arena, &loader->files, old_count + entries->count);
	while (i < old_count || j < entries->count) {
		int order = i == old_count ? 1
			: j == entries->count  ? -1
								   : str_compare(old[i].path, entries->items[j].path);

		if (order <= 0)
			*vec_push(loader->arena, &loader->files) = old[i];
		else
			vec_push(loader->arena, &loader->files)->path = entries->items[j].path;
		i += order <= 0;
		j += order >= 0;
	}
}

/* The listings of the judged tree and of what it is compared with. */
static int list_change(struct loader *loader, struct error *reterr)
{
	const struct change_set *changes = loader->changes;
	struct set_memory *memory = changes->set_memory;
	const struct tree *last = memory ? memory->tree : NULL;

	if (memory)
		set_memory_begin(memory);
	if (tree_entries_like(changes->head, last, last ? &memory->entries : NULL, &loader->scope,
			&loader->head, reterr))
		return -1;
	if (tree_is(changes->parent, changes->head))
		loader->parent = loader->head;
	else if (last && tree_is(changes->parent, last))
		loader->parent = memory->entries;
	else
		return tree_entries_like(
			changes->parent, changes->head, &loader->head, &loader->scope, &loader->parent, reterr);
	return 0;
}

/* The listing of a tree; trees that are one share it. */
static int list(
	struct loader *loader, const struct tree *tree, struct entries *ret, struct error *reterr)
{
	if (tree_is(tree, loader->changes->head)) {
		*ret = loader->head;
		return 0;
	}
	if (tree_is(tree, loader->changes->parent)) {
		*ret = loader->parent;
		return 0;
	}
	return tree_entries_like(
		tree, loader->changes->head, &loader->head, &loader->scope, ret, reterr);
}

static bool belongs_to(const struct set_spec *spec, struct str path)
{
	return str_within(path, spec->path) ||
		(spec->down_prefix.ptr && str_starts(path, spec->down_prefix) &&
			str_ends(path, spec->down_suffix));
}

static struct migration_set *set_of(struct loader *loader, struct str path)
{
	const struct set_spec *spec = set_specs_holding(loader->specs, path);

	for (size_t i = 0; i < loader->specs->count; i++) {
		const struct set_spec *candidate = &loader->specs->items[i];

		if (candidate == spec || (!spec && belongs_to(candidate, path)))
			return &loader->sets.items[i];
	}
	return NULL;
}

/* Snapshot and manifest may lie in the set's own folder. */
static bool is_companion(const struct set_spec *spec, struct str path)
{
	return str_list_contains(&spec->snapshots, path) || str_equal(spec->manifest, path);
}

static bool is_judged(const struct change_set *changes, const struct migration_file *file)
{
	if (!file->head)
		return false;
	if (changes->only_named)
		return str_list_contains(&changes->named, file->path);
	return changes->whole || (file->change && file->change->by_author);
}

/* What a path means, computed or remembered. */
static struct known_path path_of(struct loader *loader, struct str path)
{
	struct set_memory *memory = loader->changes->set_memory;
	struct arena *arena = memory ? &memory->paths : loader->arena;
	struct known_path *is_new = NULL, known = {.path = path};
	const struct migration_set *set;

	if (memory)
		known = *set_memory_path(memory, path, &is_new);
	if (memory && !is_new)
		return known;
	set = set_of(loader, path);
	known.set = set ? (size_t)(set - loader->sets.items) : loader->sets.count;
	if (set)
		known.name = name_of(set->spec, arena, known.path);
	if (set && is_companion(set->spec, path))
		known.name.role = ROLE_SIDE;
	if (is_new)
		*is_new = known;
	return known;
}

/* Gives each path its set, and each file its name and its place in the trees. */
static void distribute(struct loader *loader)
{
	const struct changes *changes = &loader->sets.changes;
	size_t next_change = 0, in_head = 0, in_parent = 0;

	for (size_t i = 0; i < loader->files.count; i++) {
		struct migration_file *file = &loader->files.items[i];
		struct known_path path = path_of(loader, file->path);
		struct migration_set *set;

		while (next_change < changes->count &&
			str_compare(changes->items[next_change].path, file->path) < 0)
			next_change++;
		if (path.set == loader->sets.count)
			continue;
		set = &loader->sets.items[path.set];
		if (next_change < changes->count && str_equal(changes->items[next_change].path, file->path))
			file->change = &changes->items[next_change];
		/* whose parts are views of it */
		file->path = path.path;
		file->name = path.name;
		file->head = entries_next(&loader->head, &in_head, file->path);
		file->parent = entries_next(&loader->parent, &in_parent, file->path);
		file->is_judged = is_judged(loader->changes, file);
		set->is_touched |= file->change != NULL;
		loader->sets.is_authored |= file->change && file->change->by_author;
		loader->sets.changed_count += file->change ||
			(loader->changes->only_named && file->is_judged);
		*vec_push(loader->arena, &set->files) = file;
	}
}

/* What git does not track, and a runner would take for a part of the set. */
static void distribute_untracked(struct loader *loader)
{
	const struct str_list *untracked = &loader->changes->untracked;

	for (size_t i = 0; i < untracked->count; i++) {
		struct migration_set *set = set_of(loader, untracked->items[i]);
		struct name name;

		if (!set || is_companion(set->spec, untracked->items[i]))
			continue;
		name = name_of(set->spec, loader->arena, untracked->items[i]);
		if (role_is_sql(name.role) || role_is_up(name.role))
			str_list_add(loader->arena, &set->untracked, untracked->items[i]);
	}
}

static bool is_read_by_runner(const struct runner *runner, struct str path)
{
	struct str name = str_basename(path);

	return (runner->lock_file && str_equal(name, str_from(runner->lock_file))) ||
		(runner->opt_out_file && str_ends(name, str_from(runner->opt_out_file)));
}

/* Content that some rule wants: of judged SQL, of the rollback of a judged migration, of what is
 * not merged yet, and of the runner's own files. */
static bool is_wanted(const struct change_set *changes, const struct migration_set *set,
	const struct migration_file *file)
{
	const struct migration_file *up = file->migration ? file->migration->up : NULL;

	if (!is_regular(file->head))
		return false;
	if (file->name.role == ROLE_SIDE)
		return (set->is_touched || changes->whole) &&
			is_read_by_runner(set->spec->runner, file->path);
	if (file->name.role == ROLE_MISPLACED)
		return file->is_judged && str_ends(file->path, STR(".sql"));
	return role_is_sql(file->name.role) &&
		(file->is_judged || (up && up->is_judged) ||
			(!changes->only_named && set->is_touched && !file->in_base));
}

/* Looks for the file that `See:` names: beside this one, below the top, among the rollbacks. */
static int find_see(struct loader *loader, const struct set_spec *spec, struct migration_file *file,
	struct error *reterr)
{
	struct str folders[] = {str_dirname(file->path), STR(""), spec->down_folder};

	file->script->see_is_missing = file->script->see.ptr != NULL;
	for (size_t i = 0; file->script->see_is_missing && i < ARRAY_LENGTH(folders); i++) {
		struct str path = str_join_path(loader->arena, folders[i], file->script->see);
		struct entry found;

		if (tree_entry(loader->changes->head, path, &found, reterr))
			return -1;
		file->script->see_is_missing = !found.mode;
	}
	return 0;
}

static int read_contents(struct loader *loader, struct migration_set *set, struct error *reterr)
{
	struct script_listener *listener = loader->changes->listener;

	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		if (!is_wanted(loader->changes, set, file))
			continue;
		if (script_of_entry(&file->script, loader->arena, loader->changes, set->spec,
				file->name.role, file->head, reterr) ||
			find_see(loader, set->spec, file, reterr))
			return -1;
		if (listener)
			listener->hear(listener, set, file);
	}
	return 0;
}

int migration_sets_load(struct migration_sets *ret, const struct change_set *changes,
	const struct set_specs *specs, struct error *reterr)
{
	struct loader loader = {.changes = changes, .specs = specs, .arena = changes->arena};
	struct merged_trees merged = {0};

	set_specs_scope(specs, loader.arena, &loader.scope);
	if (list_change(&loader, reterr) ||
		change_set_list(
			changes, &loader.scope, &loader.head, &loader.parent, &loader.sets.changes, reterr))
		return -1;
	loader.sets.items = arena_array(loader.arena, struct migration_set, specs->count);
	loader.sets.count = specs->count;
	for (size_t i = 0; i < specs->count; i++)
		loader.sets.items[i].spec = &specs->items[i];
	add_paths(&loader, &loader.head);
	add_paths(&loader, &loader.parent);
	for (size_t i = 0; i < changes->protected.count; i++) {
		const struct protected_branch *branch = &changes->protected.items[i];
		struct merged_tree *tree = vec_push(loader.arena, &merged);

		tree->branch = branch;
		if (list(&loader, branch->base, &tree->base, reterr) ||
			list(&loader, branch->tip, &tree->tip, reterr))
			return -1;
		add_paths(&loader, &tree->base);
		add_paths(&loader, &tree->tip);
	}
	distribute(&loader);
	if (changes->set_memory && set_memory_keep(changes->set_memory, changes, &loader.head, reterr))
		return -1;
	distribute_untracked(&loader);
	for (size_t i = 0; i < loader.sets.count; i++) {
		struct migration_set *set = &loader.sets.items[i];

		if (snapshot_find(
				set, changes, &loader.sets.changes, &loader.head, &loader.parent, reterr) ||
			merged_find_offences(set, changes, &merged, reterr))
			return -1;
		migrations_pair(set, loader.arena);
		for (size_t j = 0; j < set->migrations.count; j++) {
			loader.sets.migration_count += set->migrations.items[j].in_head;
			set->adds_migration |= set->migrations.items[j].is_added;
		}
		if (read_contents(&loader, set, reterr) || squashes_read(set, changes, reterr))
			return -1;
	}
	*ret = loader.sets;
	return 0;
}

static struct str without_dots(struct str name)
{
	if (str_starts(name, STR("./")))
		name = str_slice(name, 2, name.len);
	while (name.len > 1 && name.ptr[name.len - 1] == '/')
		name.len--;
	return name;
}

bool migration_file_is_called(const struct migration_file *file, struct str name)
{
	name = without_dots(name);
	return str_equal(file->path, name) || str_equal(str_dirname(file->path), name) ||
		str_equal(str_basename(file->path), name) || str_equal(file->name.stem, name) ||
		str_equal(str_basename(file->name.stem), name) ||
		(file->name.version.ptr && str_equal(file->name.version, name));
}
