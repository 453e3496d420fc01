/* SPDX-License-Identifier: MIT */
/* What is judged: a tree, and how it came about. Every source of changes ends in this structure,
 * and after its construction no stage knows which source it was. */
#ifndef MIGHOOK_GIT_CHANGE_H
#define MIGHOOK_GIT_CHANGE_H

#include "git/base.h"

struct script_listener;
struct set_memory;
struct sql_memory;

struct change_set {
	struct repository *repository;
	struct arena *arena; /* of all that is read of the trees */
	struct tree *head; /* the judged tree */
	struct tree *parent; /* what it is compared with to find the changed paths */
	struct tree *policy; /* the tree whose policy judges */
	struct {
		struct tree **items;
		size_t count, capacity;
	} other_parents; /* of a merge: what equals one of them is not the author's change */
	struct protected_branches protected; /* filled by change_set_protect */
	struct str branch; /* the branch that is pushed; ptr NULL: none, or a protected one */
	struct str message; /* of the commit under way; ptr NULL: nobody asks about it */
	struct object_id commit; /* where the work stands: HEAD, the range's end, the commit */
	bool is_protected; /* the source itself has said what is merged */
	bool whole; /* every file is judged, not just the changed ones */
	bool only_named; /* as `whole`, but only for the paths named */
	bool begins_history; /* pushed to where nothing of it is known to be */
	struct str_list named;
	struct set_memory *set_memory; /* of a run over many commits; NULL: this is the only one */
	struct sql_memory *sql_memory; /* the same */
	struct script_listener *listener; /* NULL: nobody is told of scripts while others are loaded */
	struct str_list untracked; /* of the worktree, for a rule that asks about them */
};

/* A path that differs between parent and head. */
struct change {
	struct str path;
	const struct entry *before, *after; /* NULL: not there */
	bool by_author; /* false: equal to another parent of the merge */
};

struct changes {
	struct change *items;
	size_t count, capacity;
};

enum merge_parents { MERGE_PARENTS_IGNORED, MERGE_PARENTS_RESPECTED };

/* The index against HEAD. With MERGE_PARENTS_RESPECTED the parents of a merge under way are taken
 * from MERGE_HEAD and, before git writes that, from the GITHEAD_<id> of the environment. */
_must_check_ int change_set_from_index(struct change_set *ret, struct repository *repository,
	struct arena *arena, enum merge_parents merge_parents, struct error *reterr);

/* Every file of the index; in a bare repository, of HEAD. */
_must_check_ int change_set_from_everything(struct change_set *ret, struct repository *repository,
	struct arena *arena, struct error *reterr);

/* base...head: from their merge base to `head`; `base` is the protected tip. Unrelated histories
 * are an error. */
_must_check_ int change_set_from_range(struct change_set *ret, struct repository *repository,
	struct arena *arena, struct str base, struct str head, struct error *reterr);

/* Files of the worktree, by their paths from its top, as they would be added now. */
_must_check_ int change_set_from_worktree(struct change_set *ret, struct repository *repository,
	struct arena *arena, const struct str_list *paths, struct error *reterr);

/* The paths of the files below a folder of the worktree, "" for all, that git neither tracks nor
 * ignores, in order. */
_must_check_ int change_set_untracked(const struct change_set *changes, struct str folder,
	struct str_list *ret, struct error *reterr);

/* True if a folder of the worktree holds no file but those of the judged tree, which is the index:
 * then there is nothing untracked in it. */
_must_check_ int change_set_is_all_tracked(
	const struct change_set *changes, struct str folder, bool *ret, struct error *reterr);

/* Those that it was told to ignore, below a folder. */
_must_check_ int change_set_ignored(const struct change_set *changes, struct str folder,
	struct str_list *ret, struct error *reterr);

/* Those that differ in the worktree from what is staged, or are not there. */
_must_check_ int change_set_unstaged(
	const struct change_set *changes, struct str_list *ret, struct error *reterr);

/* Puts those of the paths, which are in order, that the scope holds into the judged tree, as they
 * lie in the worktree. */
_must_check_ int change_set_add(struct change_set *changes, const struct str_list *paths,
	const struct scope *scope, struct error *reterr);

/* A commit against its first parent. With MERGE_PARENTS_RESPECTED what a merge took unchanged from
 * another parent is not its author's. */
_must_check_ int change_set_from_commit(struct change_set *ret, struct repository *repository,
	struct arena *arena, const struct object_id *commit, enum merge_parents merge_parents,
	struct error *reterr);

/* Fills `protected` (design section 3, "protected tip") unless the source has done so. */
_must_check_ int change_set_protect(
	struct change_set *changes, const struct str_list *names, struct error *reterr);

/* Takes all of the judged tree for merged already: as it will be seen one day. */
void change_set_merge(struct change_set *changes);

/* The differences in the scope, in the order of paths. */
_must_check_ int change_set_list(const struct change_set *set, const struct scope *scope,
	const struct entries *head, const struct entries *parent, struct changes *ret,
	struct error *reterr);

#endif
