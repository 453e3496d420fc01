/* SPDX-License-Identifier: MIT */
/* The objects that a database has, as a catalog: what migrations lead to is compared with it. */
#ifndef MIGHOOK_DATABASE_LIVE_CATALOG_H
#define MIGHOOK_DATABASE_LIVE_CATALOG_H

#include "database/connection.h"
#include "schema/catalog.h"

/* Reads what is in these schemas, and all extensions, with one query that writes nothing. Comments,
 * privileges, storage parameters and arguments of triggers are left out. */
_must_check_ int live_catalog_read(struct catalog **ret, struct arena *arena,
	struct connection *connection, const struct str_list *schemas, struct error *reterr);

/* The query: rows of kind, schema, the table or type of a part, name, signature, and attributes as
 * JSON; what belongs to another object comes behind it. `schemas` is a list of constants. */
struct str live_catalog_query(struct arena *arena, struct str schemas);

#endif
