/* SPDX-License-Identifier: MIT */
/* The options by which every command of mighook-db is told which database is meant. */
#ifndef MIGHOOK_COMMAND_DATABASE_OPTIONS_H
#define MIGHOOK_COMMAND_DATABASE_OPTIONS_H

#include "check_database_scratch.h"
#include "command/command.h"

/* Rows for a table of options. */
#define DATABASE_OPTIONS \
	{"env", 0, "NAME", "the environment of the policy that is meant"}, \
		{"db-url", 0, "URL", \
			"the database: a URL, libpq's key=value words, or the name of a variable with " \
			"either"}, \
		{"set", 0, "PATH", "the one set that is meant, by its folder"}, \
	{ \
		"timeout", 0, "DURATION", \
			"how long to wait for a connection and for each statement, as 500ms; if not given " \
			"15s, and 5m on a scratch server" \
	}

/* For commands that only read what was applied: it need not come from a server. */
#define DATABASE_ROWS_OPTIONS \
	{"rest", 0, "URL", \
		"in place of a connection: the URL of a PostgREST's view or table with the rows, or of " \
		"all " \
		"that it exposes, ending in `/`; its key is in " TARGET_REST_KEY}, \
	{ \
		"applied-from", 0, "FILE", \
			"in place of a connection: the rows as JSON, an array of objects; `-`: standard input" \
	}

/* For commands that execute migrations on a scratch server. */
#define SCRATCH_SERVER_OPTIONS \
	{"shadow-url", 0, "URL", \
		"the server to make scratch databases on, in place of one of its own: a URL, libpq's key " \
		"words, or the name of a variable with either"}, \
	{ \
		"prelude", 0, "FILE", \
			"what must exist before the migrations: `supabase`, `none`, or a file of SQL; may be " \
			"repeated" \
	}

/* For those that compare what comes of it with a database. */
#define SCRATCH_OPTIONS \
	SCRATCH_SERVER_OPTIONS, {"schema", 0, "NAME", "look only into that schema; may be repeated"}, \
		{"exclude-schema", 0, "PATTERN", "leave these schemas out too; may be repeated"}, \
	{ \
		"acl", 0, NULL, "compare privileges too; the set's `acl` if not given" \
	}

/* What they say, and how long the server may take for each statement, by --timeout. On a terminal
 * progress is shown, unless -q. */
_must_check_ int scratch_options_read(
	const struct context *context, struct scratch_request *ret, struct error *reterr);

/* What they say. */
struct database_options database_options_read(const struct context *context);

#endif
