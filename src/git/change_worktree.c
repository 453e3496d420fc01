/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/vec.h"
#include "git/change.h"
#include "git/git_cli.h"

static int compare_paths(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* A file as it lies there, with the id it would get if it were added. */
static int read_entry(struct repository *repository, struct arena *arena, struct str path,
	struct entry *ret, struct error *reterr)
{
	struct str absolute = str_join_path(arena, repository_worktree(repository), path);
	struct entry entry = {.path = path, .mode = MODE_FILE};
	struct stat status;

	if (lstat(absolute.ptr, &status))
		return error_set(
			reterr, "cannot read %s: %s", escape_text(arena, path, false).ptr, strerror(errno));
	if (S_ISLNK(status.st_mode)) {
		char *target = arena_alloc(arena, (size_t)status.st_size + 1);
		ssize_t len = readlink(absolute.ptr, target, (size_t)status.st_size + 1);

		entry.mode = MODE_SYMLINK;
		entry.content = (struct str){target, len > 0 ? (size_t)len : 0};
	} else if (file_read(&entry.content, arena, absolute, reterr)) {
		return -1;
	}
	if (S_ISREG(status.st_mode) && status.st_mode & S_IXUSR)
		entry.mode = MODE_EXECUTABLE;
	if (entry.mode != MODE_SYMLINK && repository_hash_file(repository, absolute, &entry.id, reterr))
		return -1;
	*ret = entry;
	return 0;
}

int change_set_from_worktree(struct change_set *ret, struct repository *repository,
	struct arena *arena, const struct str_list *paths, struct error *reterr)
{
	struct entries files = {0};
	struct change_set set;

	if (change_set_from_index(&set, repository, arena, MERGE_PARENTS_IGNORED, reterr))
		return -1;
	for (size_t i = 0; i < paths->count; i++)
		str_list_add(arena, &set.named, paths->items[i]);
	sort(set.named.items, set.named.count, sizeof *set.named.items, compare_paths);
	for (size_t i = 0; i < set.named.count; i++) {
		if (i && str_equal(set.named.items[i], set.named.items[i - 1]))
			continue;
		if (read_entry(repository, arena, set.named.items[i], vec_push(arena, &files), reterr))
			return -1;
	}
	set.head = tree_overlaid(set.head, &files);
	set.only_named = true;
	*ret = set;
	return 0;
}

/* What `git ls-files` lists, with the arguments that come behind it. */
static int list_files(const struct change_set *changes, const char *const *arguments,
	struct str_list *ret, struct error *reterr)
{
	const char *command[12] = {
		"-C", repository_worktree(changes->repository).ptr, "ls-files", "-z"};
	size_t count = 4;
	struct str_list paths = {0};
	struct str output, path;
	int status;

	while (*arguments)
		command[count++] = *arguments++;
	if (git_cli_run(changes->arena, command, &output, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git does not say which files the worktree has");
	/* a repository of its own is shown as a folder */
	while (output.len && str_next(&output, '\0', &path))
		if (path.len && !str_ends(path, STR("/")))
			str_list_add(changes->arena, &paths, path);
	sort(paths.items, paths.count, sizeof *paths.items, compare_paths);
	*ret = paths;
	return 0;
}

/* The pathspec of a folder, "" for all. */
static const char *below(struct arena *arena, struct str folder)
{
	return str_format(arena, ":(top,literal)%.*s", STR_ARG(folder)).ptr;
}

int change_set_untracked(
	const struct change_set *changes, struct str folder, struct str_list *ret, struct error *reterr)
{
	const char *const arguments[] = {
		"--others", "--exclude-standard", "--", below(changes->arena, folder), NULL};

	return list_files(changes, arguments, ret, reterr);
}

/* Where a path is among the entries, by its hash: a folder is listed in no order. */
struct tracked {
	const struct entries *entries;
	uint32_t *places; /* from 1 on; 0: none */
	size_t count; /* a power of two, more than there are entries */
};

static struct tracked tracked_of(struct arena *arena, const struct entries *entries)
{
	struct tracked tracked = {.entries = entries, .count = 1};

	while (tracked.count <= entries->count * 2)
		tracked.count *= 2;
	tracked.places = arena_array(arena, uint32_t, tracked.count);
	for (size_t i = 0; i < entries->count; i++) {
		size_t at = str_hash(entries->items[i].path) & (tracked.count - 1);

		while (tracked.places[at])
			at = (at + 1) & (tracked.count - 1);
		tracked.places[at] = (uint32_t)i + 1;
	}
	return tracked;
}

/* A folder that is tracked is a submodule: what it holds is its own. */
static bool is_tracked(const struct tracked *tracked, struct str path, bool is_folder)
{
	size_t at = str_hash(path) & (tracked->count - 1);

	for (; tracked->places[at]; at = (at + 1) & (tracked->count - 1)) {
		const struct entry *entry = &tracked->entries->items[tracked->places[at] - 1];

		if (str_equal(entry->path, path))
			return !is_folder || entry->mode == MODE_SUBMODULE;
	}
	return false;
}

static bool has_only(
	struct arena *arena, struct str top, struct str folder, const struct tracked *tracked)
{
	int descriptor = open(
		str_join_path(arena, top, folder).ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *listing = descriptor < 0 ? NULL : fdopendir(descriptor);
	const struct dirent *item;
	bool only = listing || (descriptor < 0 && errno == ENOENT);

	while (only && listing && (item = readdir(listing))) {
		struct str name = str_from(item->d_name), path;
		bool is_folder = item->d_type == DT_DIR;

		if (str_equal(name, STR(".")) || str_equal(name, STR("..")))
			continue;
		path = str_join_path(arena, folder, name);
		only = is_tracked(tracked, path, is_folder) ||
			(is_folder && has_only(arena, top, path, tracked));
	}
	if (listing)
		closedir(listing);
	else if (descriptor >= 0)
		close(descriptor);
	return only;
}

int change_set_is_all_tracked(
	const struct change_set *changes, struct str folder, bool *ret, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct entries entries;
	struct tracked tracked;
	struct scope scope = {0};

	scope_add_folder(changes->arena, &scope, folder);
	scope_finish(&scope);
	if (tree_entries(changes->head, &scope, &entries, reterr))
		return -1;
	tracked = tracked_of(&scratch, &entries);
	*ret = has_only(&scratch, repository_worktree(changes->repository), folder, &tracked);
	return 0;
}

int change_set_ignored(
	const struct change_set *changes, struct str folder, struct str_list *ret, struct error *reterr)
{
	const char *const arguments[] = {
		"--others", "--ignored", "--exclude-standard", "--", below(changes->arena, folder), NULL};

	return list_files(changes, arguments, ret, reterr);
}

int change_set_unstaged(
	const struct change_set *changes, struct str_list *ret, struct error *reterr)
{
	const char *const arguments[] = {"--modified", "--", below(changes->arena, STR("")), NULL};

	return list_files(changes, arguments, ret, reterr);
}

int change_set_add(struct change_set *changes, const struct str_list *paths,
	const struct scope *scope, struct error *reterr)
{
	struct entries files = {0};

	for (size_t i = 0; i < paths->count; i++)
		if (scope_holds(scope, paths->items[i]) &&
			read_entry(changes->repository, changes->arena, paths->items[i],
				vec_push(changes->arena, &files), reterr))
			return -1;
	if (files.count)
		changes->head = tree_overlaid(changes->head, &files);
	return 0;
}
