/* SPDX-License-Identifier: MIT */
/* The migration sets of a change: their files in every tree that counts, paired to migrations. */
#ifndef MIGHOOK_MIGRATION_SET_H
#define MIGHOOK_MIGRATION_SET_H

#include "git/change.h"
#include "migration/name.h"
#include "migration/script.h"

/* What the change does to a merged migration's file. */
enum merged_offence { MERGED_UNTOUCHED, MERGED_MODIFIED, MERGED_DELETED };

struct migration_file {
	struct str path;
	struct name name;
	const struct entry *head, *parent; /* NULL: not in that tree */
	const struct change *change; /* NULL: none */
	struct migration *migration; /* NULL: a side or misplaced file, or of no current tree */
	bool is_judged; /* rules on single files apply to it */
	bool in_base, in_tip; /* of a protected branch */
	/* What of it was merged, where the change modifies or deletes it. */
	enum merged_offence offence;
	const struct protected_branch *branch;
	struct str merged_content; /* MERGED_MODIFIED: before; ptr NULL: not a regular file */
	struct str moved_to; /* MERGED_DELETED: path of an exact copy; ptr NULL: none */
	const struct entry *merged; /* MERGED_DELETED: what was there */
	bool is_applied; /* the change is about it, and the database that was asked has applied it */
	bool is_archived; /* MERGED_DELETED: squashed, and the archive has the same bytes */
	bool is_squash; /* the baseline of a squash that is proven, or was when it was merged */
	struct script *script; /* NULL: its content was not wanted, or it is no regular file */
};

struct migration {
	struct str stem, version; /* version: ptr NULL if the name has none */
	struct str identity; /* of the version; equal for one and the same */
	bool is_dated; /* the version is a date, where such are asked for */
	struct migration_file *up, *down; /* NULL: there is none; not both */
	bool in_head; /* else it stands on a protected tip only */
	bool is_merged;
	bool is_added; /* the change brings its up file, whoever wrote it */
};

struct squash;

struct migration_set {
	const struct set_spec *spec;
	struct {
		struct migration_file **items; /* by path */
		size_t count, capacity;
	} files;
	struct {
		struct migration *items; /* by stem */
		size_t count, capacity;
	} migrations;
	struct {
		const struct migration **items; /* by identity, then merged ones first, then by stem */
		size_t count;
	} by_version; /* those that have one */
	struct {
		struct squash *items; /* by the paths of their baselines; see migration/squash.h */
		size_t count, capacity;
	} squashes;
	struct str highest_number; /* of the versions that are no dates; ptr NULL: none */
	struct str_list untracked; /* migrations that are not in the judged tree, but in the worktree */
	struct str snapshot; /* path; ptr NULL: the set has none */
	const struct change *snapshot_change; /* of it or a part of it; NULL: not changed */
	bool snapshot_is_updated; /* the change gives it another text */
	bool is_touched; /* the change changes a file of it */
	bool applied_is_known; /* a database has told what of it is applied */
	bool adds_migration; /* the change adds one */
};

struct migration_sets {
	struct migration_set *items;
	size_t count;
	struct changes changes; /* of all sets and snapshots */
	size_t migration_count; /* in the judged tree */
	size_t changed_count; /* changed paths inside sets */
	bool is_authored; /* the author of the change has changed one of them */
};

/* The file findings about a migration are reported on. */
struct migration_file *migration_lead(const struct migration *migration);

/* The set's file of that path; NULL if there is none. */
struct migration_file *migration_set_file(const struct migration_set *set, struct str path);

/* True if somebody may mean the file by that: its path or its folder's, its own name with what it
 * ends in or without, its version. */
bool migration_file_is_called(const struct migration_file *file, struct str name);

/* True if some migration of the set has the version. */
bool migration_set_has_version(
	const struct migration_set *set, struct arena *arena, struct str version);

/* Who is told of each script that was loaded, set by set in the order of their paths, while others
 * are still to be. */
struct script_listener {
	void (*hear)(struct script_listener *listener, const struct migration_set *set,
		const struct migration_file *file);
};

/* Reads all that the rules need of the trees. `ret` and what it points to live in the arena of
 * `changes`, whose protected branches must have been set. */
_must_check_ int migration_sets_load(struct migration_sets *ret, const struct change_set *changes,
	const struct set_specs *specs, struct error *reterr);

#endif
