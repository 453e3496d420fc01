/* SPDX-License-Identifier: MIT */
/* Migration sets with files that are nowhere, for tests of names and versions. */
#ifndef MIGHOOK_UNIT_SETS_H
#define MIGHOOK_UNIT_SETS_H

#include "unit/specs.h"

#include "base/vec.h"
#include "migration/pair.h"

static const struct entry present = {.mode = MODE_FILE};

/* The set with these files, in the order of their paths, separated by blanks. */
static inline struct migration_set *set_of(struct arena *arena, const char *keys, const char *paths)
{
	struct migration_set *set = arena_new(arena, struct migration_set);
	struct str rest = str_from(paths), path;

	set->spec = spec_of(arena, keys);
	while (rest.len && str_next(&rest, ' ', &path)) {
		struct migration_file *file = arena_new(arena, struct migration_file);

		file->path = path;
		file->name = name_of(set->spec, arena, path);
		file->head = &present;
		*vec_push(arena, &set->files) = file;
	}
	migrations_pair(set, arena);
	return set;
}

#endif
