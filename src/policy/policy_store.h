/* SPDX-License-Identifier: MIT */
/* A policy as bytes, to be kept: thousands of excused findings are read in no time. */
#ifndef MIGHOOK_POLICY_POLICY_STORE_H
#define MIGHOOK_POLICY_POLICY_STORE_H

#include "policy/policy.h"

/* The image of a policy. `build` names what has read it: another program may read the same file in
 * another way. */
struct str policy_store(struct arena *arena, const struct policy *policy, struct str build);

/* The policy again, its texts as views of `bytes`, but for the excused findings, which are still
 * to be restored; false if the image is damaged or another build's. */
bool policy_restore(struct policy *ret, struct arena *arena, const struct vocabulary *vocabulary,
	struct str bytes, struct str source, struct str build);

/* The excused findings of a policy whose `kept_excuses` are there; false if that part of the image
 * is damaged. */
bool policy_restore_excuses(struct policy *policy);

#endif
