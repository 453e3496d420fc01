/* SPDX-License-Identifier: MIT */
/* A server of our own: PostgreSQL, started from a new data directory, reached through a socket. */
#ifndef MIGHOOK_DATABASE_SCRATCH_SERVER_H
#define MIGHOOK_DATABASE_SCRATCH_SERVER_H

#include "database/scratch_guard.h"
#include "database/scratch_programs.h"

struct scratch_server {
	struct scratch_programs programs;
	struct guard_orders orders;
	struct guard guard;
	struct str socket; /* the folder that it is in */
};

/* One that is not started. */
struct scratch_server scratch_server_none(void);

/* Starts it; its superuser is `postgres`, its port 5432. To be stopped by the caller. */
_must_check_ int scratch_server_start(
	struct scratch_server *ret, struct arena *arena, unsigned major, struct error *reterr);

/* Ends it and removes all of it. Does nothing to one that is not started. */
void scratch_server_stop(struct scratch_server *server);

#endif
