/* SPDX-License-Identifier: MIT */
#include "check_untracked.h"

#include "migration/detect.h"

int check_add_untracked(struct check *check, struct change_set *changes, struct error *reterr)
{
	struct scope scope = {0};
	struct str_list untracked;

	set_specs_scope(&check->specs, check->arena, &scope);
	return change_set_untracked(changes, &untracked, reterr) ||
			change_set_add(changes, &untracked, &scope, reterr)
		? -1
		: 0;
}

int check_prepare_untracked(struct check *check, struct change_set *changes, struct error *reterr)
{
	struct scope telling = detect_scope(check->arena);
	struct str_list untracked;

	if (change_set_untracked(changes, &untracked, reterr) ||
		change_set_add(changes, &untracked, &telling, reterr) ||
		check_prepare(check, changes, reterr))
		return -1;
	return check_add_untracked(check, changes, reterr);
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
