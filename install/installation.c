/* SPDX-License-Identifier: MIT */
#include "install/installation.h"

#include "base/json.h"
#include "base/vec.h"

const struct target *installation_target(
	const struct hooks_directory *directory, const struct found_managers *managers)
{
	if (directory->husky.ptr)
		return target_of_option("husky");
	for (size_t i = 0; i < managers->count; i++)
		if (managers->items[i].is_written)
			return target_of_option(managers->items[i].manager->option);
	return target_of_option(NULL);
}

int installation_make(struct installation *installation, struct arena *arena,
	const struct hooks_directory *directory, struct error *reterr)
{
	const struct place place = {
		.arena = arena,
		.directory = directory,
		.links_program = installation->links_program,
	};

	for (size_t i = 0, named = installation->hooks.count; !named && i < hook_count; i++)
		if (installation->target->has_default(hooks[i]))
			*vec_push(arena, &installation->hooks) = hooks[i];
	if (installation->target->add(&place, &installation->hooks, &installation->where, reterr))
		return -1;
	installation->remaining = installation->target->remaining(&place);
	return 0;
}

struct str installation_names(const struct installation *installation, struct arena *arena)
{
	struct text names = {.arena = arena};

	for (size_t i = 0; i < installation->hooks.count; i++)
		text_addf(&names, "%s%s", i ? ", " : "", installation->hooks.items[i]->name);
	return text_str(&names);
}

void installation_add_json(const struct installation *installation, struct json *array)
{
	for (size_t i = 0; i < installation->hooks.count; i++) {
		struct json *object = json_append_object(array);

		json_add_string(object, "name", str_from(installation->hooks.items[i]->name));
		json_add_path(object, "path", installation->where);
	}
}
