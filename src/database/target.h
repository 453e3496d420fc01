/* SPDX-License-Identifier: MIT */
/* Which database is meant: the command line, the policy's environments, libpq's own ways. */
#ifndef MIGHOOK_DATABASE_TARGET_H
#define MIGHOOK_DATABASE_TARGET_H

#include "database/connection.h"
#include "policy/policy.h"

/* Where the key for --rest is, unless an environment of the policy names another variable. */
#define TARGET_REST_KEY "MIGHOOK_REST_KEY"

/* What the command line says; ptr NULL: not given. */
struct target_options {
	struct str environment; /* --env */
	struct str url; /* --db-url: a URL, key=value words, or the name of a variable with either */
	struct str applied_from; /* --applied-from: a file or "-"; no database is meant */
	struct str rest; /* --rest: a URL, or the name of a variable with one */
	struct str timeout; /* --timeout: of connecting and of each statement */
};

struct target {
	struct str environment; /* its name in the policy; ptr NULL: none */
	struct str origin; /* the variable that the address is from; ptr NULL: libpq's own ways */
	struct str url; /* ptr NULL: libpq's own ways */
	struct str rest_url; /* of a PostgREST, which is asked in place of a server; ptr NULL: none */
	struct str rest_key; /* ptr NULL: none */
	struct str rest_key_origin; /* the variable that the key is, or would be, in */
	struct str password; /* libpq's own variable for it, which nobody else shall see */
	int64_t timeout; /* milliseconds */
};

/* Takes libpq's password and the key for --rest out of the environment: to be called before another
 * program is started, which would get them along. */
void target_take_secrets(struct target *target, struct arena *arena);

/* --env NAME, else --db-url or --rest, else the policy's environment if it lists just one whose
 * variable is set, else libpq's environment and service files. Of an environment its REST URL
 * counts where the variable with the server's URL is not set. A variable that is not set is an
 * error if it was asked for. The variables with URLs and keys are gone then. */
_must_check_ int target_find(struct target *ret, struct arena *arena, const struct policy *policy,
	const struct target_options *options, struct error *reterr);

/* True if the policy has an environment of that name. */
bool target_is_environment(const struct policy *policy, struct str name);

/* What an option says that takes a URL, key=value words, or the name of a variable with either,
 * which is gone then. One that is not set is an error. */
_must_check_ int target_read_address(struct arena *arena, const char *option, struct str given,
	struct str *ret, struct error *reterr);

/* The text with what names this database behind each `mighook COMMAND` on one: copied as it stands,
 * a command must not ask another. */
struct str target_in_commands(const struct target *target, struct arena *arena, struct str text);

/* The same for an error's hint. */
void target_in_hint(const struct target *target, struct error *error);

/* Connects with it; where there is but a REST URL that is an error. */
_must_check_ int target_connect(const struct target *target, struct arena *arena,
	enum connection_use use, struct connection **ret, struct error *reterr);

#endif
