/* SPDX-License-Identifier: MIT */
/* The command line, read by the same table that prints the help. */
#ifndef MIGHOOK_COMMAND_ARGUMENTS_H
#define MIGHOOK_COMMAND_ARGUMENTS_H

#include "base/error.h"
#include "base/str.h"

struct option_row {
	const char *name; /* without "--"; NULL ends an array */
	char letter; /* 0: none */
	const char *value; /* NULL: a switch; else what stands for its value in the help */
	const char *meaning;
};

/* What every command understands. */
extern const struct option_row common_options[];

struct argument {
	const struct option_row *option;
	struct str value; /* ptr NULL: a switch */
};

struct arguments {
	struct {
		struct argument *items;
		size_t count, capacity;
	} options;
	struct str_list positional;
};

/* Reads options of the two tables from argv[1] on. With `stop_early` it ends before the first
 * argument that is no option. `ret_next` is the index of the first argument not read. */
_must_check_ int arguments_read(struct arguments *ret, struct arena *arena,
	const struct option_row *own, bool stop_early, int argc, char **argv, int *ret_next,
	struct error *reterr);

/* The value of the last option of that name; ptr NULL if it was not given. */
struct str arguments_value(const struct arguments *arguments, const char *name);

/* The values of all options of that name. */
struct str_list arguments_values(
	const struct arguments *arguments, struct arena *arena, const char *name);

bool arguments_has(const struct arguments *arguments, const char *name);

#endif
