/* SPDX-License-Identifier: MIT */
/*
 * The first migration of a database that has none in its repository: what it has, as a file that
 * an empty one can execute, and the snapshot with the same (requirements S4-03, S4-04, C-25). It is
 * proven before it is written: executed on a scratch server, it leads to what the database has.
 */
#ifndef MIGHOOK_CHECK_DATABASE_BASELINE_H
#define MIGHOOK_CHECK_DATABASE_BASELINE_H

#include "check_database_scratch.h"
#include "check_new.h"

struct baseline_request {
	struct database_options database;
	struct scratch_request scratch;
	struct str name; /* words behind `baseline` in the file's name; ptr NULL: schema */
};

struct database_baseline {
	struct database_check database;
	struct scratch_check live_server, own_server;
	struct schema_side live, replayed;
	struct new_migration migration; /* its files, the migration first; the snapshot is apart */
	struct str snapshot; /* path; ptr NULL: the set has none */
	struct str snapshot_text;
	struct drift_objects objects; /* left: the database, right: the baseline */
	const struct replay_failures *failures; /* of the dump, or of the baseline; NULL: none */
	size_t orphans; /* rows of the history that no file is there for */
	bool is_proven; /* else nothing may be written */
};

/* Reads the database, and writes nothing. A set that has migrations is an error. To be closed by
 * the caller, also after an error. */
_must_check_ int check_database_baseline(struct check *check,
	const struct baseline_request *request, struct database_baseline *ret, struct error *reterr);

void database_baseline_close(struct database_baseline *baseline);

#endif
