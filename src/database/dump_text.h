/* SPDX-License-Identifier: MIT */
/* The text of a dump's statements without what differs from one pg_dump, server or cluster to the
 * next (facts of pg_dump.c and ruleutils.c, versions 13 to 18). */
#ifndef MIGHOOK_DATABASE_DUMP_TEXT_H
#define MIGHOOK_DATABASE_DUMP_TEXT_H

#include "database/dump_statement.h"

/* Identifiers are quoted where they have to be alone, roles of a policy in the order of their
 * names, no names of constraints that the server would give itself, no blanks at the ends of lines;
 * without pg_attver, which is nobody's. Empty if nothing is left. */
struct str dump_text_canonical(
	struct arena *arena, struct str sql, const struct dump_statement *statement);

/* True if a statement says nothing of the schema. */
bool dump_text_is_noise(struct str sql, const struct dump_statement *statement);

/* True for what a pg_dump since 15 says of a server before 15: the rights that everybody had there
 * on the schema public, and has no more. */
bool dump_text_is_old_default(struct arena *arena, struct str sql);

/* Major version of the server, if the line is the comment of pg_dump's that tells it; else 0. */
unsigned dump_text_server_version(struct str line);

/* The statement without the column option pg_attver, which a server without it refuses; empty if
 * nothing else is in it. */
struct str dump_text_without_attver(struct arena *arena, struct str sql);

#endif
