/* SPDX-License-Identifier: MIT */
/*
 * What migrations find before the first of them runs: roles, schemas and objects of the platform
 * (templates/preludes/NAME.sql, or a file of the team's), and stand-ins for extensions that the
 * server does not have (templates/extensions/NAME.sql): objects under their names, registered as
 * members of an extension of that name, so that the server and pg_dump take them for it.
 */
#ifndef MIGHOOK_DATABASE_PRELUDE_H
#define MIGHOOK_DATABASE_PRELUDE_H

#include "database/connection.h"

/* Extensions that were asked for while migrations ran, and are not what they seem. */
struct stand_ins {
	struct str_list names; /* objects that use something of them count as unverified */
	struct str_list available; /* what the server has; read once */
	bool is_read;
};

/* Names of the built-in preludes, and their text; ptr NULL: there is none of that name. */
struct str prelude_builtin(struct str name);

/* The text that stands in for an extension in a schema; ptr NULL: there is none for it. */
struct str stand_in_text(struct arena *arena, struct str extension, struct str schema);

/* Reads which extensions the server has. */
_must_check_ int stand_ins_read(struct stand_ins *stand_ins, struct connection *connection,
	struct arena *arena, struct error *reterr);

/* The text with statements that stand in where it creates an extension that the server does not
 * have and a stand-in exists; all line numbers stay. Adds their names. */
struct str stand_ins_put(struct stand_ins *stand_ins, struct arena *arena, struct str text);

#endif
