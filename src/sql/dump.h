/* SPDX-License-Identifier: MIT */
/* What pg_dump writes, as the text of a migration. */
#ifndef MIGHOOK_SQL_DUMP_H
#define MIGHOOK_SQL_DUMP_H

#include "base/error.h"
#include "base/str.h"

/*
 * Takes out what a runner cannot execute or what would outlive the migration (requirements C-25):
 * psql's commands, the schema public, and settings of the session, above all an empty search_path.
 * Statements stay as they are. `name` stands in messages. A dump in another format than plain SQL,
 * one with rows that psql would copy, and one without a statement are errors.
 */
_must_check_ int dump_as_migration(
	struct str *ret, struct arena *arena, struct str dump, struct str name, struct error *reterr);

/* True if a dump's statements create the table: a name as pg_dump writes it, of any schema if it
 * has none. */
bool dump_creates(struct arena *arena, struct str sql, struct str table);

#endif
