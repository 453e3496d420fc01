/* SPDX-License-Identifier: MIT */
/* Line ends in the index. No rule finds them, but .gitattributes may say what they are to be. */
#include "fix/plan_names.h"
#include "rules/rules.h"

static bool has_crlf(const struct migration_file *file)
{
	return file->script &&
		str_find(file->script->content, STR("\r\n"), 0) < file->script->content.len;
}

/* They belong to how a file is encoded. */
static bool is_asked(const struct lint *lint, const struct set_spec *spec)
{
	return lint_severity(lint, lint_demands(lint, spec)->policy, rule_find(STR("file-encoding"))) !=
		SEVERITY_OFF;
}

struct str_list plan_crlf_files(const struct plan *plan, const struct lint *lint)
{
	struct str_list paths = {0};

	for (size_t i = 0; i < lint->sets->count; i++) {
		const struct migration_set *set = &lint->sets->items[i];

		for (size_t j = 0; is_asked(lint, set->spec) && j < set->files.count; j++) {
			const struct migration_file *file = set->files.items[j];

			if (has_crlf(file) && plan_may_touch(plan, file))
				str_list_add(plan->arena, &paths, file->path);
		}
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
