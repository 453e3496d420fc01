/* SPDX-License-Identifier: MIT */
/*
 * Executes migrations as their runner does, over one connection to a scratch database: each file
 * whole, as one query, or statement by statement where one of them cannot be in a transaction; the
 * session is reset between files. What fails is a finding about the file, not an error.
 */
#ifndef MIGHOOK_DATABASE_REPLAY_H
#define MIGHOOK_DATABASE_REPLAY_H

#include "database/prelude.h"
#include "database/stand_in.h"
#include "migration/order.h"

/* What the server says of a migration that fails. */
struct replay_failure {
	const struct migration_set *set;
	const struct migration_file *file; /* NULL: of none, but of a prelude or snapshot */
	struct str path; /* of the text */
	size_t statement; /* its number in the text, from 1 */
	size_t line, column; /* from 1; column in bytes */
	struct str sqlstate; /* ptr NULL: the server has not failed, see message */
	struct str message; /* one line, to be shown */
	struct str hint; /* what mends it (requirements S1-16, S1-17); ptr NULL: nobody knows */
};

struct replay_failures {
	struct replay_failure *items;
	size_t count, capacity;
};

/* Told before each file, and at the end with NULL: a progress line. */
typedef void replay_progress(
	const struct migration_file *file, size_t number, size_t count, void *context);

struct replay {
	struct arena *arena; /* of what stays */
	const struct change_set *changes; /* whose judged tree has the files */
	struct connection *connection; /* CONNECTION_RUNS */
	struct stand_ins stand_ins; /* for extensions the server does not have */
	struct replay_failures failures;
	const struct runner *runner; /* whose settings the sessions have; NULL: nobody's */
	replay_progress *progress; /* NULL: nobody is told */
	void *progress_context;
};

/* Executes a file's section that goes up, or down. True as `ret_done`: it went through, and left no
 * transaction open; else there is a failure more, and the database is as before that file where the
 * runner would have left it so. -1: the connection is lost, or the file cannot be read. */
_must_check_ int replay_file(struct replay *replay, const struct migration_set *set,
	const struct migration_file *file, bool goes_down, bool *ret_done, struct error *reterr);

/* Executes up files one after another, up to the first that fails. */
_must_check_ int replay_files(struct replay *replay, const struct migration_set *set,
	const struct ordered_files *files, bool *ret_done, struct error *reterr);

/* Executes a text that is no migration: a dump, a snapshot, a team's prelude. Each statement that
 * fails is a failure of its own, and the next one is tried. psql's \restrict and \unrestrict lines
 * and settings that only pg_dump's own server knows are passed over. */
_must_check_ int replay_text(
	struct replay *replay, struct str path, struct str text, struct error *reterr);

#endif
