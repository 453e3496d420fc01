/* SPDX-License-Identifier: MIT */
/* What the parts of a replay share. For the files of this folder only. */
#ifndef MIGHOOK_DATABASE_REPLAY_PARTS_H
#define MIGHOOK_DATABASE_REPLAY_PARTS_H

#include "database/connection_run.h"
#include "database/replay.h"
#include "database/text_edit.h"
#include "sql/split.h"

/* A text on its way to the server. */
struct replay_source {
	const struct migration_set *set; /* NULL: of none */
	const struct migration_file *file; /* NULL: no migration's */
	struct str path, text; /* the whole file */
	size_t from; /* of the part that is executed, in the file */
	struct edited_text sent; /* that part, as the server gets it */
};

/* Of what is sent, what went to the server in one go. */
struct replay_part {
	size_t from, to;
};

/* Begins a session like a new one of the runner's (NULL: of nobody's). */
_must_check_ int replay_session_begin(
	struct replay *replay, const struct migration_set *set, struct error *reterr);

/* True if it does not send the mark that a file begins with. */
bool replay_skips_byte_order_mark(const struct runner *runner);

#define BYTE_ORDER_MARK STR("\xef\xbb\xbf")

/* After a run that has lost the session: another one. `path` is whose deed it was. -1: the server
 * has died, and what it had done may be lost. */
_must_check_ int replay_session_restore(
	struct replay *replay, struct str path, const struct run *run, struct error *reterr);

/* Executes a part; a failure is added, `ret_done` false. -1: there is no server any more. */
_must_check_ int replay_part_run(struct replay *replay, const struct replay_source *source,
	struct replay_part part, bool *ret_done, struct error *reterr);

/* The statements of what is sent; psql's commands among them. */
struct pieces replay_pieces(struct arena *arena, const struct replay_source *source);

/* Where the last one begins. */
size_t replay_last_statement(const struct replay_source *source);

/* Adds what the server has said of a part. */
void replay_add_failure(struct replay *replay, const struct replay_source *source,
	struct replay_part part, const struct run *run);

/* Adds what it has not said, at an offset of what is sent. */
void replay_add_finding(struct replay *replay, const struct replay_source *source, size_t offset,
	struct str message, struct str hint);

/* True, and added, if there is a NUL in what is sent: the server would execute what stands before.
 */
bool replay_has_nul(struct replay *replay, const struct replay_source *source);

/* What mends a failure; ptr NULL: nobody knows. */
struct str replay_hint(
	const struct replay *replay, const struct replay_source *source, const struct run *run);

/* A file of the set with its content; `ret->script` NULL: it is none that is executed as SQL. */
_must_check_ int replay_load(struct migration_file *ret, const struct replay *replay,
	const struct migration_set *set, const struct migration_file *file, struct error *reterr);

#endif
