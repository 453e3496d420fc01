/* SPDX-License-Identifier: MIT */
/* A name pattern as a reader understands it: YYYYMMDDHHMMSS_description.sql. */
#ifndef MIGHOOK_MIGRATION_SHAPE_H
#define MIGHOOK_MIGRATION_SHAPE_H

#include "base/str.h"

/* What names that match `pattern` look like. Counted digits become a date or zeros, groups their
 * name or their alternatives. Patterns with more than that are shown as they are. */
struct str shape_of(struct arena *arena, struct str pattern);

/* True if the pattern has a group `type`. */
bool shape_has_type(struct str pattern);

/* The alternatives that the group `type` of a pattern lists; none if it is no plain list. */
struct str_list shape_types(struct arena *arena, struct str pattern);

#endif
