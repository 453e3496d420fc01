/* SPDX-License-Identifier: MIT */
/* Where git looks for hooks here: asked of git itself, for it alone knows core.hooksPath in every
 * scope, worktrees and submodules. */
#ifndef MIGHOOK_INSTALL_HOOKS_DIRECTORY_H
#define MIGHOOK_INSTALL_HOOKS_DIRECTORY_H

#include "base/error.h"
#include "base/str.h"

/* core.hooksPath, as it holds here. */
struct hooks_setting {
	struct str value; /* ptr NULL: not set */
	struct str scope; /* "local", "worktree", "global", "system", "command" (git-config(1)) */
	struct str origin; /* the file that sets it; ptr NULL: no file does */
};

struct hooks_directory {
	struct str path; /* absolute */
	struct str worktree; /* top; ptr NULL: a bare repository */
	struct str husky; /* the .husky folder; ptr NULL unless hooks are husky's */
	struct hooks_setting setting;
	bool is_shared; /* core.hooksPath of the user or the system: every repository's hooks */
};

/* Why nothing is to be installed or removed here, as a line for the user; ptr NULL: no reason.
 * Install scripts of packages run everywhere: without a repository, in CI, with MIGHOOK=0. A bare
 * repository, where nobody commits, is an error unless it `serves`. */
_must_check_ int hooks_reason_for_nothing(
	struct str *ret, struct arena *arena, bool serves, struct error *reterr);

/* Asks git for the setting alone. */
_must_check_ int hooks_setting_find(
	struct hooks_setting *ret, struct arena *arena, struct error *reterr);

/* The command that unsets it; ptr NULL where no file sets it. */
struct str hooks_setting_unset(const struct hooks_setting *setting, struct arena *arena);

/* Asks git. An empty core.hooksPath, with which git finds no hooks, is an error. */
_must_check_ int hooks_directory_find(
	struct hooks_directory *ret, struct arena *arena, struct error *reterr);

#endif
