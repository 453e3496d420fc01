/* SPDX-License-Identifier: MIT */
/* What pg_dump has no option to leave out of a dump. */
#ifndef MIGHOOK_DATABASE_DUMP_EXCLUDED_H
#define MIGHOOK_DATABASE_DUMP_EXCLUDED_H

#include "base/str.h"

/* The dump without what is in no schema itself but made of something in one of these (patterns of
 * pg_dump), and cannot be created where that is not: event triggers, casts, languages. Line numbers
 * stay. */
struct str dump_without_excluded(
	struct arena *arena, struct str dump, const struct str_list *schemas);

/* True if one of the patterns is the schema's; its name may stand in SQL's quotes. */
bool dump_schema_matches(struct arena *arena, struct str schema, const struct str_list *patterns);

#endif
