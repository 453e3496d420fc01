/* SPDX-License-Identifier: MIT */
/* What the files that make schemas on a scratch server have in common. For them only. */
#ifndef MIGHOOK_CHECK_DATABASE_SCRATCH_PARTS_H
#define MIGHOOK_CHECK_DATABASE_SCRATCH_PARTS_H

#include "check_database_scratch.h"

/* True if something must exist before the set's migrations. */
bool scratch_has_prelude(const struct scratch_check *scratch, const struct migration_set *set);

/* A name that no other database has: letters alone. */
struct str scratch_next_name(struct scratch_check *scratch);

/* The database that has the set's preludes, and nothing else; ptr NULL: it has none. */
_must_check_ int scratch_prepare_preludes(struct scratch_check *scratch,
	const struct migration_set *set, struct str *ret, struct error *reterr);

/* A replay in the session. */
_must_check_ int scratch_start_replay(struct replay *ret, const struct scratch_check *scratch,
	struct connection *connection, struct error *reterr);

/* A new database with what the set's migrations find. Preludes are run once and copied. */
_must_check_ int scratch_create_database(struct scratch_check *scratch,
	const struct migration_set *set, struct str *ret, struct error *reterr);

/* What pg_dump is to leave out: schemas of the platform, and the tables that say what was applied.
 */
struct dump_options scratch_dump_options(
	const struct scratch_check *scratch, const struct migration_set *set);

#endif
