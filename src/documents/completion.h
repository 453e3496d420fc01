/* SPDX-License-Identifier: MIT */
/* What the completions of all shells have in common. */
#ifndef MIGHOOK_DOCUMENTS_COMPLETION_H
#define MIGHOOK_DOCUMENTS_COMPLETION_H

#include "command/kinds.h"

/* A text as one word of a POSIX shell. */
struct str shell_quoted(struct arena *arena, struct str text);

/* Without the backticks of the tables. */
struct str without_backticks(struct arena *arena, struct str text);

/* The name of a kind as part of a function's name: "rule". */
struct str kind_word(struct arena *arena, const struct argument_kind *kind);

/* True if the choices are those of a function of their own: they are the same for all commands. */
bool kind_has_function(const struct argument_kind *kind);

/* The words of a kind that has no function, separated by blanks. */
struct str kind_words(
	struct arena *arena, const struct command *command, const struct argument_kind *kind);

/* The arguments of a command that can be completed: words to be typed as they are, and kinds. */
struct completed_arguments {
	struct str_list words;
	struct argument_kind kinds[8];
	size_t kind_count;
	bool is_list; /* there may be several */
};

struct completed_arguments completed_arguments(struct arena *arena, const struct command *command);

#endif
