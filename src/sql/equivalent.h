/* SPDX-License-Identifier: MIT */
/*
 * Do two pieces of SQL say the same? One is what an author wrote, the other what pg_dump prints of
 * it after the server read it (ruleutils.c): with casts, names of columns and parentheses added, IN
 * as = ANY, constants in the output form of their type. Without a server the types of columns are
 * not known: what hangs on them alone is EQUIVALENCE_UNKNOWN, never EQUIVALENCE_DIFFERENT.
 */
#ifndef MIGHOOK_SQL_EQUIVALENT_H
#define MIGHOOK_SQL_EQUIVALENT_H

#include "base/str.h"

enum equivalence {
	EQUIVALENCE_SAME,
	EQUIVALENCE_UNKNOWN,
	EQUIVALENCE_DIFFERENT,
};

/* Two expressions: DEFAULT, CHECK, USING, WHEN, WHERE of an index, ... Either may be the author's.
 * What lies in `scratch` is of no use afterwards. */
enum equivalence expression_equivalence(struct arena *scratch, struct str a, struct str b);

/* Two elements of an index: "lower(email) text_pattern_ops DESC". */
enum equivalence index_element_equivalence(struct arena *scratch, struct str a, struct str b);

/* A query, and the names written for its columns behind the name of its view. */
struct view_query {
	struct str text;
	struct str_list column_names;
};

/* Two queries of views. */
enum equivalence query_equivalence(
	struct arena *scratch, const struct view_query *a, const struct view_query *b);

#endif
