/* SPDX-License-Identifier: MIT */
/* A line in husky's hook files, which a team commits. */
#include "base/file.h"
#include "install/marked_file.h"
#include "install/target.h"

#define MARKER "# mighook install --husky"

static struct str folder_of(const struct place *place)
{
	if (place->directory->husky.ptr)
		return place->directory->husky;
	return str_join_path(place->arena, place->directory->worktree, STR(".husky"));
}

static bool is_pre_commit(const struct hook *hook)
{
	return !strcmp(hook->name, "pre-commit");
}

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct str folder = folder_of(place);

	if (file_make_folder(folder, reterr))
		return -1;
	for (size_t i = 0; i < chosen->count; i++) {
		struct str name = str_from(chosen->items[i]->name);
		struct str line = str_format(
			place->arena, "%s\n", target_guarded_line(place->arena, name.ptr, " \"$@\"").ptr);
		struct marked_file file;

		if (marked_file_open(
				&file, place->arena, str_join_path(place->arena, folder, name), 0755, reterr) ||
			marked_file_put(&file, MARKER, line, file.content.len, reterr))
			return -1;
	}
	*ret_where = folder;
	return 0;
}

static int remove_lines(const struct place *place, struct str_list *removed, struct error *reterr)
{
	for (size_t i = 0; place->directory->worktree.ptr && i < hook_count; i++) {
		struct str path = str_join_path(place->arena, folder_of(place), str_from(hooks[i]->name));
		struct marked_file file;
		bool found;

		if (marked_file_open(&file, place->arena, path, 0755, reterr) ||
			marked_file_remove(&file, MARKER, &found, reterr))
			return -1;
		if (found)
			str_list_add(place->arena, removed, path);
	}
	return 0;
}

static struct str remaining(const struct place *place)
{
	return place->directory->husky.ptr ? (struct str){NULL, 0}
									   : STR("husky itself is not set up here: npx husky init");
}

const struct target target_husky = {
	.option = "husky",
	.has_default = is_pre_commit,
	.add = add,
	.remove = remove_lines,
	.remaining = remaining,
};
