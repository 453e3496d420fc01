/* SPDX-License-Identifier: MIT */
/* Names and values as SQL writes them (PostgreSQL manual, 4.1), with standard_conforming_strings.
 */
#ifndef MIGHOOK_DATABASE_SQL_TEXT_H
#define MIGHOOK_DATABASE_SQL_TEXT_H

#include "base/str.h"

/* "a""b" */
struct str sql_identifier(struct arena *arena, struct str name);

/* 'it''s', or E'\x1B' with what no terminal may get as it is; NULL where ptr is NULL. */
struct str sql_literal(struct arena *arena, struct str text);

/* schema.table as a policy or a tool writes it, each part quoted: one with a dot or a quote stands
 * in double quotes there. ptr NULL: it is no such name. */
struct str sql_table(struct arena *arena, struct str table);

/* The table that keeps what was taken out of that one: TABLE_archive, in the same schema. */
struct str archive_table(struct arena *arena, struct str table);

#endif
