/* SPDX-License-Identifier: MIT */
/* Where git looks for hooks here: asked of git itself, for it alone knows core.hooksPath in every
 * scope, worktrees and submodules. */
#ifndef MIGHOOK_INSTALL_HOOKS_DIRECTORY_H
#define MIGHOOK_INSTALL_HOOKS_DIRECTORY_H

#include "base/error.h"
#include "base/str.h"

struct hooks_directory {
	struct str path; /* absolute */
	struct str worktree; /* top; ptr NULL: a bare repository */
	struct str husky; /* the .husky folder; ptr NULL unless hooks are husky's */
	bool is_shared; /* core.hooksPath of the user or the system: every repository's hooks */
};

/* Why nothing is to be installed or removed here, as a line for the user; ptr NULL: no reason.
 * Install scripts of packages run everywhere: without a repository, in CI, with MIGHOOK=0. A bare
 * repository, where nobody commits, is an error unless it `serves`. */
_must_check_ int hooks_reason_for_nothing(
	struct str *ret, struct arena *arena, bool serves, struct error *reterr);

/* Asks git. An empty core.hooksPath, which git takes for the current folder, is an error. */
_must_check_ int hooks_directory_find(
	struct hooks_directory *ret, struct arena *arena, struct error *reterr);

#endif
