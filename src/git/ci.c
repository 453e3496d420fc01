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

/* What a push replaced is the base only on the default branch: elsewhere all that the branch has
 * is still to be judged. */
static bool is_about_default_branch(const struct json *event)
{
	struct str reference = json_text_at(event, "ref");
	struct str branch = json_text_at(event, "repository.default_branch");

	return !reference.ptr || !branch.ptr || !str_starts(reference, STR("refs/heads/")) ||
		str_equal(str_slice(reference, STR("refs/heads/").len, reference.len), branch);
}

/* An event file that is empty or no JSON tells nothing; what follows in the order may. */
static bool from_github(struct ci_range *range, struct arena *arena)
{
	struct str path = str_from(getenv("GITHUB_EVENT_PATH")), text;
	_cleanup_(json_free) struct json *event = NULL;
	struct error ignored;

	if (!path.len || file_read(&text, arena, path, &ignored) || !(event = json_parse(text)))
		return false;
	return take(range, arena, json_text_at(event, "pull_request.base.sha"),
			   "the pull request's base") ||
		take(range, arena, json_text_at(event, "merge_group.base_sha"), "the merge group's base") ||
		(is_about_default_branch(event) &&
			take(range, arena, json_text_at(event, "before"), "what the push replaced"));
}

static bool from_gitlab(struct ci_range *range, struct arena *arena)
{
	return take(range, arena, str_from(getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA")),
			   "CI_MERGE_REQUEST_DIFF_BASE_SHA") ||
		take(range, arena, str_from(getenv("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")),
			"CI_MERGE_REQUEST_TARGET_BRANCH_SHA");
}

static bool from_first_parent(struct ci_range *range, struct arena *arena,
	const struct repository *repository, const struct commit_object *commit, const char *origin)
{
	return commit->parents.count &&
		take(range, arena,
			object_id_hex(arena, &commit->parents.items[0], repository_digits(repository)), origin);
}

/* The default branch of the remote; `*ret_found` false if HEAD stands on it or it is not known. */
static int from_origin(struct ci_range *range, struct repository *repository,
	const struct object_id *head, bool *ret_found, struct error *reterr)
{
	static const char *const names[] = {"origin/HEAD", "origin/main", "origin/master"};
	struct arena *arena = repository_arena(repository);
	struct object_id tip;

	*ret_found = false;
	for (size_t i = 0; i < ARRAY_LENGTH(names) && !*ret_found; i++) {
		struct str reference = str_format(arena, "refs/remotes/%s", names[i]);

		if (repository_reference(repository, reference, &tip, ret_found, reterr))
			return -1;
		if (*ret_found && !object_id_equal(&tip, head))
			*range = (struct ci_range){str_from(names[i]), STR("HEAD"), str_from(names[i])};
		else if (*ret_found)
			return *ret_found = false, 0;
	}
	return 0;
}

int ci_find_range(struct repository *repository, struct ci_range *ret, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct ci_range range = {.base = {NULL, 0}};
	struct commit_object commit;
	struct object_id head;
	bool found;

	if (repository_head(repository, &head, reterr))
		return -1;
	if (object_id_is_none(&head))
		return error_set(reterr, "there is no commit to judge");
	if (repository_commit_object(repository, &head, arena, &commit, reterr))
		return -1;
	found = from_github(&range, arena) || from_gitlab(&range, arena) ||
		(commit.parents.count > 1 &&
			from_first_parent(&range, arena, repository, &commit, "the first parent of the merge"));
	if (!found && from_origin(&range, repository, &head, &found, reterr))
		return -1;
	if (!found)
		found = from_first_parent(&range, arena, repository, &commit, "the first parent of HEAD");
	if (!found) {
		error_describe(reterr, "nothing tells what this CI run is about");
		return error_hint(reterr, "mighook check --range BASE...HEAD, or mighook check --all");
	}
	*ret = range;
	return 0;
}
