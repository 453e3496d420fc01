/* SPDX-License-Identifier: MIT */
/* Whether migrations are idempotent: each is executed, and at once executed again, as after a
 * deployment that has ended halfway. */
#ifndef MIGHOOK_CHECK_DATABASE_TWICE_H
#define MIGHOOK_CHECK_DATABASE_TWICE_H

#include "check_database_drift.h"

/* Tries all of the set: the second time must go through, and change neither the schema nor how many
 * rows any table has. */
_must_check_ int check_twice(
	struct database_drift *drift, struct set_drift *set, struct error *reterr);

#endif
