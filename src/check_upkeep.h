/* SPDX-License-Identifier: MIT */
/* What has grown too old or too large in a repository (requirements S0-17, S0-32; seed 1 lines
 * 172-178, 349-356). */
#ifndef MIGHOOK_CHECK_UPKEEP_H
#define MIGHOOK_CHECK_UPKEEP_H

#include "check.h"

/* A set with more migrations than the rule migration-count allows. */
struct crowded_set {
	struct str path;
	size_t count, max;
};

struct upkeep {
	struct str_list expired; /* folders of archives that are older than a year, by their names */
	struct {
		struct crowded_set *items;
		size_t count, capacity;
	} crowded;
};

/* Looks at the sets of a check whose policy and sets were chosen for the changes. */
_must_check_ int check_upkeep(
	struct check *check, struct change_set *changes, struct upkeep *ret, struct error *reterr);

#endif
