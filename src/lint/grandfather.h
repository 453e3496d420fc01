/* SPDX-License-Identifier: MIT */
/* Existing findings that the policy excuses. */
#ifndef MIGHOOK_LINT_GRANDFATHER_H
#define MIGHOOK_LINT_GRANDFATHER_H

#include "lint/rule.h"

/* True if an entry of the policy excuses the finding. A rule that no comment can allow is excused
 * only by an entry that is among `trusted` too (check_policy.h). */
bool grandfather_excuses(const struct policy *policy, const struct grandfathers *trusted,
	const struct diagnostic *diagnostic);

/* The fingerprint of a file's content: SHA-256 with line ends as LF. */
struct str grandfather_fingerprint(struct arena *arena, struct str content);

#endif
