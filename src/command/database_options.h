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

/* What they say. */
struct database_options database_options_read(const struct context *context);

#endif
