/* SPDX-License-Identifier: MIT */
/* The pipeline: the one way by which hooks, `check` and `audit` judge a change. */
#ifndef MIGHOOK_CHECK_H
#define MIGHOOK_CHECK_H

#include "git/history.h"
#include "git/push.h"
#include "lint/review.h"

/* What the user asked for. */
struct check_options {
	struct str policy_path; /* --policy; ptr NULL: not given */
	struct str policy_text; /* a policy that is in no file and beats all others; ptr NULL: none */
	struct str runner; /* --runner, for files outside every set; ptr NULL: plain */
	struct str_list only; /* --rule */
	struct str message; /* of the commit under way, for rules on it alone; ptr NULL: none */
	bool respects_skip; /* MIGHOOK_SKIP counts: a change that is judged again before it is merged */
	bool wants_review; /* the result has one */
	bool wants_sql; /* all SQL is read, even what no rule asks for */
	bool is_hook; /* a commit under way: parents of a merge are respected, notes are scarce */
};

struct check {
	struct arena *arena; /* of what lives as long as the run */
	struct repository *repository; /* NULL: there is none */
	struct check_options options;
	struct vocabulary vocabulary;
	struct str_list skip; /* from MIGHOOK_SKIP */
	int64_t now;
	struct policy policy;
	const struct tree *policy_tree; /* that it was read from; NULL: another place */
	bool asks_database; /* if the policy wants it: a commit is under way */
	bool is_own_policy; /* the judged change may have written it */
	struct set_specs specs;
	struct set_memory *set_memory; /* NULL: one change is judged */
	struct sql_memory *sql_memory; /* the same */
	struct str_list notes; /* what the user is to know besides the findings */
};

/* The outcome. */
struct check_result {
	const char *source; /* "staged", "range", "all", "paths" */
	struct diagnostics diagnostics;
	size_t migrations, changed;
	struct str_list judged; /* paths of the files that rules on files were asked of */
	bool has_sets;
	size_t outside; /* files judged that belong to no set */
	size_t unread; /* parts of their SQL that could not be judged */
	struct review review; /* if it was wanted */
	const struct lint *lint; /* what the rules have read; NULL: no file was looked at */
	bool is_mendable; /* `mighook fix` would mend some of it; staged changes only */
};

/* Gives back what check_start_audit has prepared; otherwise there is nothing to be given back. */
void check_end(struct check *check);

/* Something the user is to know. */
void check_note(struct check *check, const char *format, ...) _printf_(2, 3);

/* Reads the environment and the options; unknown rules or runners are errors. */
_must_check_ int check_start(struct check *ret, struct arena *arena, struct repository *repository,
	const struct check_options *options, struct error *reterr);

/* The staged changes. */
_must_check_ int check_staged(struct check *check, struct check_result *ret, struct error *reterr);

/* base...head. */
_must_check_ int check_range(struct check *check, struct str base, struct str head,
	struct check_result *ret, struct error *reterr);

/* What this CI run is about (git/ci.h); a note says what told. */
_must_check_ int check_ci(struct check *check, struct check_result *ret, struct error *reterr);

/* Every file of every set. */
_must_check_ int check_all(struct check *check, struct check_result *ret, struct error *reterr);

/* Files and folders on disk, as the user named them. */
_must_check_ int check_paths(struct check *check, const struct str_list *paths,
	struct check_result *ret, struct error *reterr);

/* Files of the worktree, by their paths from its top, that belong to sets which have been chosen
 * before. */
_must_check_ int check_files(struct check *check, const struct str_list *paths,
	struct check_result *ret, struct error *reterr);

/* What one update of a push brings (change_set_from_push). */
_must_check_ int check_push(struct check *check, struct push *push,
	const struct push_update *update, struct check_result *ret, struct error *reterr);

/* Prepares check_commit: the policy and the sets of a revision; where the policy lists none, also
 * the sets that its history, looked at in places, had in other folders. */
_must_check_ int check_start_audit(
	struct check *check, struct str revision, const struct commits *commits, struct error *reterr);

/* One commit against its first parent. The result lives in `arena`. */
_must_check_ int check_commit(struct check *check, struct arena *arena,
	const struct object_id *commit, enum merge_parents merge_parents, struct check_result *ret,
	struct error *reterr);

/* Judges changes whose policy and sets were chosen. */
_must_check_ int check_judge(struct check *check, struct change_set *changes,
	struct check_result *result, struct error *reterr);

/* Chooses policy and sets for a change; the functions above do so themselves. */
_must_check_ int check_prepare(
	struct check *check, const struct change_set *changes, struct error *reterr);

#endif
