/* SPDX-License-Identifier: MIT */
#include "migration/order.h"

#include "base/sort.h"
#include "migration/version.h"

int migration_order(
	const struct set_spec *spec, const struct migration_file *a, const struct migration_file *b)
{
	int order = (a->name.role == ROLE_REPEATABLE) - (b->name.role == ROLE_REPEATABLE);

	if (!order)
		order = !a->name.version.ptr - !b->name.version.ptr;
	if (!order && a->name.version.ptr)
		order = version_compare(spec->runner->order, a->name.version, b->name.version);
	if (!order)
		order = str_compare(a->name.stem, b->name.stem);
	return order ? order : str_compare(a->path, b->path);
}

struct ordered {
	const struct migration_file *file;
	const struct set_spec *spec;
};

static int compare(const void *left, const void *right)
{
	const struct ordered *a = left, *b = right;

	return migration_order(a->spec, a->file, b->file);
}

/* The last baseline; NULL if there is none. */
static const struct migration_file *baseline_of(const struct migration_set *set)
{
	const struct migration_file *found = NULL;

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (file->head && file->name.is_baseline && role_is_up(file->name.role) &&
			(!found || migration_order(set->spec, found, file) < 0))
			found = file;
	}
	return found;
}

static bool is_replaced(const struct migration_set *set, const struct migration_file *baseline,
	const struct migration_file *file)
{
	return baseline && file != baseline && file->name.version.ptr && baseline->name.version.ptr &&
		version_compare(set->spec->runner->order, file->name.version, baseline->name.version) <= 0;
}

struct ordered_files migration_set_in_order(const struct migration_set *set, struct arena *arena)
{
	struct ordered *ordered = arena_array(arena, struct ordered, set->files.count + 1);
	const struct migration_file *baseline = baseline_of(set);
	struct ordered_files files = {
		.items = arena_array(arena, const struct migration_file *, set->files.count + 1)};

	for (size_t i = 0; i < set->files.count; i++) {
		const struct migration_file *file = set->files.items[i];

		if (file->head && role_is_up(file->name.role) && !is_replaced(set, baseline, file))
			ordered[files.count++] = (struct ordered){file, set->spec};
	}
	sort(ordered, files.count, sizeof *ordered, compare);
	for (size_t i = 0; i < files.count; i++)
		files.items[i] = ordered[i].file;
	return files;
}
