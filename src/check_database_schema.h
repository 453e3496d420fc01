/* SPDX-License-Identifier: MIT */
/* The schema that migrations lead to, or that a database has, in the one form that is committed,
 * and where that is committed. */
#ifndef MIGHOOK_CHECK_DATABASE_SCHEMA_H
#define MIGHOOK_CHECK_DATABASE_SCHEMA_H

#include "check_database_drift.h"

/* Executes migrations, or with `against` reads the database alone, and compares nothing: each set's
 * `chain` is what came of it, and stable. To be closed by the caller, also after an error. */
_must_check_ int check_database_schema(struct check *check, const struct drift_request *request,
	struct database_drift *ret, struct error *reterr);

/* The canonical text, of which no byte differs from one server, run or path to the next. */
struct str schema_text(struct arena *arena, const struct schema_side *side);

/* The path of the set's snapshot in SQL, also where it is not there yet. A set that cannot have one
 * is an error. */
_must_check_ int schema_snapshot_path(
	const struct migration_set *set, struct arena *arena, struct str *ret, struct error *reterr);

/* A file of the judged tree; ptr NULL: it is not there. */
_must_check_ int schema_committed(
	const struct database_check *database, struct str path, struct str *ret, struct error *reterr);

/* The hash that is committed beside the set's snapshot; ptr NULL: there is none. `ret_path`: its
 * file. */
_must_check_ int schema_committed_hash(const struct database_check *database,
	const struct migration_set *set, struct str *ret_path, struct str *ret, struct error *reterr);

/* The kind of object that a hash is in a finding. */
#define SCHEMA_HASH_KIND "hash"

/* Compares the committed hash of each set, where there is one, with that of the migrations, which
 * were executed. What is not the same is a finding more, about an object of the kind `hash`. A set
 * that has neither a hash nor a snapshot is an error. */
_must_check_ int schema_compare_hashes(struct database_drift *drift, struct error *reterr);

#endif
