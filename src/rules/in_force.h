/* SPDX-License-Identifier: MIT */
/* Rules that make room for what another rule, off by default, demands. */
#ifndef MIGHOOK_RULES_IN_FORCE_H
#define MIGHOOK_RULES_IN_FORCE_H

#include "lint/rule.h"

/* True if the policy turns that rule on, though it may not be asked this time, or the command line
 * does. */
bool is_in_force(const struct subject *subject, const char *id);

#endif
