/* SPDX-License-Identifier: MIT */
/* What a single statement of a dump is about, read from its first tokens: pg_dump's comments do not
 * tell where a name ends, and texts written by hand have none. */
#ifndef MIGHOOK_DATABASE_DUMP_STATEMENT_H
#define MIGHOOK_DATABASE_DUMP_STATEMENT_H

#include "base/str.h"

enum dump_act {
	DUMP_DEFINES, /* CREATE, or an ALTER that completes it */
	DUMP_COMMENTS,
	DUMP_GRANTS, /* GRANT, REVOKE, ALTER DEFAULT PRIVILEGES */
	DUMP_SETS, /* a parameter of the session, `name`, to `value` */
	DUMP_FILLS, /* rows, a sequence's next value */
	DUMP_OWNS, /* OWNER TO */
	DUMP_OTHER,
};

struct dump_statement {
	enum dump_act act;
	struct str kind; /* "table", "column", "constraint", "foreign table", ... */
	struct str schema; /* as SQL; ptr NULL: it is in none */
	struct str name; /* full, as SQL: "public.users.email" of a column, "public.f(integer)" */
	struct str table; /* that it belongs to, as SQL; ptr NULL: none */
	struct str value;
	bool is_create;
};

/* Reads a statement, with or without its ';'. A name without a schema is one of public. */
struct dump_statement dump_statement_read(struct arena *arena, struct str sql);

#endif
