/* SPDX-License-Identifier: MIT */
/* A change that was made outside the migrations as SQL, and the proof that it leads there. */
#ifndef MIGHOOK_CHECK_DATABASE_DRIFT_SQL_H
#define MIGHOOK_CHECK_DATABASE_DRIFT_SQL_H

#include "check_database_drift.h"

/* SQL that makes the left side of each comparison with a database into the right one. Executed on
 * the scratch server after the migrations; comments say whether the schemas are the same then, or
 * what is left to be done by hand. */
_must_check_ int check_database_drift_sql(
	struct database_drift *drift, struct str *ret, struct error *reterr);

#endif
