/* SPDX-License-Identifier: MIT */
/* What the rules on DROP share: when it destroys something, approval, and proof of a backup. */
#ifndef MIGHOOK_RULES_DROPPED_H
#define MIGHOOK_RULES_DROPPED_H

#include "lint/rule.h"

/* The options of these rules: approval, require. */
extern const struct option_key dropped_options[];

/* True if nothing is lost: created here, or dropped to be made anew below. */
bool dropped_is_harmless(
	const struct subject *subject, const struct sql *sql, const struct fact *fact);

/* Reports the DROP of `fact`, unless the policy asks for a backup and there is one. */
void dropped_report(const struct subject *subject, const struct sql *sql, const struct fact *fact,
	struct diagnostics *out);

#endif
