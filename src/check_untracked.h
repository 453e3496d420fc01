/* SPDX-License-Identifier: MIT */
/* Files that somebody has written or unpacked here and not added yet, over what git knows. */
#ifndef MIGHOOK_CHECK_UNTRACKED_H
#define MIGHOOK_CHECK_UNTRACKED_H

#include "check.h"

/* check_prepare, once the judged tree also holds the untracked files that tell where sets are, and
 * then those of the sets. */
_must_check_ int check_prepare_untracked(
	struct check *check, struct change_set *changes, struct error *reterr);

/* Adds the untracked files of the check's sets. */
_must_check_ int check_add_untracked(
	struct check *check, struct change_set *changes, struct error *reterr);

/* Lists those of the sets for the rule that asks about them, unless there is no worktree. That git
 * cannot tell is said. */
void check_list_untracked(struct check *check, struct change_set *changes);

/* Adds the files of a set that git was told to ignore. */
_must_check_ int check_add_ignored(struct check *check, struct change_set *changes,
	const struct set_spec *spec, struct error *reterr);

/* Notes that files which the sets are made of differ in the worktree from what is staged: that is
 * what was looked at. */
void check_note_unstaged(
	struct check *check, const struct change_set *changes, const struct migration_sets *sets);

#endif
