/* SPDX-License-Identifier: MIT */
/*
 * Stand-ins for extensions that the server does not have (templates/extensions/NAME.sql): objects
 * under their names, registered as members of an extension of that name (templates/stand_in.sql),
 * so that the server and pg_dump take them for it. Only a superuser can do that.
 */
#ifndef MIGHOOK_DATABASE_STAND_IN_H
#define MIGHOOK_DATABASE_STAND_IN_H

#include "database/connection.h"
#include "database/text_edit.h"

/* What a server has, and what was asked for that is not what it seems. */
struct stand_ins {
	struct str_list names; /* objects that use something of them count as unverified */
	struct str_list available; /* what the server has */
	struct str_list
		stripped; /* of indexes, from USING on: what had parameters that were left out */
	bool are_possible; /* it was asked, and lets this user make them */
};

/* Asks the server. */
_must_check_ int stand_ins_read(struct stand_ins *stand_ins, struct connection *connection,
	struct arena *arena, struct error *reterr);

/* The text with what stands in where it creates an extension that the server does not have; all
 * line numbers stay. Parameters of an access method that is one, which no other knows, are left
 * out, and told as `stripped`. Adds the names. */
struct edited_text stand_ins_put(struct stand_ins *stand_ins, struct arena *arena, struct str text);

#endif
