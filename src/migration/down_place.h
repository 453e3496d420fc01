/* SPDX-License-Identifier: MIT */
/* Where the rollback of a migration is written, so that nobody executes it as a migration. */
#ifndef MIGHOOK_MIGRATION_DOWN_PLACE_H
#define MIGHOOK_MIGRATION_DOWN_PLACE_H

#include "migration/name.h"

struct down_place {
	struct str path; /* from the repository's top */
	struct str name; /* what its own header calls it: a folder's by the folder (header-mismatch) */
	bool is_section; /* of the up file itself */
	bool is_elsewhere; /* the set names another place, where the runner would execute it */
};

/* The set's own place, else a folder `rollback` beside the set's. */
struct down_place down_place_of(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up);

#endif
