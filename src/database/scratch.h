/* SPDX-License-Identifier: MIT */
/*
 * A PostgreSQL that lives no longer than the command: a server of our own, started from a data
 * directory that initdb made once, reachable through a socket in a folder that only its user may
 * enter; or databases of a server that was given (--shadow-url), dropped at the end. Nothing of it
 * has to survive a crash, and nothing is left: it dies with this process, and what a killed one
 * left behind the next run removes.
 */
#ifndef MIGHOOK_DATABASE_SCRATCH_H
#define MIGHOOK_DATABASE_SCRATCH_H

#include "database/connection.h"

struct scratch;

struct scratch_options {
	struct str shadow_url; /* a server to make databases on; ptr NULL: one of our own is started */
	struct str shadow_password; /* for that one, if its URL has none; ptr NULL: none */
	unsigned major; /* of the programs, at least, where they are there; 0: the newest */
	int64_t timeout; /* of each statement on it: milliseconds */
};

/* Starts it. Without programs of a server, without a place to write, with too little room it is an
 * error that says what mends it. To be closed by the caller. */
_must_check_ int scratch_open(struct scratch **ret, struct arena *arena,
	const struct scratch_options *options, struct error *reterr);

/* Ends it and removes all of it. NULL is allowed. */
void scratch_close(struct scratch **scratch);

/* The server's version, as 150004. */
int scratch_server_version(const struct scratch *scratch);

/* True if it is a server of our own: nobody else sees what is done to its roles. */
bool scratch_is_own(const struct scratch *scratch);

/* Makes a database: a copy of another one of these, to which nobody is connected; ptr NULL: empty,
 * UTF-8. Names are ours to choose: [a-z_]+. */
_must_check_ int scratch_create(
	struct scratch *scratch, struct str name, struct str copied_from, struct error *reterr);

_must_check_ int scratch_drop(struct scratch *scratch, struct str name, struct error *reterr);

/* A session in one of its databases, as its superuser (with a given server: as its user). To be
 * closed by the caller. */
_must_check_ int scratch_connect(const struct scratch *scratch, struct arena *arena,
	struct str name, struct connection **ret, struct error *reterr);

/* Where one of its databases is. */
struct connection_address scratch_address(
	const struct scratch *scratch, struct arena *arena, struct str name);

#endif
