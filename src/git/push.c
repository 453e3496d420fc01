/* SPDX-License-Identifier: MIT */
#include "git/push.h"

#include "base/escape.h"
#include "base/sort.h"
#include "base/vec.h"

enum { MAX_WORDS = 4 };

static int read_commit(struct repository *repository, struct str hex, struct object_id *ret,
	bool *ret_here, struct error *reterr)
{
	struct object_id object, commit;
	bool is_commit;

	*ret = (struct object_id){{0}};
	*ret_here = true;
	if (!object_id_parse(hex, &object))
		return error_set(reterr, "git has named '%s', which is no object",
			escape_text(repository_arena(repository), hex, false).ptr);
	if (object_id_is_none(&object))
		return 0;
	if (repository_has(repository, &object, ret_here, reterr))
		return -1;
	if (!*ret_here)
		return 0;
	if (repository_peel(repository, &object, &commit, &is_commit, reterr))
		return -1;
	if (is_commit)
		*ret = commit;
	return 0;
}

static int read_line(struct push_update *ret, struct repository *repository, struct str line,
	const struct push_columns *columns, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct str words[MAX_WORDS], rest = line;
	bool has_old, has_new;

	for (size_t i = 0; i < columns->count; i++)
		if (!str_next(&rest, ' ', &words[i]))
			return error_set(reterr, "git has handed over '%s', which names no reference",
				escape_text(arena, line, false).ptr);
	ret->reference = words[columns->reference];
	if (read_commit(repository, words[columns->old], &ret->old, &has_old, reterr) ||
		read_commit(repository, words[columns->new], &ret->new, &has_new, reterr))
		return -1;
	if (!has_new)
		return error_set(reterr, "%s is to be set to %.*s, which is not here",
			escape_text(arena, ret->reference, false).ptr, STR_ARG(words[columns->new]));
	ret->lacks_old = !has_old;
	return 0;
}

int push_updates_read(struct push_updates *ret, struct repository *repository, struct str lines,
	const struct push_columns *columns, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct push_updates updates = {0};
	struct str line;

	while (str_next(&lines, '\n', &line))
		if (line.len && read_line(vec_push(arena, &updates), repository, line, columns, reterr))
			return -1;
	*ret = updates;
	return 0;
}

static int compare_commits(const void *a, const void *b)
{
	return memcmp(&((const struct pushed_commit *)a)->id, &((const struct pushed_commit *)b)->id,
		sizeof(struct object_id));
}

static struct pushed_commit *find_commit(const struct push *push, const struct object_id *id)
{
	struct pushed_commit key = {.id = *id};

	return push->commits.count
		? bsearch(&key, push->commits.items, push->commits.count, sizeof key, compare_commits)
		: NULL;
}

/* git-push(1), "GIT URLS": what has a colon or looks like a path is no remote's name. */
static bool is_url(struct str given)
{
	return str_find(given, STR(":"), 0) < given.len || str_starts(given, STR("/")) ||
		str_starts(given, STR("."));
}

int push_open(struct push *ret, struct repository *repository, struct str given,
	const struct push_updates *updates, struct error *reterr)
{
	struct push push = {
		.repository = repository,
		.given = given,
		.remote = is_url(given) ? STR("") : given,
	};
	struct arena *arena = repository_arena(repository);
	struct references references = {0};
	struct object_ids tips = {0}, known = {0}, unknown = {0};

	if (repository_references(
			repository, given.ptr ? STR("refs/remotes/") : STR("refs/"), &references, reterr))
		return -1;
	for (size_t i = 0; i < references.count; i++)
		*vec_push(arena, &known) = references.items[i].target;
	for (size_t i = 0; i < updates->count; i++) {
		if (!object_id_is_none(&updates->items[i].old))
			*vec_push(arena, &known) = updates->items[i].old;
		if (!object_id_is_none(&updates->items[i].new))
			*vec_push(arena, &tips) = updates->items[i].new;
	}
	if (tips.count && repository_unknown(repository, &tips, &known, &unknown, reterr))
		return -1;
	for (size_t i = 0; i < unknown.count; i++) {
		struct pushed_commit *commit = vec_push(arena, &push.commits);
		struct commit_object object;

		if (repository_commit_object(repository, &unknown.items[i], arena, &object, reterr))
			return -1;
		commit->id = unknown.items[i];
		commit->parents = object.parents;
	}
	sort(push.commits.items, push.commits.count, sizeof *push.commits.items, compare_commits);
	*ret = push;
	return 0;
}

/* Adds a commit unless another leads to it, and drops those that it leads to. */
static int add_newest(struct push *push, struct object_ids *newest, const struct object_id *commit,
	struct error *reterr)
{
	size_t kept = 0;
	bool is_old = false;

	for (size_t i = 0; i < newest->count && !is_old; i++) {
		struct object_ids other = {&newest->items[i], 1, 1};
		struct object_id base = {{0}};

		/* Where a shallow clone cannot tell, they count as two. */
		if (repository_merge_base(push->repository, commit, &other, &base, reterr) &&
			!repository_is_shallow(push->repository))
			return -1;
		is_old = object_id_equal(&base, commit);
		if (is_old || !object_id_equal(&base, &newest->items[i]))
			newest->items[kept++] = newest->items[i];
	}
	if (is_old)
		return 0;
	newest->count = kept;
	*vec_push(repository_arena(push->repository), newest) = *commit;
	return 0;
}

int push_bases(
	struct push *push, const struct object_id *commit, struct object_ids *ret, struct error *reterr)
{
	struct arena *arena = repository_arena(push->repository);
	struct object_ids pending = {0}, bases = {0};
	size_t visit = ++push->visits;

	*vec_push(arena, &pending) = *commit;
	while (pending.count) {
		struct object_id id = pending.items[--pending.count];
		struct pushed_commit *pushed = find_commit(push, &id);

		if (!pushed && add_newest(push, &bases, &id, reterr))
			return -1;
		if (!pushed || pushed->visit == visit)
			continue;
		pushed->visit = visit;
		for (size_t i = 0; i < pushed->parents.count; i++)
			*vec_push(arena, &pending) = pushed->parents.items[i];
	}
	*ret = bases;
	return 0;
}
