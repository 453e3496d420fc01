/* SPDX-License-Identifier: MIT */
/* The options by which every command of mighook-db is told which database is meant. */
#ifndef MIGHOOK_COMMAND_DATABASE_OPTIONS_H
#define MIGHOOK_COMMAND_DATABASE_OPTIONS_H

#include "check_database.h"
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
			"how long to wait for a connection and for each statement, as 500ms; 15s if not given" \
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

/* What they say. */
struct database_options database_options_read(const struct context *context);

#endif
