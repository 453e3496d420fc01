/* SPDX-License-Identifier: MIT */
/*
 * Files of the index and of the worktree, changed together: all of them, or none. A file with
 * unstaged changes gets the same change in both versions, where it touches none of their lines;
 * else it is left alone. Line ends stay what they are in either. The index is written by git
 * itself, which knows its formats and its lock.
 */
#ifndef MIGHOOK_GIT_REWRITE_H
#define MIGHOOK_GIT_REWRITE_H

#include <sys/stat.h>

#include "git/repository.h"

/* One file; paths from the worktree's top. */
struct rewrite {
	struct str from, to; /* from: ptr NULL for a new file */
	struct entry before; /* in the index */
	struct str content_before, content; /* content: ptr NULL if it stays */
	uint32_t mode; /* afterwards */
	struct str companion; /* would have to move along, if the worktree has it; ptr NULL: none */
	struct str refusal; /* why it is left alone; ptr NULL: it is not */
	/* Of the worktree, filled by rewrites_prepare. */
	struct stat status;
	struct str worktree_content; /* afterwards; ptr NULL: stays, or is filtered */
	bool is_filtered; /* to be made of the new blob by the filters that .gitattributes names */
};

/* A folder with all that is in it. */
struct folder_move {
	struct str from, to;
};

struct rewrites {
	struct rewrite *items;
	size_t count, capacity;
	struct {
		struct folder_move *items;
		size_t count, capacity;
	} folders;
	struct stat index; /* as it was read */
};

/* Remembers the index that is read now. An index that is not the repository's own (GIT_INDEX_FILE
 * of a partial commit) is an error. */
_must_check_ int rewrites_start(
	struct rewrites *ret, const struct repository *repository, struct error *reterr);

/* Looks what the worktree has, and writes nothing. Fills what is refused. The worktree's top must
 * be the current folder, here and below. */
_must_check_ int rewrites_prepare(
	struct rewrites *rewrites, struct repository *repository, struct error *reterr);

/* Does all of it. On failure everything is as it was. */
_must_check_ int rewrites_apply(
	struct rewrites *rewrites, struct repository *repository, struct error *reterr);

#endif
