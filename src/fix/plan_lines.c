/* SPDX-License-Identifier: MIT */
/* Line ends in the index. No rule finds them, but .gitattributes may say what they are to be. */
#include "fix/plan_names.h"

static bool has_crlf(const struct migration_file *file)
{
	return file->script &&
		str_find(file->script->content, STR("\r\n"), 0) < file->script->content.len;
}

struct str_list plan_crlf_files(const struct plan *plan, const struct lint *lint)
{
	struct str_list paths = {0};

	for (size_t i = 0; i < lint->sets->count; i++)
		for (size_t j = 0; j < lint->sets->items[i].files.count; j++) {
			const struct migration_file *file = lint->sets->items[i].files.items[j];

			if (has_crlf(file) && plan_may_touch(plan, file))
				str_list_add(plan->arena, &paths, file->path);
		}
	return paths;
}

void plan_use_lf(struct plan *plan, const struct lint *lint, struct str path)
{
	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_file *file = migration_set_file(&lint->sets->items[i], path);
		struct planned_file *planned;

		if (!file || !has_crlf(file))
			continue;
		planned = plan_file(plan, file);
		planned->content = str_with_lf(plan->arena, file->script->content);
		plan_note(plan, planned, STR("file-encoding"));
	}
}
