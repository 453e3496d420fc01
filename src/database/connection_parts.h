/* SPDX-License-Identifier: MIT */
/* What a connection consists of. For the files of this folder only. */
#ifndef MIGHOOK_DATABASE_CONNECTION_PARTS_H
#define MIGHOOK_DATABASE_CONNECTION_PARTS_H

#include "database/connection.h"

struct pg_conn; /* libpq's PGconn */

struct connection {
	struct pg_conn *server;
	struct arena *arena;
	struct str_list secrets;
	struct str place;
	const char *origin;
	int64_t timeout;
	bool ignores_environment;
	char sqlstate[6];
};

/* Milliseconds of a clock that nobody sets. */
int64_t connection_clock(void);

/* What libpq or the server says, in one line: fit to be shown. */
struct str connection_said(const struct connection *connection, const char *message);

/* Waits until the server can be read or written; 0: the deadline has passed. */
int connection_wait(const struct connection *connection, bool writing, int64_t deadline);

/* Says that there was no answer in time. Always -1. */
int connection_timed_out(
	const struct connection *connection, const char *what, struct error *reterr);

#endif
