/* SPDX-License-Identifier: MIT */
/* Whether a database has what migrations say: all that they lead to, or what some of them did. */
#ifndef MIGHOOK_CHECK_DATABASE_VERIFY_H
#define MIGHOOK_CHECK_DATABASE_VERIFY_H

#include "check_database.h"
#include "check_schema.h"
#include "database/verification.h"

struct verify_request {
	struct database_options database;
	struct str_list migrations; /* what somebody calls them; none: all, or those of the range */
	struct str base, head; /* only migrations that base...head adds; ptr NULL: no range */
	struct str_list views; /* that must be there, besides those of the policy */
};

/* A migration whose objects are asked for. */
struct verified_migration {
	const struct migration_file *file;
	const struct ledger_item *item; /* what the tables say of it; NULL: the set has none */
	bool has_objects; /* it made or changed something that is asked for */
};

struct database_verify {
	struct database_check database;
	struct set_schemas schemas;
	struct {
		struct verified_migration *items; /* in the order of the runner */
		size_t count, capacity;
	} migrations;
	struct verification verification;
	bool is_whole; /* all migrations of the sets */
	size_t pending_count; /* of the migrations, those that no table has a record of */
	size_t unproven_count; /* of these, those that leave nothing to look for */
	struct str first_schema; /* in which the connection makes what is named without one */
};

/* Reads the tables, and then compares, all in one snapshot. */
_must_check_ int check_database_verify(struct check *check, const struct verify_request *request,
	struct database_verify *ret, struct error *reterr);

void database_verify_close(struct database_verify *verify);

#endif
