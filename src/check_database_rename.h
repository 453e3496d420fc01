/* SPDX-License-Identifier: MIT */
/* Migrations that get the versions by which a database has them. */
#ifndef MIGHOOK_CHECK_DATABASE_RENAME_H
#define MIGHOOK_CHECK_DATABASE_RENAME_H

#include "check.h"
#include "git/rewrite.h"
#include "migration/history_adapter.h"

struct renaming {
	const struct migration_set *set;
	const struct migration_file *file; /* the up file */
	struct str version; /* as the table has it */
	enum history_key key; /* of the table */
	struct moves moves; /* of all its files, or of its folder */
	struct str refusal; /* why it cannot be done; ptr NULL: it can */
	bool is_unusual; /* the policy wants other names */
};

struct renamings {
	struct renaming *items;
	size_t count, capacity;
};

/* Fills the moves, or the refusal. */
void renaming_find(struct renaming *renaming, struct arena *arena);

/* Refuses names that two of them would have. */
void renamings_compare(struct renamings *renamings, struct arena *arena);

/* What index and worktree become, with header lines that name the files; rewrites_start was called
 * before the files were listed. What is refused is left out; what the worktree does not allow is
 * refused. The worktree's top is the current folder afterwards. */
_must_check_ int renamings_prepare(struct renamings *renamings, struct check *check,
	const struct change_set *changes, struct rewrites *rewrites, struct error *reterr);

#endif
