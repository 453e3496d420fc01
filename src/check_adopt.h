/* SPDX-License-Identifier: MIT */
/* All that a repository has today, for the policy it starts with. */
#ifndef MIGHOOK_CHECK_ADOPT_H
#define MIGHOOK_CHECK_ADOPT_H

#include "check.h"
#include "check_history.h"

/* A set as it was found. */
struct adopted_set {
	const struct set_spec *spec;
	struct str snapshot; /* path; ptr NULL: it has none */
	size_t migrations;
	struct set_history history;
};

/* How old what is there is taken for. */
enum adopted_as { ADOPTED_AS_IS, ADOPTED_AS_MERGED };

/* Judges what check_all judges, and the files that are not added yet. `check` must read all SQL
 * (options.wants_sql). `ret_sets` has one item for each of the check's specs. */
_must_check_ int check_adopt(struct check *check, enum adopted_as as, struct check_result *ret,
	struct adopted_set **ret_sets, struct error *reterr);

#endif
