/* SPDX-License-Identifier: MIT */
/* Whose repository it is: git's rule of safe.directory (git-config(1)). libgit2 1.5 knows the rule
 * without its value '*'. */
#ifndef MIGHOOK_GIT_OWNER_H
#define MIGHOOK_GIT_OWNER_H

#include "base/error.h"
#include "base/str.h"

/* True if the user's or the system's configuration lists `folder`, the worktree's top (or a bare
 * repository's own folder), or sudo runs us for its owner. */
bool owner_is_allowed(struct str folder);

/* Sets the error for a repository of somebody else. Always -1. */
int owner_describe_refusal(struct str folder, struct error *reterr);

#endif
