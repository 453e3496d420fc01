/* SPDX-License-Identifier: MIT */
/* pg_dump of one database: its schema as SQL (facts of the PostgreSQL manual, pg_dump). */
#ifndef MIGHOOK_DATABASE_DUMP_H
#define MIGHOOK_DATABASE_DUMP_H

#include "database/scratch.h"

struct dump_options {
	struct str_list
		excluded_schemas; /* patterns; with event triggers and casts made of what is there */
	struct str_list excluded_tables; /* patterns: history tables */
	bool has_privileges; /* with GRANT and REVOKE */
	bool has_publications;
	bool quotes_identifiers; /* all of them */
	int64_t timeout; /* of the whole dump: milliseconds */
	int64_t lock_timeout; /* how long it waits for a table that is changed; 0: half of all */
};

/* Runs the pg_dump with the lowest major version that is not below the server's (150004): a newer
 * server is refused by it. None there, or one that fails, is an error. No variable of libpq's
 * reaches it but what the address says. */
_must_check_ int dump_database(struct str *ret, struct arena *arena,
	const struct connection_address *address, int server_version,
	const struct dump_options *options, struct error *reterr);

/* Two dumps of the same server side by side, in the time of one. */
_must_check_ int dump_two_databases(struct str ret[2], struct arena *arena,
	const struct connection_address addresses[2], int server_version,
	const struct dump_options *options, struct error *reterr);

#endif
