/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <git2.h>

#include "base/vec.h"
#include "git/backend.h"
#include "git/owner.h"

struct libgit2 {
	git_repository *handle;
	git_odb *odb;
};

/*
 * Extensions of the repository format that change nothing for a reader of objects, refs and the
 * index. Of those left out, objectFormat and refStorage would be misread.
 */
static const char *const harmless_extensions[] = {
	"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees"};

static const char *last_message(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown reason";
}

static int failed(struct error *reterr, const char *action)
{
	return error_set(reterr, "cannot %s: %s", action, last_message());
}

static struct object_id own_id(const git_oid *oid)
{
	struct object_id id = {{0}};

	memcpy(id.bytes, oid->id, GIT_OID_RAWSZ);
	return id;
}

static git_oid libgit2_id(const struct object_id *id)
{
	git_oid oid;

	memcpy(oid.id, id->bytes, GIT_OID_RAWSZ);
	return oid;
}

static void close_libgit2(void *state)
{
	struct libgit2 *libgit2 = state;

	git_odb_free(libgit2->odb);
	git_repository_free(libgit2->handle);
	git_libgit2_shutdown();
}

static int read_object(void *state, const struct object_id *id, struct arena *arena,
	struct object *ret, bool *ret_found, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_odb_object *object = NULL;
	git_oid oid = libgit2_id(id);
	int code = git_odb_read(&object, libgit2->odb, &oid);

	*ret_found = code != GIT_ENOTFOUND;
	if (code == GIT_ENOTFOUND)
		return 0;
	if (code)
		return failed(reterr, "read an object");
	ret->type = (enum object_type)git_odb_object_type(object);
	ret->bytes = str_copy(
		arena, (struct str){git_odb_object_data(object), git_odb_object_size(object)});
	git_odb_object_free(object);
	return 0;
}

static int read_reference(
	void *state, struct str name, struct object_id *ret, bool *ret_found, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	struct arena scratch = {0};
	git_oid oid;
	int code = git_reference_name_to_id(&oid, libgit2->handle, str_copy(&scratch, name).ptr);

	arena_release(&scratch);
	*ret_found = !code;
	if (!code)
		*ret = own_id(&oid);
	return !code || code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC
		? 0
		: failed(reterr, "read a reference");
}

static int read_head_branch(void *state, struct arena *arena, struct str *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_reference *head = NULL;

	*ret = (struct str){NULL, 0};
	if (git_reference_lookup(&head, libgit2->handle, "HEAD"))
		return failed(reterr, "read HEAD");
	if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
		*ret = str_copy(arena, str_from(git_reference_symbolic_target(head)));
	git_reference_free(head);
	return 0;
}

static int list_references(void *state, struct str prefix, struct arena *arena,
	struct references *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_reference_iterator *iterator = NULL;
	struct str pattern = str_format(arena, "%.*s*", STR_ARG(prefix));
	const char *name;
	int code = git_reference_iterator_glob_new(&iterator, libgit2->handle, pattern.ptr);

	while (!code && !(code = git_reference_next_name(&name, iterator))) {
		struct reference reference = {.name = str_copy(arena, str_from(name))};
		git_oid oid;

		/* A symbolic one that leads nowhere is none. */
		if (git_reference_name_to_id(&oid, libgit2->handle, name))
			continue;
		reference.target = own_id(&oid);
		*vec_push(arena, ret) = reference;
	}
	git_reference_iterator_free(iterator);
	return code == GIT_ITEROVER ? 0 : failed(reterr, "list references");
}

static int read_revision(
	void *state, struct str revision, struct object_id *ret, bool *ret_found, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	struct arena scratch = {0};
	git_object *object = NULL;
	int code = git_revparse_single(&object, libgit2->handle, str_copy(&scratch, revision).ptr);

	(void)reterr; /* what cannot be read names nothing */
	arena_release(&scratch);
	*ret_found = !code;
	if (!code)
		*ret = own_id(git_object_id(object));
	git_object_free(object);
	return 0;
}

static int find_merge_base(void *state, const struct object_ids *commits, struct object_id *ret,
	bool *ret_found, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	struct arena scratch = {0};
	git_oid *oids = arena_array(&scratch, git_oid, commits->count), base, best;
	int code = GIT_ENOTFOUND;

	for (size_t i = 0; i < commits->count; i++)
		oids[i] = libgit2_id(&commits->items[i]);
	*ret_found = false;
	/* git_merge_base_many wants one ancestor of all; here it is the newest of any pair. */
	for (size_t i = 1; i < commits->count; i++) {
		code = git_merge_base(&base, libgit2->handle, &oids[0], &oids[i]);
		if (code && code != GIT_ENOTFOUND)
			break;
		if (code)
			continue;
		if (!*ret_found || git_graph_descendant_of(libgit2->handle, &base, &best) == 1)
			best = base;
		*ret_found = true;
	}
	arena_release(&scratch);
	if (code && code != GIT_ENOTFOUND)
		return failed(reterr, "find the merge base");
	if (*ret_found)
		*ret = own_id(&best);
	return 0;
}

static int walk_history(void *state, const struct object_id *tip, bool first_parent,
	struct arena *arena, struct object_ids *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_revwalk *walk = NULL;
	git_oid oid = libgit2_id(tip);
	int code = git_revwalk_new(&walk, libgit2->handle);

	if (!code)
		code = git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
	if (!code && first_parent)
		code = git_revwalk_simplify_first_parent(walk);
	if (!code)
		code = git_revwalk_push(walk, &oid);
	while (!code && !(code = git_revwalk_next(&oid, walk)))
		*vec_push(arena, ret) = own_id(&oid);
	git_revwalk_free(walk);
	return code == GIT_ITEROVER ? 0 : failed(reterr, "walk the history");
}

static int list_unknown(void *state, const struct object_ids *tips, const struct object_ids *known,
	struct arena *arena, struct object_ids *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_revwalk *walk = NULL;
	git_oid oid;
	int code = git_revwalk_new(&walk, libgit2->handle);

	for (size_t i = 0; !code && i < tips->count; i++) {
		oid = libgit2_id(&tips->items[i]);
		code = git_revwalk_push(walk, &oid);
	}
	for (size_t i = 0; !code && i < known->count; i++) {
		oid = libgit2_id(&known->items[i]);
		code = git_revwalk_hide(walk, &oid);
	}
	while (!code && !(code = git_revwalk_next(&oid, walk)))
		*vec_push(arena, ret) = own_id(&oid);
	git_revwalk_free(walk);
	return code == GIT_ITEROVER ? 0 : failed(reterr, "walk the history");
}

static int name_blob(
	void *state, struct str bytes, bool keep, struct object_id *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_oid oid;

	if (keep ? git_odb_write(&oid, libgit2->odb, bytes.ptr, bytes.len, GIT_OBJECT_BLOB)
			 : git_odb_hash(&oid, bytes.ptr, bytes.len, GIT_OBJECT_BLOB))
		return failed(reterr, keep ? "write an object" : "hash an object");
	*ret = own_id(&oid);
	return 0;
}

static int hash_file(void *state, struct str path, struct object_id *ret, struct error *reterr)
{
	struct libgit2 *libgit2 = state;
	git_oid oid;

	if (git_repository_hashfile(
			&oid, libgit2->handle, path.ptr, GIT_OBJECT_BLOB, /* as_path= */ NULL))
		return failed(reterr, "hash a file");
	*ret = own_id(&oid);
	return 0;
}

static const struct backend backend = {
	.name = "libgit2",
	.close = close_libgit2,
	.object = read_object,
	.reference = read_reference,
	.head_branch = read_head_branch,
	.references = list_references,
	.revision = read_revision,
	.merge_base = find_merge_base,
	.history = walk_history,
	.unknown = list_unknown,
	.blob = name_blob,
	.hash_file = hash_file,
};

/* Opens as git would: GIT_DIR is taken as it is, else the folders above are searched. */
static int open_handle(git_repository **ret)
{
	const char *directory = getenv("GIT_DIR");
	unsigned flags = 0;

	if (directory)
		flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT;
	else if (getenv("GIT_DISCOVERY_ACROSS_FILESYSTEM"))
		flags = GIT_REPOSITORY_OPEN_CROSS_FS;
	return git_repository_open_ext(
		ret, directory ? directory : ".", flags, getenv("GIT_CEILING_DIRECTORIES"));
}

/* What libgit2 cannot open, by the name a user of git knows; NULL: the failure is another one. */
static const char *feature_beyond(struct arena *arena)
{
	const char *message = last_message(), *extension = strstr(message, "extensions.");

	if (!extension)
		return NULL;
	if (strcasestr(extension, "objectformat"))
		return "SHA-256 objects (extensions.objectFormat)";
	if (strcasestr(extension, "refstorage"))
		return "reftable refs (extensions.refStorage)";
	return str_format(arena, "%s", extension).ptr;
}

static int describe_failure(int code, struct error *reterr)
{
	const char *directory = getenv("GIT_DIR");

	if (code != GIT_ENOTFOUND)
		return failed(reterr, "open the repository");
	if (directory)
		error_describe(reterr, "GIT_DIR is '%s', which is not a git repository", directory);
	else
		error_describe(reterr, "not inside a git repository");
	reterr->kind = ERROR_NO_REPOSITORY;
	return error_hint(reterr, "cd into one, name it with -C DIR, or make one: git init");
}

/* The worktree's top: GIT_WORK_TREE, else what the repository says. */
static int find_worktree(
	git_repository *handle, struct arena *arena, struct str *ret, struct error *reterr)
{
	const char *given = getenv("GIT_WORK_TREE");
	const char *own = git_repository_workdir(handle);
	char *resolved;

	*ret = (struct str){NULL, 0};
	if (!given && !own)
		return 0;
	resolved = realpath(given ? given : own, NULL);
	if (!resolved)
		return error_set(
			reterr, "cannot find the worktree '%s': %s", given ? given : own, strerror(errno));
	*ret = str_copy(arena, str_from(resolved));
	free(resolved);
	return 0;
}

static struct str folder(struct arena *arena, const char *path)
{
	struct str folder = str_from(path);

	while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
		folder = str_slice(folder, 0, folder.len - 1);
	return str_copy(arena, folder);
}

/* Objects of a push in quarantine and of alternates (git-receive-pack(1)). */
static int add_object_folders(struct libgit2 *libgit2, struct arena *arena, struct error *reterr)
{
	struct str rest = str_from(getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES")), path;
	const char *own = getenv("GIT_OBJECT_DIRECTORY");
	int code = git_repository_odb(&libgit2->odb, libgit2->handle);

	if (!code && own)
		code = git_odb_add_disk_alternate(libgit2->odb, own);
	while (!code && str_next(&rest, ':', &path))
		if (path.len)
			code = git_odb_add_disk_alternate(libgit2->odb, str_copy(arena, path).ptr);
	return code ? failed(reterr, "open the object folders") : 0;
}

/* True if libgit2 refused because of the owner; 1.5.1 misses the setting where there is none. */
static bool is_owner_refusal(int code)
{
	return code == GIT_EOWNER || (code && strstr(last_message(), "safe.directory"));
}

static int open_places(struct libgit2 *libgit2, struct places *ret, struct arena *arena,
	bool owner_refused, struct error *reterr)
{
	ret->digits = GIT_OID_HEXSZ;
	ret->directory = folder(arena, git_repository_path(libgit2->handle));
	ret->common = folder(arena, git_repository_commondir(libgit2->handle));
	if (find_worktree(libgit2->handle, arena, &ret->worktree, reterr) ||
		add_object_folders(libgit2, arena, reterr))
		return -1;
	if (owner_refused) {
		struct str owned = ret->worktree.ptr ? ret->worktree : ret->directory;

		if (!owner_is_allowed(owned))
			return owner_describe_refusal(owned, reterr);
	}
	return 0;
}

int backend_open_libgit2(const struct backend **ret, void **ret_state, struct places *ret_places,
	struct arena *arena, bool checks_owner, const char **ret_beyond, struct error *reterr)
{
	struct libgit2 *libgit2 = arena_new(arena, struct libgit2);
	bool refused;
	int code;

	*ret_beyond = NULL;
	if (git_libgit2_init() < 0)
		return failed(reterr, "start libgit2");
	git_libgit2_opts(
		GIT_OPT_SET_EXTENSIONS, harmless_extensions, ARRAY_LENGTH(harmless_extensions));
	/* git itself verifies what it writes; here it is only read. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, checks_owner);
	code = open_handle(&libgit2->handle);
	refused = is_owner_refusal(code);
	if (refused) {
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
		code = open_handle(&libgit2->handle);
	}
	if (code) {
		*ret_beyond = feature_beyond(arena);
		code = *ret_beyond ? 0 : describe_failure(code, reterr);
		git_libgit2_shutdown();
		return code;
	}
	if (open_places(libgit2, ret_places, arena, refused, reterr)) {
		close_libgit2(libgit2);
		return -1;
	}
	*ret = &backend;
	*ret_state = libgit2;
	return 0;
}
