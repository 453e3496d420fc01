/* SPDX-License-Identifier: MIT */
#include "git/ci.h"

#include "base/file.h"
#include "base/json.h"

bool ci_is_running(void)
{
	const char *ci = getenv("CI");

	return ci && *ci && strcmp(ci, "false") != 0 && strcmp(ci, "0") != 0;
}

/* All zero: there was nothing before. */
static bool is_commit_id(struct str text)
{
	struct object_id id;

	return object_id_parse(text, &id) && !object_id_is_none(&id);
}

static bool take(struct ci_range *range, struct arena *arena, struct str base, const char *origin)
{
	if (!base.ptr || !is_commit_id(base))
		return false;
	range->base = str_copy(arena, base);
	range->head = STR("HEAD");
	range->origin = str_from(origin);
	return true;
}

/* What is known of the run before the repository is asked. */
struct run {
	struct json *event; /* of GITHUB_EVENT_PATH; NULL: there is none that can be read */
	struct str default_branch; /* ptr NULL: nobody tells */
	struct str branch; /* what the run is about; ptr NULL: no branch, or nobody tells */
	struct object_id head;
	struct commit_object commit; /* of head */
};

static void close_run(struct run *run)
{
	json_free(&run->event);
}

static struct str first_of(struct str a, struct str b)
{
	return a.len ? a : b.len ? b : (struct str){NULL, 0};
}

/* An event file that is empty or no JSON tells nothing; what follows in the order may. */
static void read_environment(struct run *run, struct arena *arena)
{
	struct str path = str_from(getenv("GITHUB_EVENT_PATH")), text, reference;
	struct error ignored;

	if (path.len && !file_read(&text, arena, path, &ignored))
		run->event = json_parse(text);
	run->default_branch = first_of(str_from(getenv("GITHUB_BASE_REF")),
		first_of(json_text_at(run->event, "repository.default_branch"),
			first_of(str_from(getenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")),
				str_from(getenv("CI_DEFAULT_BRANCH")))));
	reference = json_text_at(run->event, "ref");
	if (str_starts(reference, STR("refs/heads/")))
		run->branch = str_slice(reference, STR("refs/heads/").len, reference.len);
	else
		run->branch = str_from(getenv("CI_COMMIT_BRANCH"));
}

/* What a push replaced is the base only on the default branch: elsewhere all that the branch has
 * is still to be judged. */
static bool is_about_default_branch(const struct run *run)
{
	return !run->branch.ptr || !run->default_branch.ptr ||
		str_equal(run->branch, run->default_branch);
}

static bool take_first_parent(struct ci_range *range, const struct repository *repository,
	const struct run *run, const char *origin)
{
	struct arena *arena = repository_arena(repository);

	return run->commit.parents.count &&
		take(range, arena,
			object_id_hex(arena, &run->commit.parents.items[0], repository_digits(repository)),
			origin);
}

/* GitHub checks a pull request out as its merge into the base, which may be newer than the base
 * its event names. */
static bool is_merge_of(const struct run *run, struct str head)
{
	struct object_id id;

	return run->commit.parents.count == 2 && object_id_parse(head, &id) &&
		object_id_equal(&id, &run->commit.parents.items[1]);
}

static bool from_github(
	struct ci_range *range, const struct repository *repository, const struct run *run)
{
	struct arena *arena = repository_arena(repository);

	return (is_merge_of(run, json_text_at(run->event, "pull_request.head.sha")) &&
			   take_first_parent(range, repository, run, "the pull request's base")) ||
		take(range, arena, json_text_at(run->event, "pull_request.base.sha"),
			"the pull request's base") ||
		take(range, arena, json_text_at(run->event, "merge_group.base_sha"),
			"the merge group's base") ||
		(is_about_default_branch(run) &&
			take(range, arena, json_text_at(run->event, "before"), "what the push replaced"));
}

static bool from_gitlab(struct ci_range *range, struct arena *arena, const struct run *run)
{
	return take(range, arena, str_from(getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA")),
			   "CI_MERGE_REQUEST_DIFF_BASE_SHA") ||
		take(range, arena, str_from(getenv("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")),
			"CI_MERGE_REQUEST_TARGET_BRANCH_SHA") ||
		(run->branch.ptr && is_about_default_branch(run) &&
			take(range, arena, str_from(getenv("CI_COMMIT_BEFORE_SHA")), "CI_COMMIT_BEFORE_SHA"));
}

/* The default branch as this clone knows it; not found if it knows none. */
static int find_default(struct repository *repository, const struct run *run, struct str *ret_name,
	struct object_id *ret_tip, bool *ret_found, struct error *reterr)
{
	static const struct str names[] = {{"origin/HEAD", 11}, {"origin/main", 11},
		{"origin/master", 13}, {"main", 4}, {"master", 6}};
	struct arena *arena = repository_arena(repository);
	struct references remotes = {0};

	if (run->default_branch.ptr) {
		*ret_name = str_format(arena, "origin/%.*s", STR_ARG(run->default_branch));
		/* A job that fetched what it judges alone lacks it: the error has the command. */
		if (repository_commit(repository, *ret_name, ret_tip, reterr))
			return -1;
		*ret_found = true;
		return 0;
	}
	/* Branches of this clone tell only where there is no remote to ask. */
	if (repository_references(repository, STR("refs/remotes/"), &remotes, reterr))
		return -1;
	*ret_found = false;
	for (size_t i = 0; i < ARRAY_LENGTH(names) && !*ret_found; i++) {
		bool is_local = !str_starts(names[i], STR("origin/"));
		struct str reference = str_format(
			arena, "refs/%s/%s", is_local ? "heads" : "remotes", names[i].ptr);

		if (is_local && remotes.count)
			break;
		if (repository_reference(repository, reference, ret_tip, ret_found, reterr))
			return -1;
		*ret_name = names[i];
	}
	return 0;
}

static int nothing_tells(struct repository *repository, struct error *reterr)
{
	struct references remotes = {0};
	struct error ignored;

	error_describe(reterr, "nothing tells what this CI run is about");
	if (!repository_references(repository, STR("refs/remotes/"), &remotes, &ignored) &&
		remotes.count)
		return repository_hint_history(repository, reterr);
	return error_hint(reterr, "mighook check --range BASE...HEAD, or mighook check --all");
}

/* The default branch; on it itself the first parent of HEAD. */
static int from_default(struct ci_range *range, struct repository *repository,
	const struct run *run, struct error *reterr)
{
	struct object_id tip;
	struct str name;
	bool found;

	if (find_default(repository, run, &name, &tip, &found, reterr))
		return -1;
	if (found && !object_id_equal(&tip, &run->head)) {
		*range = (struct ci_range){name, STR("HEAD"), name};
		return 0;
	}
	if (found && take_first_parent(range, repository, run, "the first parent of HEAD"))
		return 0;
	return nothing_tells(repository, reterr);
}

int ci_find_range(struct repository *repository, struct ci_range *ret, struct error *reterr)
{
	_cleanup_(close_run) struct run run = {.event = NULL};
	struct arena *arena = repository_arena(repository);
	struct ci_range range = {.base = {NULL, 0}};

	if (repository_head(repository, &run.head, reterr))
		return -1;
	if (object_id_is_none(&run.head))
		return error_set(reterr, "there is no commit to judge");
	if (repository_commit_object(repository, &run.head, arena, &run.commit, reterr))
		return -1;
	read_environment(&run, arena);
	if (!from_github(&range, repository, &run) && !from_gitlab(&range, arena, &run) &&
		!(run.commit.parents.count > 1 &&
			take_first_parent(&range, repository, &run, "the first parent of the merge")) &&
		from_default(&range, repository, &run, reterr))
		return -1;
	*ret = range;
	return 0;
}
