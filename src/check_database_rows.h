/* SPDX-License-Identifier: MIT */
/* What was applied, where it does not come from a connection: over REST, or from a file. */
#ifndef MIGHOOK_CHECK_DATABASE_ROWS_H
#define MIGHOOK_CHECK_DATABASE_ROWS_H

#include "check_database.h"

/* True if the command takes rows, and they are from there. */
bool check_database_has_rows(
	const struct database_options *options, const struct database_check *database);

/* Reads them into the ledger. */
_must_check_ int check_database_read_rows(
	const struct database_options *options, struct database_check *database, struct error *reterr);

#endif
