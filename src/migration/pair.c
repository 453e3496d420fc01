/* SPDX-License-Identifier: MIT */
#include "migration/pair.h"

#include "base/sort.h"
#include "base/vec.h"

struct paired_files {
	struct migration_file **items;
	size_t count, capacity;
};

static int compare_stems(const void *a, const void *b)
{
	const struct migration_file *first = *(struct migration_file *const *)a;
	const struct migration_file *second = *(struct migration_file *const *)b;
	int order = str_compare(first->name.stem, second->name.stem);

	return order ? order : str_compare(first->path, second->path);
}

/* Flyway pairs by version alone: an undo file belongs to the up file of its version. */
static struct migration *partner_by_version(
	struct migration_set *set, const struct migration_file *down)
{
	struct migration *partner = NULL;

	for (size_t i = 0; down->name.version.ptr && i < set->migrations.count; i++) {
		struct migration *migration = &set->migrations.items[i];

		if (!migration->up || migration->up->name.is_baseline || !migration->version.ptr ||
			version_compare(set->spec->runner->order, migration->version, down->name.version))
			continue;
		/* Of two that share the version, the one of the same name. */
		if (!partner || str_equal(migration->up->name.description, down->name.description))
			partner = migration;
	}
	return partner;
}

/* The migration a file may belong to; NULL if it is the first of its own. */
static struct migration *find_place(
	struct migration_set *set, const struct migration_file *file, bool is_up)
{
	struct migration *last;

	if (set->spec->runner->down_prefix)
		return is_up ? NULL : partner_by_version(set, file);
	if (!set->migrations.count)
		return NULL;
	/* Files come sorted by stem: those of one migration follow each other. */
	last = &set->migrations.items[set->migrations.count - 1];
	return str_equal(last->stem, file->name.stem) ? last : NULL;
}

static void add_file(struct migration_set *set, struct arena *arena, struct migration_file *file)
{
	bool is_up = role_is_up(file->name.role);
	struct migration *migration = find_place(set, file, is_up);

	/* Two files that claim one place: the second stands for itself. */
	if (!migration || (is_up ? migration->up : migration->down)) {
		migration = vec_push(arena, &set->migrations);
		migration->stem = file->name.stem;
	}
	if (is_up)
		migration->up = file;
	else
		migration->down = file;
	if (!migration->version.ptr || is_up) {
		migration->version = file->name.version;
		migration->identity = file->name.identity;
		migration->is_dated = file->name.is_dated;
	}
	migration->in_head |= file->head != NULL;
	/* It is merged when its up file is: a rollback alone changes no database. */
	if (is_up || !migration->up)
		migration->is_merged = file->in_base || file->in_tip;
	migration->is_added |= is_up && file->head && !file->parent;
}

static struct paired_files choose_files(const struct migration_set *set, struct arena *arena)
{
	struct paired_files files = {0};

	vec_expect(arena, &files, set->files.count);
	for (size_t i = 0; i < set->files.count; i++) {
		struct migration_file *file = set->files.items[i];

		if ((file->head || (file->in_tip && !file->in_base)) &&
			(role_is_up(file->name.role) || file->name.role == ROLE_DOWN))
			*vec_push(arena, &files) = file;
	}
	sort(files.items, files.count, sizeof *files.items, compare_stems);
	return files;
}

static int compare_versions(const void *a, const void *b)
{
	const struct migration *first = *(const struct migration *const *)a;
	const struct migration *second = *(const struct migration *const *)b;
	int order = str_compare(first->identity, second->identity);

	if (!order)
		order = second->is_merged - first->is_merged;
	return order ? order : str_compare(first->stem, second->stem);
}

static void order_versions(struct migration_set *set, struct arena *arena)
{
	enum version_order order = set->spec->runner->order;

	set->by_version.items = arena_array(arena, const struct migration *, set->migrations.count);
	for (size_t i = 0; i < set->migrations.count; i++) {
		struct migration *migration = &set->migrations.items[i];

		if (!migration->version.len)
			continue;
		set->by_version.items[set->by_version.count++] = migration;
		if (!migration->is_dated &&
			(!set->highest_number.ptr ||
				version_compare(order, migration->version, set->highest_number) > 0))
			set->highest_number = migration->version;
	}
	sort(set->by_version.items, set->by_version.count, sizeof *set->by_version.items,
		compare_versions);
}

void migrations_pair(struct migration_set *set, struct arena *arena)
{
	struct paired_files files = choose_files(set, arena);
	bool downs_last = set->spec->runner->down_prefix != NULL;

	vec_expect(arena, &set->migrations, files.count);
	for (size_t i = 0; i < files.count; i++)
		if (role_is_up(files.items[i]->name.role) || !downs_last)
			add_file(set, arena, files.items[i]);
	for (size_t i = 0; downs_last && i < files.count; i++)
		if (!role_is_up(files.items[i]->name.role))
			add_file(set, arena, files.items[i]);
	for (size_t i = 0; i < set->migrations.count; i++) {
		struct migration *migration = &set->migrations.items[i];

		if (migration->up)
			migration->up->migration = migration;
		if (migration->down)
			migration->down->migration = migration;
	}
	order_versions(set, arena);
}

bool migration_set_has_version(
	const struct migration_set *set, struct arena *arena, struct str version)
{
	struct str identity = version_identity(arena, set->spec->runner->order, version);
	size_t from = 0, to = set->by_version.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(identity, set->by_version.items[middle]->identity);

		if (!order)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}
