/* SPDX-License-Identifier: MIT */
/*
 * The program, reading every repository as one that libgit2 cannot open: this stands where the
 * linker looks for backend_libgit2.c. What it says of a repository is compared with what mighook
 * says.
 */
#include "git/backend.h"

int backend_open_libgit2(const struct backend **ret, void **ret_state, struct places *ret_places,
	struct arena *arena, bool checks_owner, const char **ret_beyond, struct error *reterr)
{
	(void)ret, (void)ret_state, (void)ret_places, (void)arena, (void)checks_owner, (void)reterr;
	*ret_beyond = "a format that a test made up";
	return 0;
}
