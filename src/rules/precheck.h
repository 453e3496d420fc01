/* SPDX-License-Identifier: MIT */
/* DO blocks that only look: the pre-checks of migration templates. */
#ifndef MIGHOOK_RULES_PRECHECK_H
#define MIGHOOK_RULES_PRECHECK_H

#include "lint/rule.h"

/* True if the statement is a DO block and nothing in it can change anything. */
bool block_only_looks(const struct sql *sql, const struct statement *statement);

#endif
