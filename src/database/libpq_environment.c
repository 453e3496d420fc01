/* SPDX-License-Identifier: MIT */
#include "database/libpq_environment.h"

#include <unistd.h>

struct str_list libpq_environment_take(struct arena *arena)
{
	struct str_list taken = {0};

	for (char **variable = environ; *variable; variable++)
		if (str_starts(str_from(*variable), STR("PG")) && strchr(*variable, '='))
			str_list_add(arena, &taken, str_copy(arena, str_from(*variable)));
	for (size_t i = 0; i < taken.count; i++) {
		struct str rest = taken.items[i], name = {NULL, 0};

		(void)str_next(&rest, '=', &name);
		unsetenv(str_copy(arena, name).ptr);
	}
	return taken;
}

void libpq_environment_restore(const struct str_list *taken)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < taken->count; i++) {
		struct str rest = taken->items[i], name = {NULL, 0};

		(void)str_next(&rest, '=', &name);
		setenv(str_copy(&scratch, name).ptr, rest.len ? rest.ptr : "", /* overwrite= */ 1);
	}
	arena_release(&scratch);
}
