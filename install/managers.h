/* SPDX-License-Identifier: MIT */
/* Hook managers that a worktree is set up for, and what each needs to run mighook: a table. */
#ifndef MIGHOOK_INSTALL_MANAGERS_H
#define MIGHOOK_INSTALL_MANAGERS_H

#include "hooks/hook.h"
#include "install/mention.h"

struct manager {
	const char *name;
	const char *const *files; /* of its configuration, from the worktree's top; ends with NULL */
	/* What a file of package.json's kind must hold to count. NULL: nothing. */
	const char *key;
	/* What the hooks hold that it installs to run its configuration. NULL: no such hooks, or they
	 * hold the commands themselves. */
	const char *const *markers;
	const char *install; /* the command that puts its hooks in, '@' for the hook's name */
	bool is_folder; /* with a file for each hook; else one for all */
	bool has_sections; /* a YAML file has a key for each hook */
	bool keeps_stdin; /* a hook gets the lines that git hands over */
	const char *option; /* of `install`, which writes the line; NULL: none does */
	size_t option_files; /* so many of the first files it can write to */
	const char *line; /* what the configuration needs, '@' for the hook's name */
	const char *where; /* to put it */
	const char *extension; /* a file that counts where the others name it; NULL: none */
};

struct found_manager {
	const struct manager *manager;
	struct str file; /* the first it has, from the worktree's top */
	bool is_written; /* by `mighook install --OPTION` */
	struct str text; /* of all it has */
};

struct found_managers {
	struct found_manager *items;
	size_t count, capacity;
};

/* Those that have a file in the worktree. Files that cannot be read count as empty. */
struct found_managers managers_find(struct arena *arena, struct str worktree);

/* The one whose configuration a hook with this text runs; NULL: none. */
const struct found_manager *managers_behind(
	const struct found_managers *managers, struct str hook_text);

/* The first whose configuration surely means mighook to run at the hook; NULL: none. Without
 * sections it is known of pre-commit alone. */
const struct found_manager *managers_running(
	const struct found_managers *managers, const struct hook *hook);

/* Whether its configuration runs mighook; `hook` NULL: at any hook. */
enum mention manager_mention(const struct found_manager *found, const struct hook *hook);

/* What it needs for the hook; `ret_is_command`: a command, else words. */
struct str manager_line(struct arena *arena, const struct found_manager *found,
	const struct hook *hook, bool *ret_is_command);

/* The command that puts in its hook. */
struct str manager_install(
	struct arena *arena, const struct found_manager *found, const struct hook *hook);

#endif
