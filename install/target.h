/* SPDX-License-Identifier: MIT */
/* Where hooks can be put: a table, one file each. */
#ifndef MIGHOOK_INSTALL_TARGET_H
#define MIGHOOK_INSTALL_TARGET_H

#include "hooks/hook.h"
#include "install/hooks_directory.h"

/* What a target works on. */
struct place {
	struct arena *arena;
	const struct hooks_directory *directory;
	bool links_program; /* --link */
};

struct chosen_hooks {
	const struct hook **items;
	size_t count, capacity;
};

struct target {
	const char
		*option; /* of `install`; NULL: the hooks directory, where nothing else is asked for */
	bool is_committed; /* what it writes is for the whole team */
	const char *beside; /* written besides the file or folder that holds the hooks; NULL: nothing */
	/* True if it installs the hook unless told otherwise. */
	bool (*has_default)(const struct hook *hook);
	/* Puts the hooks in; `*ret_where` is the file or folder they are in. */
	int (*add)(const struct place *place, const struct chosen_hooks *chosen, struct str *ret_where,
		struct error *reterr);
	/* Takes all of ours out and adds the paths they were at. */
	int (*remove)(const struct place *place, struct str_list *removed, struct error *reterr);
	/* What is left to be done, for the user; NULL, or ptr NULL: nothing. */
	struct str (*remaining)(const struct place *place);
};

extern const struct target *const targets[];
extern const size_t target_count;

/* The target that the options ask for, else husky's where husky runs the hooks, else the hooks
 * directory. */
const struct target *target_of_option(const char *option);

/* A shell line that runs `mighook hook NAME ARGUMENTS`, for files that a team commits: where the
 * program is not installed it says so and lets git go on, for CI still judges. */
struct str target_guarded_line(struct arena *arena, const char *hook, const char *arguments);

/* has_default of targets that take what the hooks directory takes. */
bool target_has_usual_hooks(const struct hook *hook);

#endif
