/* SPDX-License-Identifier: MIT */
/* How a snapshot is brought up to date. */
#ifndef MIGHOOK_RULES_SNAPSHOT_REMEDY_H
#define MIGHOOK_RULES_SNAPSHOT_REMEDY_H

#include "lint/rule.h"

/* The set's own command, else ours where it can write such a snapshot, and `git add PATH`. */
struct str snapshot_remedy(const struct subject *subject, struct str path);

#endif
