/* SPDX-License-Identifier: MIT */
/* What of a schema is not what it seems, for an extension that the scratch server does not have. */
#ifndef MIGHOOK_CHECK_DATABASE_UNVERIFIED_H
#define MIGHOOK_CHECK_DATABASE_UNVERIFIED_H

#include "check_database_scratch.h"

/* Notes what uses such an extension, and the indexes that lack their parameters. */
void note_unverified(struct check *check, const struct schema_side *side);

/* The indexes of the side that lack their parameters, in a sentence; ptr NULL: none does. */
struct str unverified_parameters(struct arena *arena, const struct schema_side *side);

/* That there are such indexes is an error where the schema is to be written down: it would be
 * another one. */
_must_check_ int require_parameters(
	struct arena *arena, const struct schema_side *side, struct error *reterr);

#endif
