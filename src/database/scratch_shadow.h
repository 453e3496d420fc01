/* SPDX-License-Identifier: MIT */
/*
 * Databases on a server that was given, with names that nobody else has. Their owner holds an
 * advisory lock as long as it lives; databases whose lock is free are those that a killed run left
 * behind.
 */
#ifndef MIGHOOK_DATABASE_SCRATCH_SHADOW_H
#define MIGHOOK_DATABASE_SCRATCH_SHADOW_H

#include "database/connection.h"

struct scratch_shadow {
	struct connection *session; /* it holds the lock; NULL: there is none */
	struct str prefix; /* of the names of this run's databases */
};

/* Connects with the server, takes the lock, drops what killed runs left behind. To be closed by the
 * caller. */
_must_check_ int scratch_shadow_open(struct scratch_shadow *ret, struct arena *arena,
	struct str url, struct str password, int64_t timeout, struct error *reterr);

/* Drops this run's databases, whoever is connected with them. */
void scratch_shadow_close(struct scratch_shadow *shadow, struct arena *arena);

#endif
