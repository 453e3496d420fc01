/* SPDX-License-Identifier: MIT */
/* The header comment of a migration: `-- Field: value` before the first SQL. */
#ifndef MIGHOOK_MIGRATION_HEADER_H
#define MIGHOOK_MIGRATION_HEADER_H

#include "migration/scan.h"

struct header_field {
	struct str name, value; /* trimmed; the value may be empty */
	size_t offset; /* of the name in the text */
	size_t value_offset;
};

struct header {
	struct header_field *items;
	size_t count, capacity;
};

/* The fields among the comments before the first SQL. */
struct header header_of(struct arena *arena, const struct scan *scan);

/* The first field of that name, in any case of letters; NULL if there is none. */
const struct header_field *header_find(const struct header *header, struct str name);

#endif
