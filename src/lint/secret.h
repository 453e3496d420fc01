/* SPDX-License-Identifier: MIT */
/* The secrets that a migration's statements hold: judged by where a constant stands, and by what it
 * looks like. credential-literal reports them, and no report shows them. */
#ifndef MIGHOOK_LINT_SECRET_H
#define MIGHOOK_LINT_SECRET_H

#include "sql/sql.h"

struct secret {
	const struct literal *literal; /* that it is, or is a part of */
	struct str value;
	const char *what; /* "the password of a role" */
	struct str owner; /* name of the column, parameter or function; ptr NULL: it does not matter */
};

struct secrets {
	struct secret *items;
	size_t count, capacity;
};

/* One for each constant at most. */
struct secrets secrets_find(struct arena *arena, const struct sql *sql);

#endif
