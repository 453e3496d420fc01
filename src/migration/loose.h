/* SPDX-License-Identifier: MIT */
/* Files on disk that belong to no set: judged for their content alone. */
#ifndef MIGHOOK_MIGRATION_LOOSE_H
#define MIGHOOK_MIGRATION_LOOSE_H

#include "migration/set.h"

/* Reads the files as a set of their own, described by `spec` (set_spec_outside). `shown` are the
 * paths as the user named them, `paths` where they are; both lists go together. */
_must_check_ int loose_set_load(struct migration_set *ret, struct arena *arena,
	const struct set_spec *spec, const struct str_list *shown, const struct str_list *paths,
	struct error *reterr);

#endif
