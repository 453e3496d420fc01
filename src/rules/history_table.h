/* SPDX-License-Identifier: MIT */
/* The tables in which runners, and teams, keep what was applied. */
#ifndef MIGHOOK_RULES_HISTORY_TABLE_H
#define MIGHOOK_RULES_HISTORY_TABLE_H

#include "lint/rule.h"

/* The table that the team's migrations record themselves in, and its column of names: options of
 * history-record-missing, whether that is on or not. */
struct object_name history_record_table(const struct subject *subject);
struct str history_record_column(const struct subject *subject);

/* The options of history-record-missing. */
extern const struct option_key history_record_options[];

/* True for the table of a known runner or of another known tool. */
bool history_table_is_known(struct object_name table);

/* The same; also for those that the policy names, and for the team's own. */
bool history_table_is(const struct subject *subject, struct object_name table);

/* What a migration's own row is called: the file's name without what all of them end in. */
struct str history_record_name(const struct sql *sql);

#endif
