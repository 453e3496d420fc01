/* SPDX-License-Identifier: MIT */
/* What `mighook schema dump` and `hash` come to: a text or a line, printed or written. */
#ifndef MIGHOOK_COMMAND_DATABASE_SCHEMA_OUTPUT_H
#define MIGHOOK_COMMAND_DATABASE_SCHEMA_OUTPUT_H

#include "check_database_schema.h"
#include "command/command.h"

/* The schema of a set, or of a database, and what becomes of its file. */
struct schema_output {
	const struct set_drift *set;
	struct str label; /* in its line: the snapshot's path, or the database's place */
	struct str text, hash;
	struct str path; /* that is written; ptr NULL: none */
	struct str content; /* that is to be in it */
	struct str before; /* what was in it; ptr NULL: there was no such file */
	size_t changed; /* objects */
	bool is_written, is_staged;
};

struct schema_outputs {
	struct schema_output *items;
	size_t count, capacity;
};

/* "schema dump": the command with its word. */
const char *schema_command_name(const struct context *context);

/* True for `schema dump`, false for `schema hash`. */
bool schema_is_dump(const struct context *context);

/* Makes them, and with --write writes what is not in its file yet. `is_live`: they are of a
 * database. */
_must_check_ int schema_outputs_make(const struct context *context,
	const struct database_drift *drift, bool is_live, struct schema_outputs *ret,
	struct error *reterr);

/* Prints them; of those that were written, what has become of the file. */
void schema_outputs_print(const struct context *context, const struct schema_outputs *outputs);
void schema_outputs_print_json(const struct context *context, const struct schema_outputs *outputs);

#endif
