/* SPDX-License-Identifier: MIT */
/*
 * What the repairs make of the staged files. Nothing of it is done yet: it is a tree that can be
 * judged like any other, again and again, until there is nothing left to mend.
 */
#ifndef MIGHOOK_FIX_PLAN_H
#define MIGHOOK_FIX_PLAN_H

#include "fix/repair.h"
#include "git/rewrite.h"

struct planned_file {
	struct str origin; /* path in the index; ptr NULL: a new file */
	struct entry before; /* there */
	struct str path; /* now */
	struct str content_before, content; /* content: ptr NULL if it stays */
	uint32_t mode;
	struct str companion; /* see rewrite.h */
	struct str_list names; /* that it had: none is given twice */
	struct str_list rules; /* that were mended */
	struct edits edits; /* of the round under way, and */
	struct str new_path; /* ptr NULL: none */
};

/* A file that is left alone. */
struct left_file {
	struct str path; /* in the index */
	struct str reason;
};

struct left_files {
	struct left_file *items;
	size_t count, capacity;
};

/* Who brought a file that is committed already. */
struct file_author {
	struct str path, name; /* name: ptr NULL if that is not known */
};

struct plan {
	struct arena *arena;
	const struct left_files *left; /* what the worktree does not allow */
	struct left_files untouched; /* what could be mended in the last round, and must not be */
	struct str author; /* who brings what is not committed; ptr NULL: not known */
	struct {
		struct file_author *items;
		size_t count, capacity;
	} authors;
	struct {
		struct planned_file *items;
		size_t count, capacity;
	} files;
	struct {
		struct folder_move *items; /* where each was in the index, and is now */
		size_t count, capacity;
	} folders;
};

/* Mends what can be mended of findings about the planned tree; false if that is nothing. Merged
 * files and those that the change does not bring are never touched. */
bool plan_round(struct plan *plan, const struct lint *lint, const struct diagnostics *diagnostics);

/* Plans other names for a migration's files or folder, whoever has brought them, and for them in
 * its header. Whether the new names are free is not asked. */
void plan_moves(struct plan *plan, const struct migration_set *set, const struct moves *moves);

/* The round is over: edits and names take effect. */
void plan_settle(struct plan *plan);

/* Who has written the file; ptr NULL: that is not known, or was not asked. */
struct str plan_author(const struct plan *plan, const struct migration_file *file);

/* Paths of the files that may be touched and have lines that end in CR LF. */
struct str_list plan_crlf_files(const struct plan *plan, const struct lint *lint);

/* Plans LF for all line ends of one of them. */
void plan_use_lf(struct plan *plan, const struct lint *lint, struct str path);

/* True if a round would mend some of the findings. */
bool plan_has_repair(const struct lint *lint, const struct diagnostics *diagnostics);

/* The tree of the index with all that is planned. */
_must_check_ int plan_tree(const struct plan *plan, struct repository *repository,
	struct tree *index, struct tree **ret, struct error *reterr);

/* The same for the files on disk. */
void plan_rewrites(const struct plan *plan, struct rewrites *ret);

/* True if something is another than in the index. */
bool planned_file_is_changed(const struct planned_file *file);

#endif
