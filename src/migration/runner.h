/* SPDX-License-Identifier: MIT */
/* The tools that execute migrations, as data: what a file must be called, which files would run. */
#ifndef MIGHOOK_MIGRATION_RUNNER_H
#define MIGHOOK_MIGRATION_RUNNER_H

#include "migration/version.h"

enum layout {
	LAYOUT_FILES, /* a migration is a file, or an up and a down file */
	LAYOUT_FOLDERS, /* a migration is a folder with an up file, perhaps a down file */
};

/* How the statements of a file reach the server. */
enum wrapping {
	WRAPPED_NOT, /* one by one */
	WRAPPED_TRANSACTION, /* between a BEGIN and a COMMIT of the runner */
	WRAPPED_UNLESS_REFUSED, /* the same, unless all of them refuse to run in a transaction */
	WRAPPED_BATCH, /* as one batch, which is one transaction until a COMMIT in it */
	WRAPPED_QUERY, /* as one query: a transaction if it has more than one statement */
};

struct runner {
	const char *name;
	enum layout layout;
	bool searches_subfolders; /* LAYOUT_FILES: files in folders below run too */
	bool runs_down_files; /* X.down.sql would be executed as a migration of its own */
	enum version_order order;
	/* File (or folder) names that the tool accepts; groups version, description, direction. */
	const char *name_pattern;
	const char *expected_name; /* the same for a reader */
	/* Versions the tool can hold, where it reads them as integers. NULL: any. */
	const char *lowest_version, *highest_version;
	const char *up_file, *down_file; /* LAYOUT_FOLDERS */
	/* Names that start so are no versioned migrations going up. NULL: no such thing. */
	const char *down_prefix, *repeatable_prefix, *baseline_prefix;
	const char *up_marker, *down_marker; /* both in one file: the comments that start them */
	bool markers_ignore_case;
	const char *down; /* where rollbacks are: the fallback of the set key `down` */
	const char *prelude; /* fallback of the set key `prelude`; NULL: none */
	const char *transaction; /* fallback of the set key `transaction` */
	enum wrapping wrapping; /* what that means: how a file is executed */
	/* How a file says that it is to run without a transaction; NULL: not in this way. */
	const char *opt_out_comment; /* a comment, in any case of letters */
	const char *opt_out_option; /* a word behind the section's marker */
	const char *opt_out_file; /* another file: of this name in its folder, or ".x" behind its own */
	const char *opt_out_line; /* and the line there, without blanks */
	const char *opt_out; /* the same for a reader; NULL: the tool knows no such thing */
	const char *lock_file; /* NULL, or a file the tool insists on beside the migrations */
	const char *side_file_pattern; /* NULL, or names of files that belong there but do not run */
	/* The tool's own commands: apply what is pending; also what is older than what is applied
	 * (NULL: the same command); forget a failure whose effects were taken back. NULL: it has none.
	 */
	const char *apply_command, *apply_older_command, *after_failure_command;
};

extern const struct runner runners[];
extern const size_t runner_count;

/* NULL if there is none of that name. */
const struct runner *runner_find(struct str name);

#endif
