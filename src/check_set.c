/* SPDX-License-Identifier: MIT */
#include "check_set.h"

#include "base/below.h"
#include "base/escape.h"

/* The current folder from the worktree's top; ptr NULL: outside it. */
static struct str current_folder(const struct check *check)
{
	struct str top = repository_worktree(check->repository);
	char *resolved = realpath(".", NULL);
	struct str folder = str_copy(check->arena, str_from(resolved ? resolved : ""));

	free(resolved);
	if (str_equal(folder, top))
		return STR("");
	return str_within(folder, top) ? str_slice(folder, top.len + 1, folder.len)
								   : (struct str){NULL, 0};
}

static const struct set_spec *spec_of_path(const struct set_specs *specs, struct str path)
{
	for (size_t i = 0; path.ptr && i < specs->count; i++)
		if (str_equal(specs->items[i].path, path))
			return &specs->items[i];
	return NULL;
}

/* The set of the current folder: the one that holds it, or the only one below it. */
static const struct set_spec *spec_here(struct check *check, struct str here)
{
	const struct set_spec *found = NULL;

	if (!here.len)
		return NULL;
	found = set_specs_holding(&check->specs, str_join_path(check->arena, here, STR("x")));
	for (size_t i = 0; !found && i < check->specs.count; i++) {
		const struct set_spec *spec = &check->specs.items[i];

		if (!str_within(spec->path, here))
			continue;
		for (size_t j = i + 1; j < check->specs.count; j++)
			if (str_within(check->specs.items[j].path, here))
				return NULL;
		found = spec;
	}
	return found;
}

static struct str listed_sets(struct check *check)
{
	struct text text = {.arena = check->arena};

	for (size_t i = 0; i < check->specs.count; i++)
		text_addf(&text, "%s%s", i ? ", " : "",
			escape_text(check->arena,
				check->specs.items[i].path.len ? check->specs.items[i].path : STR("."), false)
				.ptr);
	return text_str(&text);
}

int check_choose_set(
	struct check *check, struct str wanted, const struct set_spec **ret, struct error *reterr)
{
	struct str here = current_folder(check);

	*ret = NULL;
	if (!check->specs.count) {
		error_set(reterr, "there is no migration folder here");
		return error_hint(reterr,
			"if there is one, name it in .mighook.yaml: `sets: [{path: db/migrations, runner: "
			"goose}]`");
	}
	if (wanted.ptr) {
		*ret = spec_of_path(&check->specs, below_path(check->arena, wanted));
		if (!*ret && here.ptr)
			*ret = spec_of_path(
				&check->specs, below_path(check->arena, str_join_path(check->arena, here, wanted)));
		if (*ret)
			return 0;
		error_set(reterr, "--set: '%s' is no migration set",
			escape_text(check->arena, wanted, false).ptr);
		return error_hint(reterr, "there is: %s", listed_sets(check).ptr);
	}
	*ret = check->specs.count == 1 ? check->specs.items : spec_here(check, here);
	if (*ret)
		return 0;
	error_set(
		reterr, "there are %zu migration sets: %s", check->specs.count, listed_sets(check).ptr);
	return error_hint(reterr, "name one with --set PATH, or go into its folder");
}
