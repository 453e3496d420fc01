/* SPDX-License-Identifier: MIT */
/* Which commits a CI run is about. */
#ifndef MIGHOOK_GIT_CI_H
#define MIGHOOK_GIT_CI_H

#include "git/repository.h"

/* A range for change_set_from_range. */
struct ci_range {
	struct str base, head; /* revisions */
	struct str origin; /* what told, for the reader */
};

/* True if the environment says that this is CI. */
bool ci_is_running(void);

/*
 * The base is, in this order: what the event of GITHUB_EVENT_PATH names (of a pull request the
 * first parent of its merge if that is HEAD, else its base; a merge group's base; on the default
 * branch what a push has replaced); GitLab's CI_MERGE_REQUEST_DIFF_BASE_SHA and
 * CI_MERGE_REQUEST_TARGET_BRANCH_SHA, on the default branch CI_COMMIT_BEFORE_SHA; the first parent
 * of HEAD if it is a merge; the default branch, named by the environment or else origin/HEAD,
 * origin/main, origin/master, without a remote main or master; on that branch itself the first
 * parent of HEAD. None of them is an error: a run that has judged nothing must not pass.
 */
_must_check_ int ci_find_range(
	struct repository *repository, struct ci_range *ret, struct error *reterr);

#endif
