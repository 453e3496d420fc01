/* SPDX-License-Identifier: MIT */
/*
 * Statements that come from a migration, on a connection that runs them (CONNECTION_RUNS): they may
 * fail, take the session down, never end. That is an answer, not an error. What they return is
 * dropped.
 */
#ifndef MIGHOOK_DATABASE_CONNECTION_RUN_H
#define MIGHOOK_DATABASE_CONNECTION_RUN_H

#include "database/connection.h"

enum session_state {
	SESSION_IDLE, /* in no transaction */
	SESSION_IN_TRANSACTION,
	SESSION_IN_FAILED_TRANSACTION,
	SESSION_LOST,
};

/* What came of it. */
struct run {
	size_t completed; /* how many statements went through */
	bool failed;
	bool timed_out; /* the failure is that it took too long, and was cancelled */
	bool wants_lines; /* it is that COPY ... FROM STDIN got none */
	struct str sqlstate; /* ptr NULL: the server has said nothing */
	struct str message; /* one line, to be shown */
	struct str advice; /* the server's own hint, the same way; ptr NULL: none */
	struct str context; /* as the server has it; ptr NULL: none */
	size_t position; /* in what was sent: characters, from 1; 0: not said */
	struct str inner; /* the text of a statement inside a function; ptr NULL: not in one */
	size_t inner_position; /* in that; 0: not said */
	enum session_state state;
};

/* Sends a text as one query, as a single-threaded client does: a transaction unless it says
 * something else, or is one statement. `lines` are what a COPY ... FROM STDIN in it gets; ptr NULL:
 * it is refused. A statement that takes longer than the connection's timeout is cancelled. The
 * answer lives in the arena. -1: no answer at all. */
_must_check_ int connection_run(struct connection *connection, struct arena *arena, struct str sql,
	struct str lines, struct run *ret, struct error *reterr);

/* How the session stands. */
enum session_state connection_session(const struct connection *connection);

#endif
