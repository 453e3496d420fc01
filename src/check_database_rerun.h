/* SPDX-License-Identifier: MIT */
/* A set's migrations executed one by one on a scratch server, back and again, with a look at the
 * database in between; and from the start, where what was tried has left it as it should not be. */
#ifndef MIGHOOK_CHECK_DATABASE_RERUN_H
#define MIGHOOK_CHECK_DATABASE_RERUN_H

#include "check_database_drift.h"

/* What is said of a failure that an execution out of the ordinary has. */
struct rerun_words {
	const char *when; /* before the message; NULL: nothing */
	const char *missing, *there; /* hints for what is not there, and for what is there already;
									NULL: what is said of any migration */
};

/* Of an execution like any other. */
extern const struct rerun_words rerun_first_time;

/* What the database was at one moment. */
struct rerun_state {
	struct arena arena; /* of all that follows */
	struct str dump; /* ptr NULL: nobody has looked yet */
	struct str catalogs; /* the same: no catalog was written meanwhile; ptr NULL: nobody knows */
};

struct rerun {
	struct database_drift *drift;
	struct set_drift *set;
	struct ordered_files files;
	struct str database;
	struct connection *connection;
	struct replay replay;
	struct rerun_state before, after;
	struct str catalog_query; /* ptr NULL: not written yet; empty: it cannot be asked */
};

/* Executes so many of the set's migrations on a server that has seen none of them: roles belong to
 * a whole server, and outlive a database. False as `ret_done`: one of them has failed. To be
 * closed by the caller, also after an error. */
_must_check_ int rerun_begin(
	struct rerun *rerun, size_t count, bool *ret_done, struct error *reterr);
void rerun_close(struct rerun *rerun);

/* When all was tried: what the set's verdict is, and what of it is not what it seems. */
_must_check_ int rerun_finish(struct rerun *rerun, struct error *reterr);

/* Executes the migration of that number, forward; a failure is the set's, in these words. */
_must_check_ int rerun_execute(struct rerun *rerun, size_t number, struct rerun_words words,
	bool *ret_done, struct error *reterr);

/* The failures of the replay since the last call become the set's: they are about `file`. */
void rerun_keep_failures(
	struct rerun *rerun, const struct migration_file *file, struct rerun_words words);

/* Begins a session with nothing of what the last migration has set in its own. */
_must_check_ int rerun_reset(struct rerun *rerun, struct error *reterr);

/* Looks at the schema as it is now. Where no catalog was written since the state was seen it is
 * still that one. */
_must_check_ int rerun_look(struct rerun *rerun, struct rerun_state *state, struct error *reterr);

/* True as `ret`: no catalog was written since the state was seen. */
_must_check_ int rerun_is_untouched(
	struct rerun *rerun, const struct rerun_state *state, bool *ret, struct error *reterr);

/* What differs, as findings about the file of that path; the names of both sides are given. True
 * as `ret_broken`: more than the order of columns, or comments. */
_must_check_ int rerun_compare(struct rerun *rerun, struct str path, struct str before,
	struct str after, bool *ret_broken, struct error *reterr);

/* Differences that no dump shows, as findings. */
void rerun_report(struct rerun *rerun, struct str path, struct str before, struct str after,
	const struct drift_objects *objects);

#endif
