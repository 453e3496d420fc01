/* SPDX-License-Identifier: MIT */
/* The commands of the program: a table, one file each. */
#ifndef MIGHOOK_COMMAND_COMMAND_H
#define MIGHOOK_COMMAND_COMMAND_H

#include "check.h"
#include "command/arguments.h"
#include "report/report.h"

enum exit_code { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_CANNOT_CHECK = 2 };

/* What is to be done where there is no migration folder, below a line that says so. */
#define NO_SETS_HINT \
	"git add the first migration; if it lies where none is looked for, name its folder in " \
	".mighook.yaml: sets: [{path: FOLDER}]"

/* What a command gets. */
struct context {
	struct arena *arena;
	const struct arguments *arguments; /* common options before and behind the command's name */
	struct repository *repository; /* NULL unless the command needs one */
};

enum command_flags {
	NEEDS_REPOSITORY = 1,
	USES_REPOSITORY = 2, /* opens one if there is one */
	TAKES_ARGUMENTS = 4,
	PASSES_ARGUMENTS = 8, /* what stands behind its first argument is not ours to read */
	WRITES_FINDINGS = 16, /* --format: every format of findings */
	WRITES_REVIEW = 32, /* every format of reviews */
	WRITES_MARKDOWN = 64, /* markdown, besides text and json, which all others write */
	WRITES_GATE = 128, /* every format of gates */
	WRITES_PATHS = 256, /* paths, besides these two */
};

struct command {
	const char *name;
	const char *usage; /* behind the name */
	const char *summary; /* one line */
	const char *description; /* of the help and the manual: see base/paragraph.h; words in upper
							  * case that the usage or an option names are arguments */
	const struct option_row *options; /* NULL: none but the common ones */
	unsigned flags;
	/* Returns an exit code; prints nothing on failure but sets the error and returns
	 * EXIT_CANNOT_CHECK. */
	enum exit_code (*run)(struct context *context, struct error *reterr);
	/* First arguments that are for mighook-db alone, and what runs them there (NULL in another
	 * program); NULL: none. */
	const char *const *database_words;
	enum exit_code (*run_on_database)(struct context *context, struct error *reterr);
};

/* A row of commands.def: the title of a group, or a command of the group above it. */
struct command_row {
	const char *title; /* NULL: a command */
	const char *name;
	const struct command *command; /* NULL: mighook-db has it, and this is another program */
	const char *summary; /* of those on a database: all that other programs know of them */
};

extern const struct command_row command_rows[];
extern const size_t command_row_count;

/* NULL if there is none of that name. */
const struct command_row *command_find(struct str name);

/* What the command does, in one line. */
const char *command_summary(const struct command_row *row);

/* False for the title of a group, and for a command that is for the other program alone. */
bool command_is_shown(const struct command_row *row);

/* The summaries of the commands on a database, which their own files name. */
#define GROUP(title)
#define COMMAND(name)
#define DATABASE(name, summary) extern const char summary_##name[];
#include "command/commands.def"
#undef GROUP
#undef COMMAND
#undef DATABASE

/* The nearest name; ptr NULL if none is near. */
struct str command_nearest(struct arena *arena, struct str name);

/* Runs the command line argv of `mighook`; prints errors. */
int command_main(int argc, char **argv);

/* Prints `mighook: error: ...` and the hint to standard error. */
void command_print_error(const struct error *error);

/* Prints the notes of a check to standard error, unless -q. */
void command_print_notes(const struct context *context, const struct check *check);

/* Writes a report in every format asked for: to standard output, or to FILEs. */
_must_check_ int command_write_report(
	const struct context *context, struct report *report, struct error *reterr);

/* True if text to `out` is to be coloured: --color, else what report_is_colored says. */
bool command_is_colored(const struct context *context, FILE *out);

/* True if --format json or --json was given; other formats than text and json are an error. */
_must_check_ int command_wants_json(const struct context *context, bool *ret, struct error *reterr);

/* The last --format, or json if --json was given, else text; `known` are those that the command
 * writes, separated by '|'. */
_must_check_ int command_choose_format(
	const struct context *context, const char *known, struct str *ret, struct error *reterr);

/* Reads --fail-on; SEVERITY_ERROR if it was not given. */
_must_check_ int command_fail_on(
	const struct context *context, enum severity *ret, struct error *reterr);

/* The exit code for findings of these severities. */
enum exit_code command_exit_code(const struct diagnostics *diagnostics, enum severity fail_on);

#endif
