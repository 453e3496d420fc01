/* SPDX-License-Identifier: MIT */
/* Migrations and what a database has of them: the start of every command of mighook-db. */
#ifndef MIGHOOK_CHECK_DATABASE_H
#define MIGHOOK_CHECK_DATABASE_H

#include "check.h"
#include "database/ledger.h"
#include "database/target.h"

struct database_options {
	struct target_options target;
	struct str set; /* --set: path of the one set that is meant; ptr NULL: all */
	bool takes_rows; /* the command needs no connection where they say it all */
	bool may_be_first; /* where there is no migration folder: the one that would be */
	bool needs_migrations; /* a set without any is an error: nothing would be proven of it */
	enum connection_use use;
	const struct target *target_found; /* by an earlier check of the same command, which has taken
										* its secrets out of the environment; NULL: none */
	bool needs_no_record; /* sets may have no table in which it is kept what was applied */
};

/* What a command on a database works with. */
struct database_check {
	struct check *check;
	struct change_set
		changes; /* the index, with what is not added yet; in a bare repository HEAD */
	struct migration_sets sets;
	struct migration_sets all_sets; /* the same and those that --set leaves out; none without it */
	struct target target;
	struct connection *connection; /* NULL: the rows come from elsewhere; closed by the caller */
	struct str place; /* where the rows come from, to be shown */
	struct ledger ledger;
};

/* The sets of the judged tree, and which database is meant; nothing is connected yet. */
_must_check_ int check_database_start(struct check *check, const struct database_options *options,
	struct database_check *ret, struct error *reterr);

/* Connects; what follows is one transaction. */
_must_check_ int check_database_connect(
	struct database_check *database, enum connection_use use, struct error *reterr);

/* Reads what the tables say of the sets. */
_must_check_ int check_database_read(struct database_check *database, struct error *reterr);

/* All of these three. */
_must_check_ int check_database(struct check *check, const struct database_options *options,
	struct database_check *ret, struct error *reterr);

void database_check_close(struct database_check *database);

#endif
