/* SPDX-License-Identifier: MIT */
/* What a text may do that cannot be read: dynamic SQL, statements that do not parse. */
#ifndef MIGHOOK_SCHEMA_UNKNOWN_H
#define MIGHOOK_SCHEMA_UNKNOWN_H

#include "schema/catalog.h"

/* Marks as unverified what such statements of the text speak of. */
void catalog_mark_unknown(struct catalog *catalog, const struct sql *sql);

/* Marks all there is: a text could not be read that may do anything to it. */
void catalog_mark_all_unknown(struct catalog *catalog);

#endif
