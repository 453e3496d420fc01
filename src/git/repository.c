/* SPDX-License-Identifier: MIT */
#include "git/repository.h"

#include <dirent.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/vec.h"
#include "git/git_cli.h"
#include "git/tree_memory.h"

enum { MAX_TAG_DEPTH = 16 };

struct repository {
	const struct backend *backend;
	void *state;
	struct places places;
	struct arena *arena;
	const char *feature; /* why git reads it; NULL: libgit2 does */
	struct cat_file lazy; /* for what a partial clone lacks */
	struct cache *cache; /* NULL: not asked for yet */
	struct tree_memory *trees; /* NULL: none was read yet */
	bool is_partial, partial_is_known; /* what the packs say, once somebody has asked */
};

int repository_open_with_git(
	struct repository **ret, struct arena *arena, const char *feature, struct error *reterr)
{
	struct repository *repository = arena_new(arena, struct repository);
	struct error error;

	repository->arena = arena;
	repository->feature = feature;
	if (backend_open_cli(
			&repository->backend, &repository->state, &repository->places, arena, &error)) {
		error_describe(
			reterr, "this repository has %s, which only git can read: %s", feature, error.message);
		return error_hint(reterr, "%s", error.hint);
	}
	*ret = repository;
	return 0;
}

int repository_open(
	struct repository **ret, struct arena *arena, enum repository_trust trust, struct error *reterr)
{
	struct repository *repository = arena_new(arena, struct repository);
	const char *beyond;

	repository->arena = arena;
	if (backend_open_libgit2(&repository->backend, &repository->state, &repository->places, arena,
			trust == REPOSITORY_CHECK_OWNER, &beyond, reterr))
		return -1;
	if (beyond)
		return repository_open_with_git(ret, arena, beyond, reterr);
	*ret = repository;
	return 0;
}

void repository_close(struct repository **repository)
{
	if (!*repository)
		return;
	cat_file_close(&(*repository)->lazy);
	tree_memory_close(&(*repository)->trees);
	(*repository)->backend->close((*repository)->state);
	*repository = NULL;
}

const char *repository_reader(const struct repository *repository, const char **ret_feature)
{
	*ret_feature = repository->feature;
	return repository->backend->name;
}

void repository_note_index(struct repository *repository, const char *feature)
{
	repository->feature = feature;
}

struct arena *repository_arena(const struct repository *repository)
{
	return repository->arena;
}

size_t repository_digits(const struct repository *repository)
{
	return repository->places.digits;
}

bool repository_is_bare(const struct repository *repository)
{
	return !repository->places.worktree.ptr;
}

struct str repository_worktree(const struct repository *repository)
{
	return repository->places.worktree;
}

struct str repository_directory(const struct repository *repository)
{
	return repository->places.directory;
}

struct str repository_common_directory(const struct repository *repository)
{
	return repository->places.common;
}

int repository_enter_worktree(const struct repository *repository, struct error *reterr)
{
	struct str top = repository_worktree(repository);

	/* what the environment says of the repository may be relative to the folder before */
	if ((getenv("GIT_DIR") && setenv("GIT_DIR", repository_directory(repository).ptr, 1)) ||
		(getenv("GIT_WORK_TREE") && setenv("GIT_WORK_TREE", top.ptr, 1)) || chdir(top.ptr))
		return file_failed("enter", top, reterr);
	return 0;
}

struct cache *repository_cache(struct repository *repository)
{
	bool has_none = repository_is_bare(repository) || getenv("GIT_QUARANTINE_PATH");

	if (!repository->cache)
		repository->cache = cache_open(
			repository->arena, has_none ? (struct str){NULL, 0} : repository->places.common);
	return repository->cache;
}

void repository_trim_trees(struct repository *repository)
{
	if (repository->trees)
		tree_memory_trim(repository->trees);
}

/* True if both paths lead to one place; false if either does not exist. */
static bool same_path(struct str a, struct str b)
{
	char *first = realpath(a.ptr, NULL), *second = realpath(b.ptr, NULL);
	bool same = first && second ? !strcmp(first, second) : str_equal(a, b);

	free(first);
	free(second);
	return same;
}

struct str repository_index_path(const struct repository *repository, bool *ret_must_exist)
{
	struct arena *arena = repository->arena;
	struct str own = str_join_path(arena, repository->places.directory, STR("index"));
	struct str given = str_from(getenv("GIT_INDEX_FILE")), path;

	*ret_must_exist = false;
	if (!given.len)
		return own;
	path = given.ptr[0] == '/' ? given : str_join_path(arena, repository->places.worktree, given);
	/* Before the first `git add` git names an index that is not there yet. */
	*ret_must_exist = !str_equal(str_basename(path), STR("index")) ||
		!same_path(str_copy(arena, str_dirname(path)), repository->places.directory);
	return str_copy(arena, path);
}

bool repository_is_shallow(const struct repository *repository)
{
	/* git_repository_is_shallow of 1.5 looks in a linked worktree's own folder only. */
	struct str marker = str_join_path(repository->arena, repository->places.common, STR("shallow"));

	return !access(marker.ptr, F_OK);
}

static bool has_promised_pack(const struct repository *repository)
{
	struct str packs = str_join_path(
		repository->arena, repository->places.common, STR("objects/pack"));
	DIR *folder = opendir(packs.ptr);
	const struct dirent *item;
	bool partial = false;

	while (folder && !partial && (item = readdir(folder)))
		partial = str_ends(str_from(item->d_name), STR(".promisor"));
	if (folder)
		closedir(folder);
	return partial;
}

bool repository_is_partial(struct repository *repository)
{
	if (!repository->partial_is_known)
		repository->is_partial = has_promised_pack(repository);
	repository->partial_is_known = true;
	return repository->is_partial;
}

/* An object of whatever type. libgit2 never fetches what a partial clone lacks; git does. */
static int read_object(struct repository *repository, const struct object_id *id,
	struct arena *arena, struct object *ret, struct error *reterr)
{
	const struct backend *backend = repository->backend;
	bool found;

	if (backend->object(repository->state, id, arena, ret, &found, reterr))
		return -1;
	if (!found && repository_is_partial(repository)) {
		repository->feature = "objects to be fetched (a partial clone)";
		if (cat_file_read(
				&repository->lazy, id, repository->places.digits, arena, ret, &found, reterr))
			return -1;
	}
	if (found)
		return 0;
	error_describe(reterr, "object %s is missing from this %s",
		object_id_hex(arena, id, repository->places.digits).ptr,
		repository_is_shallow(repository) ? "shallow clone" : "repository");
	return repository_is_shallow(repository) ? repository_hint_history(repository, reterr)
											 : error_hint(reterr, "git fsck");
}

int repository_object(struct repository *repository, const struct object_id *id,
	enum object_type type, struct arena *arena, struct str *ret, struct error *reterr)
{
	bool is_tree = type == OBJECT_TREE;
	struct object object;

	/* the way down to a set's folder is asked for again and again */
	if (is_tree && !repository->trees)
		repository->trees = tree_memory_open(repository->arena);
	if (is_tree && tree_memory_find(repository->trees, id, ret))
		return 0;
	if (read_object(repository, id, is_tree ? tree_memory_arena(repository->trees) : arena, &object,
			reterr))
		return -1;
	if (object.type != type)
		return error_set(reterr, "object %s is of another type than it should be",
			object_id_hex(arena, id, repository->places.digits).ptr);
	if (is_tree)
		tree_memory_keep(repository->trees, id, object.bytes);
	*ret = object.bytes;
	return 0;
}

int repository_commit_object(struct repository *repository, const struct object_id *id,
	struct arena *arena, struct commit_object *ret, struct error *reterr)
{
	struct str bytes;

	if (repository_object(repository, id, OBJECT_COMMIT, arena, &bytes, reterr))
		return -1;
	return commit_parse(ret, arena, bytes, repository->places.digits, reterr);
}

int repository_peel(struct repository *repository, const struct object_id *id,
	struct object_id *ret, bool *ret_found, struct error *reterr)
{
	struct object_id next = *id;

	*ret_found = false;
	for (size_t depth = 0; depth < MAX_TAG_DEPTH; depth++) {
		struct object object;

		if (read_object(repository, &next, repository->arena, &object, reterr))
			return -1;
		*ret_found = object.type == OBJECT_COMMIT;
		*ret = next;
		if (object.type != OBJECT_TAG)
			break;
		next = tag_target(object.bytes, repository->places.digits);
	}
	return 0;
}

int repository_reference(struct repository *repository, struct str name, struct object_id *ret,
	bool *ret_found, struct error *reterr)
{
	struct object_id id;

	if (repository->backend->reference(repository->state, name, &id, ret_found, reterr))
		return -1;
	return *ret_found ? repository_peel(repository, &id, ret, ret_found, reterr) : 0;
}

int repository_references(
	struct repository *repository, struct str prefix, struct references *ret, struct error *reterr)
{
	struct references all = {0}, commits = {0};

	if (repository->backend->references(repository->state, prefix, repository->arena, &all, reterr))
		return -1;
	for (size_t i = 0; i < all.count; i++) {
		struct reference reference = all.items[i];
		bool found;

		if (repository_peel(repository, &all.items[i].target, &reference.target, &found, reterr))
			return -1;
		if (found)
			*vec_push(repository->arena, &commits) = reference;
	}
	*ret = commits;
	return 0;
}

/* True if the remote's branches are known here. */
static bool is_remote(struct repository *repository, struct str name)
{
	struct str prefix = str_format(repository->arena, "refs/remotes/%.*s/", STR_ARG(name));
	struct references known = {0};
	struct error ignored;

	return !repository->backend->references(
			   repository->state, prefix, repository->arena, &known, &ignored) &&
		known.count;
}

int repository_hint_history(struct repository *repository, struct error *reterr)
{
	struct arena *arena = repository->arena;
	bool shallow = repository_is_shallow(repository);
	struct str branch = {NULL, 0}, detached = STR("");
	struct object_id head;
	struct error ignored;

	/* A detached HEAD, as CI checks it out, may be on no branch: it is asked for by its id. */
	if (shallow && !repository_head_branch(repository, &branch, &ignored) && !branch.ptr &&
		!repository_head(repository, &head, &ignored))
		detached = str_format(
			arena, " %s", object_id_hex(arena, &head, repository->places.digits).ptr);
	return error_hint(reterr, "git fetch%s origin '+refs/heads/*:refs/remotes/origin/*'%s",
		shallow ? " --unshallow" : "", detached.ptr);
}

/* The command that may bring a missing revision: a branch of a remote, or all there is. */
static int hint_fetch(struct repository *repository, struct str revision, struct error *reterr)
{
	struct arena *arena = repository->arena;
	struct str branch = revision, remote, refspec;
	struct object_id id;

	/* A commit that no branch has any more is fetched by its id. */
	if (object_id_parse(revision, &id) && revision.len == repository->places.digits)
		return error_hint(reterr, "git fetch%s origin '+refs/heads/*:refs/remotes/origin/*' %.*s",
			repository_is_shallow(repository) ? " --unshallow" : "", STR_ARG(revision));
	if (!str_next(&branch, '/', &remote) || !branch.ptr ||
		(!str_equal(remote, STR("origin")) && !is_remote(repository, remote)))
		return repository_hint_history(repository, reterr);
	refspec = str_format(
		arena, "+refs/heads/%.*s:refs/remotes/%.*s", STR_ARG(branch), STR_ARG(revision));
	return error_hint(reterr, "git fetch %s %s", escape_shell(arena, remote).ptr,
		escape_shell(arena, refspec).ptr);
}

int repository_commit(
	struct repository *repository, struct str revision, struct object_id *ret, struct error *reterr)
{
	struct object_id id;
	bool found;

	if (repository->backend->revision(repository->state, revision, &id, &found, reterr) ||
		(found && repository_peel(repository, &id, ret, &found, reterr)))
		return -1;
	if (found)
		return 0;
	error_describe(reterr, "'%s' names no commit of this repository",
		escape_text(repository->arena, revision, false).ptr);
	return hint_fetch(repository, revision, reterr);
}

int repository_head(struct repository *repository, struct object_id *ret, struct error *reterr)
{
	bool found;

	*ret = (struct object_id){{0}};
	return repository_reference(repository, STR("HEAD"), ret, &found, reterr);
}

int repository_head_branch(struct repository *repository, struct str *ret, struct error *reterr)
{
	return repository->backend->head_branch(repository->state, repository->arena, ret, reterr);
}

/* libgit2 1.5 fails in a shallow clone even where the base is there; git looks at what is there. */
static int merge_base_of_shallow(struct repository *repository, const struct object_ids *commits,
	struct object_id *ret, bool *ret_found, struct error *reterr)
{
	struct commit_object commit;
	struct places places;
	const struct backend *backend;
	void *state;
	struct error ignored;
	int result;

	if (repository_commit_object(
			repository, &commits->items[0], repository->arena, &commit, reterr))
		return -1;
	/* GitHub's depth-2 checkout of a merge: the base is a parent. */
	for (size_t i = 0; i < commit.parents.count; i++) {
		for (size_t j = 1; j < commits->count; j++) {
			if (object_id_equal(&commit.parents.items[i], &commits->items[j])) {
				*ret = commits->items[j];
				*ret_found = true;
				return 0;
			}
		}
	}
	*ret_found = false;
	if (backend_open_cli(&backend, &state, &places, repository->arena, &ignored))
		return 0;
	result = backend->merge_base(state, commits, ret, ret_found, reterr);
	backend->close(state);
	return result;
}

int repository_merge_base(struct repository *repository, const struct object_id *a,
	const struct object_ids *others, struct object_id *ret, struct error *reterr)
{
	struct object_ids commits = {0};
	bool found = false, shallow;

	*vec_push(repository->arena, &commits) = *a;
	for (size_t i = 0; i < others->count; i++) {
		if (object_id_equal(a, &others->items[i])) {
			*ret = *a;
			return 0;
		}
		*vec_push(repository->arena, &commits) = others->items[i];
	}
	shallow = repository_is_shallow(repository);
	if (shallow ? merge_base_of_shallow(repository, &commits, ret, &found, reterr)
				: repository->backend->merge_base(repository->state, &commits, ret, &found, reterr))
		return -1;
	if (found)
		return 0;
	if (shallow && others->count) {
		error_describe(reterr, "this clone is shallow: the merge base of %s and %s is not in it",
			object_id_hex(repository->arena, a, 12).ptr,
			object_id_hex(repository->arena, &others->items[0], 12).ptr);
		return repository_hint_history(repository, reterr);
	}
	*ret = (struct object_id){{0}};
	return 0;
}

int repository_unknown(struct repository *repository, const struct object_ids *tips,
	const struct object_ids *known, struct object_ids *ret, struct error *reterr)
{
	struct arena *arena = repository->arena;

	/* libgit2 1.5 looks for the parents that a shallow clone lacks. */
	if (repository_is_shallow(repository))
		return git_cli_unknown(arena, tips, known, repository->places.digits, ret, reterr);
	return repository->backend->unknown(repository->state, tips, known, arena, ret, reterr);
}

int repository_has(
	struct repository *repository, const struct object_id *id, bool *ret, struct error *reterr)
{
	struct object object;

	return repository->backend->object(
		repository->state, id, repository->arena, &object, ret, reterr);
}

int repository_history(struct repository *repository, const struct object_id *tip,
	bool first_parent, struct object_ids *ret, struct error *reterr)
{
	return repository->backend->history(
		repository->state, tip, first_parent, repository->arena, ret, reterr);
}

int repository_blob(struct repository *repository, struct str bytes, bool keep,
	struct object_id *ret, struct error *reterr)
{
	return repository->backend->blob(repository->state, bytes, keep, ret, reterr);
}

int repository_hash_file(
	struct repository *repository, struct str path, struct object_id *ret, struct error *reterr)
{
	return repository->backend->hash_file(repository->state, path, ret, reterr);
}
