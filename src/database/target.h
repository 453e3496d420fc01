/* SPDX-License-Identifier: MIT */
/* Which database is meant: the command line, the policy's environments, libpq's own ways. */
#ifndef MIGHOOK_DATABASE_TARGET_H
#define MIGHOOK_DATABASE_TARGET_H

#include "database/connection.h"
#include "policy/policy.h"

/* The variable by which `mighook` hands the value of --db-url over: an argument can be read by
 * everybody on the machine. */
#define TARGET_HANDED_OVER "MIGHOOK_DB_URL"

/* What the command line says; ptr NULL: not given. */
struct target_options {
	struct str environment; /* --env */
	struct str url; /* --db-url: a URL, key=value words, or the name of a variable with either */
	struct str timeout; /* --timeout: of connecting and of each statement */
};

struct target {
	struct str environment; /* its name in the policy; ptr NULL: none */
	struct str origin; /* the variable that the address is from; ptr NULL: libpq's own ways */
	struct str url; /* ptr NULL: libpq's own ways */
	struct str rest_url,
		rest_key; /* of the environment; ptr NULL: none, or the variable is empty */
	int64_t timeout; /* milliseconds */
};

/* --env NAME, else --db-url, else the policy's environment if it lists just one whose variable is
 * set, else libpq's environment and service files. A variable that is not set is an error if it
 * was asked for. */
_must_check_ int target_find(struct target *ret, struct arena *arena, const struct policy *policy,
	const struct target_options *options, struct error *reterr);

/* Connects with it. */
_must_check_ int target_connect(const struct target *target, struct arena *arena,
	enum connection_use use, struct connection **ret, struct error *reterr);

#endif
