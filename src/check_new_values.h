/* SPDX-License-Identifier: MIT */
/* What the placeholders of a new migration's templates stand for. */
#ifndef MIGHOOK_CHECK_NEW_VALUES_H
#define MIGHOOK_CHECK_NEW_VALUES_H

#include "check_new.h"
#include "migration/skeleton.h"

/* All of them but `begin` and `commit`, which differ between the files of one migration. The name
 * and the place of the rollback must have been chosen. */
_must_check_ int new_values_of(struct skeleton_values *ret, struct check *check,
	const struct new_request *request, const struct new_migration *migration, struct datetime now,
	struct error *reterr);

/* Of these values the header: comment lines, the last one without its end. */
struct str new_header(const struct skeleton_values *values);

#endif
