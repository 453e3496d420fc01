/* SPDX-License-Identifier: MIT */
/* When an attribute says the same on both sides. */
#ifndef MIGHOOK_SCHEMA_SAME_H
#define MIGHOOK_SCHEMA_SAME_H

#include "schema/catalog.h"

/* One as an author wrote it, the other as the server shows it; either may be NULL. What cannot be
 * told counts as the same. */
bool attribute_is_same(struct arena *arena, const struct object_state *state,
	enum attribute_key key, const struct attribute *a, const struct attribute *b);

#endif
