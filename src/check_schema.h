/* SPDX-License-Identifier: MIT */
/* What the migrations of the judged tree lead to: the start of commands on the schema. */
#ifndef MIGHOOK_CHECK_SCHEMA_H
#define MIGHOOK_CHECK_SCHEMA_H

#include "check.h"
#include "lint/set_catalog.h"

/* A set, its SQL, and its catalog (NULL: not PostgreSQL's). */
struct set_schema {
	const struct migration_set *set;
	struct set_sql set_sql;
	struct catalog *catalog;
};

struct set_schemas {
	struct set_schema *items;
	size_t count;
};

/* Replays one set that was loaded. */
_must_check_ int check_schema_of_set(struct check *check, const struct change_set *changes,
	const struct migration_set *set, enum catalog_source source, struct set_schema *ret,
	struct error *reterr);

/* Replays every set of the index, in a bare repository of HEAD. Lives in the check's arena. */
_must_check_ int check_schema(
	struct check *check, struct change_set *changes, struct set_schemas *ret, struct error *reterr);

/* The same of the tree of `head`; `ret_added` are the paths of the up files that base...head adds.
 */
_must_check_ int check_schema_range(struct check *check, struct str base, struct str head,
	struct set_schemas *ret, struct str_list *ret_added, struct error *reterr);

#endif
