/* SPDX-License-Identifier: MIT */
/* What migrations do that no dump of a schema has in it: rows, roles, privileges. */
#ifndef MIGHOOK_CHECK_SQUASH_STATEMENTS_H
#define MIGHOOK_CHECK_SQUASH_STATEMENTS_H

#include "check_squash.h"

enum squash_statement_kind {
	SQUASH_ROLE, /* roles belong to the server, and the schema may name them */
	SQUASH_ROWS,
	SQUASH_SETTING, /* of the server or the database */
};

struct squash_statement {
	enum squash_statement_kind kind;
	struct str path;
	size_t line; /* from 1 */
	struct str sql; /* as it is written there, with its ';' */
	struct str beginning; /* of it, in one line */
	struct str search_path; /* statement of the file that it runs under; ptr NULL: none */
	struct object_name table; /* of the rows; name.ptr NULL: not known */
	bool is_gone; /* that table is not there any more at the end */
};

struct squash_statements {
	struct squash_statement *items; /* in the order in which they run */
	size_t count, capacity;
	size_t privileges; /* GRANT and REVOKE */
};

/* Reads those of the squashed migrations. */
_must_check_ int squash_statements_read(struct squash_statements *ret, struct arena *arena,
	const struct squash_plan *plan, struct error *reterr);

/* How many of a kind there are. */
size_t squash_statements_count(
	const struct squash_statements *statements, enum squash_statement_kind kind);

/* Those of a kind as SQL, without those whose table is gone; empty if there are none. */
struct str squash_statements_sql(struct arena *arena, const struct squash_statements *statements,
	enum squash_statement_kind kind);

#endif
