/* SPDX-License-Identifier: MIT */
/* When an attribute says the same on both sides. */
#ifndef MIGHOOK_SCHEMA_SAME_H
#define MIGHOOK_SCHEMA_SAME_H

#include "schema/catalog.h"
#include "sql/equivalent.h"

/* One state is an author's, the other what the server shows; either may be left. */
enum equivalence attribute_equivalence(struct arena *arena, enum attribute_key key,
	const struct object_state *left, const struct object_state *right);

/* The same where what cannot be told counts as the same. */
bool attribute_is_same(struct arena *arena, enum attribute_key key, const struct object_state *left,
	const struct object_state *right);

/* True for one signature, whichever of the types have their schemas written. */
bool signature_is_same(struct str a, struct str b);

#endif
