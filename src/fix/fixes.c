/* SPDX-License-Identifier: MIT */
#include "fix/fixes.h"

#include "base/sort.h"
#include "base/vec.h"

static struct str old_path(const struct fixed_file *file)
{
	return file->path.ptr ? file->path : file->new_path;
}

static int compare(const void *a, const void *b)
{
	return str_compare(old_path(a), old_path(b));
}

int fixes_of_plan(struct fixes *ret, const struct plan *plan, struct error *reterr)
{
	struct fixes fixes = {0};

	for (size_t i = 0; i < plan->files.count; i++) {
		const struct planned_file *planned = &plan->files.items[i];
		struct fixed_file *file;

		if (!planned_file_is_changed(planned))
			continue;
		file = vec_push(plan->arena, &fixes.files);
		file->path = planned->origin;
		file->new_path = planned->path;
		file->mode = planned->before.mode;
		file->new_mode = planned->mode;
		file->rules = planned->rules;
		if (planned->content.ptr &&
			line_diff(&file->diff, plan->arena, planned->content_before, planned->content, reterr))
			return -1;
	}
	for (size_t i = 0; i < plan->left->count; i++)
		*vec_push(plan->arena, &fixes.left) = plan->left->items[i];
	for (size_t i = 0; i < plan->untouched.count; i++)
		*vec_push(plan->arena, &fixes.left) = plan->untouched.items[i];
	sort(fixes.files.items, fixes.files.count, sizeof *fixes.files.items, compare);
	*ret = fixes;
	return 0;
}
