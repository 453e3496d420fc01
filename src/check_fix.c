/* SPDX-License-Identifier: MIT */
#include "check_fix.h"

#include "base/vec.h"
#include "git/attributes.h"

/* Each round mends something and no name is given twice: this many are never needed. */
enum { MOST_ROUNDS = 200 };

/* Who stages the change: as git would write it into the commit. */
static int find_author(struct check *check, struct str *ret, struct error *reterr)
{
	static const char *const command[] = {"config", "user.name", NULL};
	struct str name = str_from(getenv("GIT_AUTHOR_NAME"));
	int status = 0;

	if (!name.len && git_cli_run(check->arena, command, &name, &status, reterr))
		return -1;
	name = str_trim(name);
	*ret = status || !name.len ? (struct str){NULL, 0} : str_copy(check->arena, name);
	return 0;
}

/* The author of the commit that brought the file: whoever stages a change of it may be another. */
static int find_commit_author(
	struct plan *plan, struct str path, struct str *ret, struct error *reterr)
{
	const char *command[] = {"--literal-pathspecs", "log", "-1", "--diff-filter=A", "--no-renames",
		"--format=%an", "--", str_copy(plan->arena, path).ptr, NULL};
	struct str name;
	int status;

	if (git_cli_run(plan->arena, command, &name, &status, reterr))
		return -1;
	name = str_trim(name);
	*ret = status || !name.len ? (struct str){NULL, 0} : name;
	return 0;
}

/* Finds the authors of committed files that lack a header field. */
static int find_authors(
	struct plan *plan, const struct diagnostics *diagnostics, struct error *reterr)
{
	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];
		struct file_author author;

		if (strcmp(diagnostic->rule->key.id, "header-missing") != 0 || !diagnostic->file ||
			!diagnostic->file->parent || plan_author(plan, diagnostic->file).ptr)
			continue;
		author.path = str_copy(plan->arena, diagnostic->path);
		if (find_commit_author(plan, author.path, &author.name, reterr))
			return -1;
		*vec_push(plan->arena, &plan->authors) = author;
	}
	return 0;
}

/* What .gitattributes wants as text has LF in the index, however it came in. */
static int normalise_line_ends(
	struct plan *plan, const struct lint *lint, bool *ret_done, struct error *reterr)
{
	struct str_list paths = plan_crlf_files(plan, lint);

	*ret_done = false;
	for (size_t i = 0; i < paths.count; i++) {
		struct path_attributes attributes;

		if (path_attributes_of(&attributes, plan->arena, paths.items[i], reterr))
			return -1;
		if (!str_equal(attributes.values[ATTRIBUTE_TEXT], STR("set")) &&
			!attributes.values[ATTRIBUTE_EOL].ptr)
			continue;
		plan_use_lf(plan, lint, paths.items[i]);
		*ret_done = true;
	}
	return 0;
}

/* Mends what there is to mend, then what that has brought to light, until there is nothing left.
 * `changes` and `result` are of the planned tree afterwards. */
static int make_plan(struct check *check, struct change_set *changes, struct tree *index,
	struct plan *plan, struct check_result *result, struct error *reterr)
{
	size_t notes = check->notes.count;
	bool done = false;

	for (size_t round = 0; round < MOST_ROUNDS; round++) {
		check->notes.count = notes;
		*result = (struct check_result){.source = "staged"};
		if (plan_tree(plan, check->repository, index, &changes->head, reterr) ||
			check_judge(check, changes, result, reterr))
			return -1;
		if (!result->lint)
			break;
		if (!round &&
			(find_authors(plan, &result->diagnostics, reterr) ||
				normalise_line_ends(plan, result->lint, &done, reterr)))
			return -1;
		if (!done && !plan_round(plan, result->lint, &result->diagnostics))
			break;
		done = false;
	}
	return 0;
}

/* Adds what the worktree does not allow; false if there is nothing new. */
static bool add_refused(
	struct check *check, const struct rewrites *rewrites, struct left_files *left)
{
	bool found = false;

	for (size_t i = 0; i < rewrites->count; i++) {
		const struct rewrite *rewrite = &rewrites->items[i];

		if (!rewrite->refusal.ptr)
			continue;
		*vec_push(check->arena, left) = (struct left_file){
			rewrite->from.ptr ? rewrite->from : rewrite->to, rewrite->refusal};
		found = true;
	}
	return found;
}

int check_fix(struct check *check, enum fix_mode mode, struct fixes *ret,
	struct check_result *ret_remaining, struct error *reterr)
{
	struct left_files left = {0};
	struct rewrites rewrites, start;
	struct change_set changes;
	struct tree *index;
	struct plan plan = {.arena = check->arena, .left = &left};
	struct str author;

	if (rewrites_start(&start, check->repository, reterr) ||
		change_set_from_index(
			&changes, check->repository, check->arena, MERGE_PARENTS_RESPECTED, reterr) ||
		check_prepare(check, &changes, reterr) || find_author(check, &author, reterr) ||
		repository_enter_worktree(check->repository, reterr))
		return -1;
	index = changes.head;
	do {
		plan = (struct plan){.arena = check->arena, .left = &left, .author = author};
		rewrites = start;
		if (make_plan(check, &changes, index, &plan, ret_remaining, reterr))
			return -1;
		plan_rewrites(&plan, &rewrites);
		if (rewrites.count && rewrites_prepare(&rewrites, check->repository, reterr))
			return -1;
	} while (add_refused(check, &rewrites, &left));
	if (fixes_of_plan(ret, &plan, reterr) ||
		(mode == FIX_FOR_GOOD && rewrites_apply(&rewrites, check->repository, reterr)))
		return -1;
	ret->is_dry_run = mode == FIX_DRY_RUN;
	return 0;
}
