/* SPDX-License-Identifier: MIT */
/* Takes out of a database what a prelude has made and a dump says anew: a dump is loaded as the
 * server understands it then, and not beside what is there under the same name. */
#ifndef MIGHOOK_DATABASE_PRELUDE_CLEAR_H
#define MIGHOOK_DATABASE_PRELUDE_CLEAR_H

#include "database/connection.h"
#include "database/dump.h"

/* Drops what a dump with these options has in it. Extensions stay, with what is theirs, and roles;
 * what cannot be dropped stays too. */
_must_check_ int prelude_clear(struct connection *connection, struct arena *arena,
	const struct dump_options *options, struct error *reterr);

#endif
