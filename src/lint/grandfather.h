/* SPDX-License-Identifier: MIT */
/* Existing findings that the policy excuses: a table, for there may be thousands. */
#ifndef MIGHOOK_LINT_GRANDFATHER_H
#define MIGHOOK_LINT_GRANDFATHER_H

#include "lint/rule.h"

struct excuses;

/* The entries of a policy. A rule that no comment can allow is excused only by an entry that is
 * among `trusted` too (check_policy.h). Nothing is read before the first finding is asked about. */
struct excuses *excuses_of(
	struct arena *arena, const struct policy *policy, const struct grandfathers *trusted);

/* True if an entry excuses the finding. */
bool excuses_cover(struct excuses *excuses, const struct diagnostic *diagnostic);

/* The fingerprint of a file's content: SHA-256 with line ends as LF. */
struct str grandfather_fingerprint(struct arena *arena, struct str content);

#endif
