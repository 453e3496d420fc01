/* SPDX-License-Identifier: MIT */
/* Facts by the names they speak of: what a rule asks of a table must not cost a look at all. */
#ifndef MIGHOOK_LINT_MENTIONS_H
#define MIGHOOK_LINT_MENTIONS_H

#include "sql/sql.h"

/* A fact and the text it is of. */
struct mentioned {
	const struct sql *sql;
	const struct fact *fact;
};

/* Some of them; a borrowed view, or a list that grows. */
struct mentioned_facts {
	struct mentioned *items;
	size_t count, capacity;
};

struct mentions {
	struct mentioned *items; /* those whose names have one hash stand together */
	size_t *starts; /* of each hash in the items, and the end of the last */
	size_t hash_count; /* a power of two; 0: there is nothing */
};

/* Each fact is found under the name of its object, of the table that belongs to, and its new one.
 */
struct mentions mentions_of(struct arena *arena, struct sql *const *texts, size_t count);

/* Facts that speak of the name, in the order of the texts, and perhaps some of other names. */
struct mentioned_facts mentions_find(const struct mentions *mentions, struct str name);

#endif
