/* SPDX-License-Identifier: MIT */
/*
 * The program, taking every index for one that is beyond its reader, as a split or a sparse one is:
 * this stands where the linker looks for index_reader.c. Objects are read with libgit2.
 */
#include "git/index_reader.h"

struct index {
	struct entries none;
};

int index_open(struct index **ret, struct arena *arena, struct str path, const char **ret_beyond,
	struct error *reterr)
{
	(void)ret, (void)arena, (void)path, (void)reterr;
	*ret_beyond = "an index that a test made up";
	return 0;
}

struct index *index_empty(struct arena *arena)
{
	return arena_new(arena, struct index);
}

int index_entries(const struct index *index, const struct scope *scope, struct arena *arena,
	struct entries *ret, struct error *reterr)
{
	(void)scope, (void)arena, (void)reterr;
	*ret = index->none;
	return 0;
}

bool index_folder_id(const struct index *index, struct str folder, struct object_id *ret)
{
	(void)index, (void)folder, (void)ret;
	return false;
}
