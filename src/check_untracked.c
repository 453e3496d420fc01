/* SPDX-License-Identifier: MIT */
#include "check_untracked.h"

#include "base/escape.h"
#include "migration/detect.h"
#include "rules/rules.h"

static int add_of_sets(struct check *check, struct change_set *changes,
	const struct str_list *untracked, struct error *reterr)
{
	struct scope scope = {0};

	set_specs_scope(&check->specs, check->arena, &scope);
	return change_set_add(changes, untracked, &scope, reterr);
}

int check_add_untracked(struct check *check, struct change_set *changes, struct error *reterr)
{
	struct str_list untracked;

	return change_set_untracked(changes, STR(""), &untracked, reterr) ||
			add_of_sets(check, changes, &untracked, reterr)
		? -1
		: 0;
}

int check_prepare_untracked(struct check *check, struct change_set *changes, struct error *reterr)
{
	struct scope telling = detect_scope(check->arena);
	struct str_list untracked;

	if (change_set_untracked(changes, STR(""), &untracked, reterr) ||
		change_set_add(changes, &untracked, &telling, reterr) ||
		check_prepare(check, changes, reterr))
		return -1;
	return add_of_sets(check, changes, &untracked, reterr);
}

int check_add_ignored(struct check *check, struct change_set *changes, const struct set_spec *spec,
	struct error *reterr)
{
	struct scope scope = {0};
	struct str_list ignored;

	scope_add_folder(check->arena, &scope, spec->path);
	scope_finish(&scope);
	return change_set_ignored(changes, spec->path, &ignored, reterr) ||
			change_set_add(changes, &ignored, &scope, reterr)
		? -1
		: 0;
}

/* True if a set's policy, and the command line, ask about them. */
static bool is_asked(const struct check *check, const struct set_spec *spec)
{
	struct str id = STR("migration-untracked");

	return !str_list_contains(&check->skip, id) &&
		(check->options.only.count
				? str_list_contains(&check->options.only, id)
				: policy_severity(spec->policy, &rule_find(id)->key) != SEVERITY_OFF);
}

static int list_folder(struct change_set *changes, struct str folder, struct error *reterr)
{
	struct str_list found;
	bool is_all_tracked;

	/* most often it is: to ask git takes as long as to read all migrations */
	if (change_set_is_all_tracked(changes, folder, &is_all_tracked, reterr))
		return -1;
	if (is_all_tracked)
		return 0;
	if (change_set_untracked(changes, folder, &found, reterr))
		return -1;
	for (size_t i = 0; i < found.count; i++)
		if (!str_list_contains(&changes->untracked, found.items[i]))
			str_list_add(changes->arena, &changes->untracked, found.items[i]);
	return 0;
}

void check_list_untracked(struct check *check, struct change_set *changes)
{
	struct error error;

	for (size_t i = 0; i < check->specs.count && !repository_is_bare(check->repository); i++) {
		const struct set_spec *spec = &check->specs.items[i];

		if (!is_asked(check, spec) ||
			(!list_folder(changes, spec->path, &error) &&
				(!spec->down_folder.ptr || !list_folder(changes, spec->down_folder, &error))))
			continue;
		check_note(check, "migration-untracked was not asked: %s", error.message);
		return;
	}
}

static bool is_of_sets(const struct migration_sets *sets, struct str path)
{
	if (str_equal(path, POLICY_FILE))
		return true;
	for (size_t i = 0; i < sets->count; i++)
		if (str_equal(path, sets->items[i].snapshot) || migration_set_file(&sets->items[i], path))
			return true;
	return false;
}

void check_note_unstaged(
	struct check *check, const struct change_set *changes, const struct migration_sets *sets)
{
	struct str_list unstaged;
	struct error ignored;

	if (repository_is_bare(check->repository) || change_set_unstaged(changes, &unstaged, &ignored))
		return;
	for (size_t i = 0; i < unstaged.count; i++)
		if (is_of_sets(sets, unstaged.items[i]))
			check_note(check,
				"%s has changes that are not staged: what is staged was looked at; git add %s",
				escape_text(check->arena, unstaged.items[i], false).ptr,
				escape_shell(check->arena, unstaged.items[i]).ptr);
}
