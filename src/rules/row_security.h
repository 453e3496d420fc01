/* SPDX-License-Identifier: MIT */
/* What the rules on row security share: what a change does to a table, under all its names. */
#ifndef MIGHOOK_RULES_ROW_SECURITY_H
#define MIGHOOK_RULES_ROW_SECURITY_H

#include "lint/rule.h"

/* True if a migration of the change turns row security on for the table, or may do so in a text
 * that is put together when it runs. */
bool row_security_is_enabled(const struct subject *subject, struct object_name table);

/* The same for a policy of it. */
bool row_security_has_policy(const struct subject *subject, struct object_name table);

/* The name that a table has at the end of the file in which `fact` creates it. False if it is
 * dropped there again. */
bool row_security_last_name(
	const struct sql *sql, const struct fact *fact, struct object_name *ret);

/* The table of a fact; where its schema is not written, the one that the file's search_path names
 * first. */
struct object_name row_security_table(
	const struct sql *sql, const struct fact *fact, struct object_name table);

#endif
