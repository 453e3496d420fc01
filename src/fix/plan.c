/* SPDX-License-Identifier: MIT */
#include "fix/plan.h"

#include "base/sort.h"
#include "base/vec.h"

bool planned_file_is_changed(const struct planned_file *file)
{
	return !file->origin.ptr || file->content.ptr || file->mode != file->before.mode ||
		!str_equal(file->origin, file->path);
}

struct str plan_author(const struct plan *plan, const struct migration_file *file)
{
	if (!file->parent)
		return plan->author;
	for (size_t i = 0; i < plan->authors.count; i++)
		if (str_equal(plan->authors.items[i].path, file->path))
			return plan->authors.items[i].name;
	return (struct str){NULL, 0};
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *first = a, *second = b;
	int order = str_compare(first->path, second->path);

	/* of a path that one file has left and another one taken, what is there comes first */
	return order ? order : (second->mode != 0) - (first->mode != 0);
}

static int add_entry(const struct plan *plan, struct repository *repository,
	const struct planned_file *file, struct entries *entries, struct error *reterr)
{
	struct entry *entry;

	if (file->origin.ptr && !str_equal(file->origin, file->path))
		*vec_push(plan->arena, entries) = (struct entry){.path = file->origin};
	entry = vec_push(plan->arena, entries);
	*entry = (struct entry){
		.path = file->path, .id = file->before.id, .mode = file->mode, .content = file->content};
	return file->content.ptr
		? repository_blob(repository, file->content, /* keep= */ false, &entry->id, reterr)
		: 0;
}

int plan_tree(const struct plan *plan, struct repository *repository, struct tree *index,
	struct tree **ret, struct error *reterr)
{
	struct entries entries = {0};
	size_t kept = 0;

	for (size_t i = 0; i < plan->files.count; i++)
		if (planned_file_is_changed(&plan->files.items[i]) &&
			add_entry(plan, repository, &plan->files.items[i], &entries, reterr))
			return -1;
	sort(entries.items, entries.count, sizeof *entries.items, compare_entries);
	for (size_t i = 0; i < entries.count; i++)
		if (!kept || !str_equal(entries.items[i].path, entries.items[kept - 1].path))
			entries.items[kept++] = entries.items[i];
	entries.count = kept;
	*ret = kept ? tree_overlaid(index, &entries) : index;
	return 0;
}

void plan_rewrites(const struct plan *plan, struct rewrites *ret)
{
	for (size_t i = 0; i < plan->files.count; i++) {
		const struct planned_file *file = &plan->files.items[i];

		if (planned_file_is_changed(file))
			*vec_push(plan->arena, ret) = (struct rewrite){
				.from = file->origin,
				.to = file->path,
				.before = file->before,
				.content_before = file->content_before,
				.content = file->content,
				.mode = file->mode,
				.companion = file->companion,
			};
	}
	for (size_t i = 0; i < plan->folders.count; i++)
		if (!str_equal(plan->folders.items[i].from, plan->folders.items[i].to))
			*vec_push(plan->arena, &ret->folders) = plan->folders.items[i];
}
