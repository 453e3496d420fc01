/* SPDX-License-Identifier: MIT */
/* The rules on SQL: each judged text is asked for itself, and so on all processors. */
#ifndef MIGHOOK_LINT_RUN_SQL_H
#define MIGHOOK_LINT_RUN_SQL_H

#include "lint/run.h"

/* True if the rule asks something of SQL. */
bool rule_reads_sql(const struct rule *rule);

/* Adds what these rules find in every judged text. `subject` is what they are to know besides the
 * text and its set. */
void run_sql_rules(
	const struct lint *lint, const struct subject *subject, struct diagnostics *diagnostics);

#endif
