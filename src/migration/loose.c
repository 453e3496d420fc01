/* SPDX-License-Identifier: MIT */
#include "migration/loose.h"

#include "base/file.h"
#include "base/vec.h"

int loose_set_load(struct migration_set *ret, struct arena *arena, const struct set_spec *spec,
	const struct str_list *shown, const struct str_list *paths, struct error *reterr)
{
	struct migration_set set = {.spec = spec};

	for (size_t i = 0; i < shown->count; i++) {
		struct migration_file *file = arena_new(arena, struct migration_file);
		struct entry *entry = arena_new(arena, struct entry);
		struct str content;

		if (file_read(&content, arena, paths->items[i], reterr))
			return -1;
		*entry = (struct entry){.path = shown->items[i], .mode = MODE_FILE, .content = content};
		file->path = shown->items[i];
		file->name = name_of(spec, arena, str_basename(file->path));
		/* What was named by hand is judged, whatever it is called. */
		if (!role_is_sql(file->name.role))
			file->name.role = spec->runner->up_marker ? ROLE_BOTH : ROLE_UP;
		file->head = entry;
		file->is_judged = true;
		file->script = script_read(arena, spec, file->name.role, content);
		*vec_push(arena, &set.files) = file;
	}
	*ret = set;
	return 0;
}
