/* SPDX-License-Identifier: MIT */
/* What counts as a change of data, and what as one of the schema. */
#ifndef MIGHOOK_RULES_DATA_STATEMENT_H
#define MIGHOOK_RULES_DATA_STATEMENT_H

#include "lint/rule.h"

/* True if rows change that stay: not those of a temporary table, nor of a migration history. */
bool changes_data(const struct subject *subject, const struct sql *sql, const struct fact *fact);

/* True if the schema does: temporary tables, privileges and comments apart. */
bool changes_schema(const struct sql *sql, const struct fact *fact);

#endif
