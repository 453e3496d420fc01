/* SPDX-License-Identifier: MIT */
/* What the words in upper case stand for that usages and tables of options write: help, manual and
 * completions say it by this one table. */
#ifndef MIGHOOK_COMMAND_KINDS_H
#define MIGHOOK_COMMAND_KINDS_H

#include "command/command.h"

/* A word that an argument may be, and what it means; summary.ptr NULL: it speaks for itself. */
struct choice {
	struct str word, summary;
};

struct choices {
	struct choice *items;
	size_t count, capacity;
};

enum completion {
	COMPLETE_NOTHING, /* only its user knows */
	COMPLETE_CHOICES,
	COMPLETE_FILES,
	COMPLETE_FOLDERS,
	COMPLETE_REVISIONS,
	COMPLETE_RANGES, /* A...B */
};

struct argument_kind {
	const char *name; /* as a usage writes it */
	enum completion completion;
	bool is_short; /* the help of an option lists the choices */
	bool differs; /* commands have choices of their own */
	/* COMPLETE_CHOICES: what a command takes; NULL: the name is the list, as in `a|b` */
	void (*list)(struct arena *arena, const struct command *command, struct choices *ret);
};

extern const struct argument_kind argument_kinds[];
extern const size_t argument_kind_count;

/* The kind of an argument called so (NUL-terminated); COMPLETE_NOTHING for a name that is in no
 * table. */
struct argument_kind argument_kind_of(struct str name);

/* The choices of a kind that completes by them. */
struct choices argument_choices(
	struct arena *arena, const struct command *command, const struct argument_kind *kind);

/* What the arguments behind the command's name may be, as its usage says it: names of kinds in
 * upper case, and words in lower case to be typed as they are. */
struct str_list argument_names(struct arena *arena, const struct command *command);

#endif
