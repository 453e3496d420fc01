/* SPDX-License-Identifier: MIT */
/* Schemas that a platform keeps itself: no migration answers for them, and no comparison looks into
 * them (Supabase CLI, pkg/migration/dump.go: InternalSchemas). */
#ifndef MIGHOOK_DATABASE_MANAGED_SCHEMA_H
#define MIGHOOK_DATABASE_MANAGED_SCHEMA_H

#include "base/str.h"

/* Adds the patterns, as pg_dump takes them, of the platform that a built-in prelude stands for;
 * none for another prelude. */
void managed_schemas_add(struct arena *arena, struct str prelude, struct str_list *patterns);

#endif
