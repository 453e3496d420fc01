/* SPDX-License-Identifier: MIT */
/* The database that a hook asks (policy key database.on-commit; design 4.6): in another process,
 * while this one judges, and never for long. */
#ifndef MIGHOOK_CHECK_APPLIED_H
#define MIGHOOK_CHECK_APPLIED_H

#include "base/process.h"
#include "check.h"
#include "migration/applied.h"

/* A question under way. */
struct applied_inquiry {
	struct process process; /* child 0: nobody is asked */
	struct applied_questions questions;
	size_t *first; /* of each set, its first question; one more for the end */
	int64_t deadline;
};

/* Asks what is applied of the migrations that the change is about, if the policy wants it. What
 * keeps it from asking is noted. */
void check_applied_start(struct check *check, const struct change_set *changes,
	const struct migration_sets *sets, struct applied_inquiry *ret);

/* Ends one whose answer is not wanted any more. */
void applied_inquiry_drop(struct applied_inquiry *inquiry);

/* Marks the sets' files by the answer; that there was none is noted. */
void check_applied_end(
	struct check *check, struct migration_sets *sets, struct applied_inquiry *inquiry);

#endif
