/* SPDX-License-Identifier: MIT */
/* The committed hash of a schema, in a line as `sha256sum` prints and checks it (requirement S0-21,
 * seed 1 lines 229-243). */
#ifndef MIGHOOK_DATABASE_SCHEMA_HASH_H
#define MIGHOOK_DATABASE_SCHEMA_HASH_H

#include "base/error.h"
#include "base/str.h"

/* Where the hash of a snapshot is: schema.sha256 beside schema.sql. */
struct str schema_hash_path(struct arena *arena, struct str snapshot);

/* "HASH  NAME\n", where a name may hold whatever a path may. */
struct str schema_hash_line(struct arena *arena, struct str hash, struct str name);

/* The hash in such a file, of one line, with a name or without. Anything else is an error. */
_must_check_ int schema_hash_read(struct str *ret, struct arena *arena, struct str path,
	struct str content, struct error *reterr);

#endif
