/* SPDX-License-Identifier: MIT */
/* Which changes a command is about, as its options say it. */
#ifndef MIGHOOK_COMMAND_SOURCE_H
#define MIGHOOK_COMMAND_SOURCE_H

#include "command/command.h"

struct source {
	bool staged, all, range, paths;
	bool ci; /* none is named, and CI tells one */
	struct str base, head;
};

/* Rows of the options that name one, for a table of options. */
#define SOURCE_OPTIONS \
	{"staged", 0, NULL, "what `git commit` would commit now"}, \
		{"range", 0, "A...B", "what B changed since it left A"}, \
		{"base", 0, "A", "the same as --range A...B, in two options"}, \
		{"head", 0, "B", "HEAD if not given"}, \
	{ \
		"all", 0, NULL, "every migration of every set; in a bare repository those of HEAD" \
	}

/* Reads the options; `command` is named in hints. */
_must_check_ int source_read(
	const struct context *context, const char *command, struct source *ret, struct error *reterr);

/* The two sides of an option's A...B, either one HEAD where it is empty. */
_must_check_ int source_split_range(const struct context *context, const char *command,
	const char *option, struct str *ret_base, struct str *ret_head, struct error *reterr);

/* Judges the changes of that source. */
_must_check_ int source_check(const struct source *source, struct check *check,
	const struct str_list *paths, struct check_result *ret, struct error *reterr);

#endif
