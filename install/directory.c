/* SPDX-License-Identifier: MIT */
/* The folder git runs hooks from; on a server the same folder for the hooks of a push. */
#include "install/installer.h"
#include "install/target.h"

static int add(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
	struct error *reterr)
{
	struct str folder = place->directory->path;

	if (installer_put_program(folder, place->links_program, reterr))
		return -1;
	for (size_t i = 0; i < chosen->count; i++)
		if (installer_add(folder, chosen->items[i], reterr))
			return -1;
	*ret_where = folder;
	return 0;
}

static int remove_all(const struct place *place, struct str_list *removed, struct error *reterr)
{
	struct str folder = place->directory->path;
	bool found;

	for (size_t i = 0; i < hook_count; i++) {
		struct str name = str_from(hooks[i]->name);

		if (installer_remove(folder, name, &found, reterr))
			return -1;
		if (found)
			str_list_add(place->arena, removed, str_join_path(place->arena, folder, name));
	}
	return installer_remove_program(folder, reterr);
}

static int remove_nothing(const struct place *place, struct str_list *removed, struct error *reterr)
{
	(void)place; /* the hooks directory's own removal has taken them out */
	(void)removed;
	(void)reterr;
	return 0;
}

static struct str remaining(const struct place *place)
{
	return place->directory->is_shared
		? STR("core.hooksPath is set for all your repositories: the hook runs in each")
		: (struct str){NULL, 0};
}

static bool is_of_server(const struct hook *hook)
{
	return hook->is_server;
}

const struct target target_directory = {
	.has_default = target_has_usual_hooks,
	.add = add,
	.remove = remove_all,
	.remaining = remaining,
};

const struct target target_server = {
	.option = "server",
	.has_default = is_of_server,
	.add = add,
	.remove = remove_nothing,
	.remaining = remaining,
};
