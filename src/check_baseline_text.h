/* SPDX-License-Identifier: MIT */
/* The text of a migration that holds a whole schema, as the runner of its set takes it. */
#ifndef MIGHOOK_CHECK_BASELINE_TEXT_H
#define MIGHOOK_CHECK_BASELINE_TEXT_H

#include "migration/spec.h"

/* Header, the runner's marker, and the SQL in a transaction if nobody else begins one: all of it or
 * nothing must have happened. `header`: comments, ending in a line end. */
struct str baseline_text(
	struct arena *arena, const struct set_spec *spec, struct str header, struct str sql);

#endif
