/* SPDX-License-Identifier: MIT */
/* A folder for a test that writes files; taken away behind it, whatever the test has left there. */
#ifndef MIGHOOK_UNIT_FOLDER_H
#define MIGHOOK_UNIT_FOLDER_H

#include "unit/fixture.h"

#include <ftw.h>

/* A test's arena and a folder of its own. */
struct place {
	struct arena arena;
	char folder[64];
};

static inline int folder_set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);

	*state = place;
	if (!place)
		return -1;
	snprintf(place->folder, sizeof place->folder, "%s", "/tmp/mighook-unit-XXXXXX");
	return mkdtemp(place->folder) ? 0 : -1;
}

static inline int folder_delete_one(
	const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static inline int folder_tear_down(void **state)
{
	struct place *place = *state;
	int failed = nftw(place->folder, folder_delete_one, 8, FTW_DEPTH | FTW_PHYS);

	arena_release(&place->arena);
	free(place);
	return failed;
}

#define with_folder(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)

static inline struct str in_folder(struct place *place, const char *name)
{
	return str_join_path(&place->arena, str_from(place->folder), str_from(name));
}

#endif
