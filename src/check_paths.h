/* SPDX-License-Identifier: MIT */
/* Paths as the user typed them: which files they mean, and to which set each belongs. */
#ifndef MIGHOOK_CHECK_PATHS_H
#define MIGHOOK_CHECK_PATHS_H

#include "migration/loose.h"

struct named_files {
	struct str_list inside; /* of a set: paths from the repository's top */
	struct str_list outside, outside_shown; /* of no set: where they are, and as they were named */
};

/* Finds the files. Of a folder: all files below it that lie in a set, else its .sql files. A path
 * that does not exist, or a folder with nothing to judge, is an error. `repository` may be NULL. */
_must_check_ int named_files_of(struct named_files *ret, struct arena *arena,
	const struct repository *repository, const struct set_specs *specs,
	const struct str_list *paths, struct error *reterr);

#endif
