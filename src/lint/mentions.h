/* SPDX-License-Identifier: MIT */
/* Facts by the names they speak of: what a rule asks of a table must not cost a look at all. */
#ifndef MIGHOOK_LINT_MENTIONS_H
#define MIGHOOK_LINT_MENTIONS_H

#include "sql/sql.h"

/* What facts are looked for. */
enum mention_kind {
	MENTION_MADE, /* CREATE, and RENAME under the new name */
	MENTION_REMOVED, /* DROP of anything; DELETE and TRUNCATE: within one text only */
	MENTION_TEMPORARY, /* CREATE TEMPORARY: within one text only */
	MENTION_CHANGED, /* DROP, and what turns row security on, under the name of the table too */
};

/* A fact and the text it is of. */
struct mentioned {
	const struct sql *sql;
	const struct fact *fact;
};

/* Some of them, a borrowed view. */
struct mentioned_facts {
	const struct mentioned *items;
	size_t count;
};

struct mentions {
	struct mentioned *items; /* those whose names have one hash stand together */
	size_t *starts; /* of each hash in the items, and the end of the last */
	size_t hash_count; /* a power of two; 0: there is nothing */
};

struct mentions mentions_of(struct arena *arena, struct sql *const *texts, size_t count);

/* Facts about an object of the name, in the order of the texts, and perhaps some others besides.
 * `table`: ptr NULL, or only of what belongs to it. `sql`: NULL, or only those of that text. */
struct mentioned_facts mentions_find(const struct mentions *mentions, enum mention_kind kind,
	struct str name, struct str table, const struct sql *sql);

#endif
