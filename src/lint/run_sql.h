/* SPDX-License-Identifier: MIT */
/* The rules on SQL: each judged text is asked for itself, and so on all processors. */
#ifndef MIGHOOK_LINT_RUN_SQL_H
#define MIGHOOK_LINT_RUN_SQL_H

#include "lint/run.h"

/* True if the rule asks something of SQL. */
bool rule_reads_sql(const struct rule *rule);

struct run_sql;

/*
 * Has these rules asked about every judged text. `subject` is what they are to know besides the
 * text and its set. Where there are many texts others begin with them, and other rules may be asked
 * meanwhile.
 */
struct run_sql *run_sql_begin(const struct lint *lint, const struct subject *subject);

/* Adds what they have found. */
void run_sql_end(struct run_sql *run, struct diagnostics *diagnostics);

#endif
