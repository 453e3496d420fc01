/* SPDX-License-Identifier: MIT */
/* What of a database uses an extension that only a stand-in is there for: whether that would work
 * is not proven. */
#ifndef MIGHOOK_DATABASE_STAND_IN_USE_H
#define MIGHOOK_DATABASE_STAND_IN_USE_H

#include "database/connection.h"

struct stand_in_use {
	struct str extension;
	struct str_list objects; /* as the server describes them: "column e of table docs" */
};

struct stand_in_uses {
	struct stand_in_use *items;
	size_t count, capacity;
};

/* Reads them; extensions that nothing uses are left out. */
_must_check_ int stand_in_uses_read(struct stand_in_uses *ret, struct connection *connection,
	struct arena *arena, struct error *reterr);

#endif
