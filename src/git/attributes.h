/* SPDX-License-Identifier: MIT */
/* What .gitattributes says of a path, as git reads it (gitattributes(5)). */
#ifndef MIGHOOK_GIT_ATTRIBUTES_H
#define MIGHOOK_GIT_ATTRIBUTES_H

#include "git/git_cli.h"

enum path_attribute {
	ATTRIBUTE_FILTER,
	ATTRIBUTE_WORKTREE_ENCODING,
	ATTRIBUTE_TEXT,
	ATTRIBUTE_EOL,
	PATH_ATTRIBUTE_COUNT
};

/* Values of a path, from the worktree's top; ptr NULL where one is not specified or unset. That top
 * must be the current folder. */
struct path_attributes {
	struct str values[PATH_ATTRIBUTE_COUNT];
};

_must_check_ int path_attributes_of(
	struct path_attributes *ret, struct arena *arena, struct str path, struct error *reterr);

#endif
