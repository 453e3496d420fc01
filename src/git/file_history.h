/* SPDX-License-Identifier: MIT */
/* What commits did to files, asked of the git program: it alone compares a merge with each of its
 * parents. */
#ifndef MIGHOOK_GIT_FILE_HISTORY_H
#define MIGHOOK_GIT_FILE_HISTORY_H

#include "git/repository.h"

struct file_commit {
	struct object_id id;
	struct str day; /* YYYY-MM-DD, when it was committed */
	struct str subject; /* first line of the message */
	struct str reference; /* by which it was reached, as git was asked for it */
	bool is_merge;
};

/* A file that a commit adds, changes or deletes. */
struct file_event {
	const struct file_commit *commit;
	struct str path;
	struct object_id before, after; /* blobs; none (all zero): no file */
};

struct file_events {
	struct file_event *items; /* the newest first */
	size_t count, capacity;
};

enum file_history {
	FILE_HISTORY_OF_HEAD, /* of the commits that lead to HEAD */
	FILE_HISTORY_ELSEWHERE, /* of the commits on branches and tags that do not */
};

/* What was done to the files in these folders. None before the first commit. */
_must_check_ int file_history(struct repository *repository, struct arena *arena,
	enum file_history where, const struct str_list *folders, struct file_events *ret,
	struct error *reterr);

#endif
