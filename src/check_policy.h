/* SPDX-License-Identifier: MIT */
/* Which policy judges a change, and which excuses of it count. */
#ifndef MIGHOOK_CHECK_POLICY_H
#define MIGHOOK_CHECK_POLICY_H

#include "check.h"

/* Fills `policy` and `is_own_policy`; `changes` NULL: there is no repository. */
_must_check_ int check_choose_policy(
	struct check *check, const struct change_set *changes, struct error *reterr);

/* Reads the `grandfather` entries of the policy, if that has not been done. */
_must_check_ int check_excuses(struct check *check, struct error *reterr);

/* The same, and those of them that may excuse what no comment can allow. The protected branches
 * of `changes` must have been set. */
_must_check_ int check_trusted(struct check *check, const struct change_set *changes,
	struct grandfathers *ret, struct error *reterr);

#endif
