/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/vec.h"
#include "git/change.h"
#include "git/git_cli.h"

/* Enough to tell whose migration a file is. */
enum { LARGEST_READ = 1 << 20 };

/* Endings of what tells where migrations are, and what runs them. */
static bool is_telling(struct str path)
{
	static const char *const endings[] = {".sql", ".toml", ".mod", ".go", ".prisma"};

	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
		if (str_ends(path, str_from(endings[i])))
			return true;
	return false;
}

static int compare_paths(const void *a, const void *b)
{
	return str_compare(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static int add_file(struct repository *repository, struct arena *arena, struct str path,
	struct entries *files, struct error *reterr)
{
	struct str absolute = str_join_path(arena, repository_worktree(repository), path);
	struct entry entry = {.path = path, .mode = MODE_FILE, .content = STR("")};
	struct stat status;

	/* it may have gone since git looked; a folder is another repository */
	if (lstat(absolute.ptr, &status) || S_ISDIR(status.st_mode))
		return 0;
	if (S_ISLNK(status.st_mode))
		entry.mode = MODE_SYMLINK;
	else if (S_ISREG(status.st_mode) && status.st_size <= LARGEST_READ &&
		(str_ends(path, STR(".sql")) || str_ends(path, STR(".prisma"))) &&
		file_read(&entry.content, arena, absolute, reterr))
		return -1;
	*vec_push(arena, files) = entry;
	return 0;
}

/* Adds what `git ls-files --others` lists, with the arguments behind that, of the files to keep. */
static int add_listed(struct repository *repository, struct arena *arena,
	const char *const *arguments, bool (*keep)(struct str path), struct entries *files,
	struct error *reterr)
{
	const char *command[16] = {
		"-C", repository_worktree(repository).ptr, "ls-files", "--others", "--full-name", "-z"};
	size_t count = 6;
	struct str rest, path;
	int status;

	while (*arguments)
		command[count++] = *arguments++;
	if (git_cli_run(arena, command, &rest, &status, reterr))
		return -1;
	if (status) {
		error_set(reterr, "git ls-files failed");
		return error_hint(reterr, "go into the worktree: %s",
			escape_shell(arena, repository_worktree(repository)).ptr);
	}
	while (rest.len && str_next(&rest, '\0', &path))
		if (path.len && (!keep || keep(path)) &&
			add_file(repository, arena, str_copy(arena, path), files, reterr))
			return -1;
	return 0;
}

int change_set_from_untracked(struct change_set *ret, struct repository *repository,
	struct arena *arena, struct str folder, struct error *reterr)
{
	const char *const everywhere[] = {"--exclude-standard", "--", ":/", NULL};
	const char *const below[] = {
		"--", str_format(arena, ":(top,literal)%.*s", STR_ARG(folder)).ptr, NULL};
	struct entries files = {0}, distinct = {0};
	struct change_set set;

	if (change_set_from_index(&set, repository, arena, MERGE_PARENTS_IGNORED, reterr) ||
		add_listed(repository, arena, everywhere, is_telling, &files, reterr) ||
		(folder.len && add_listed(repository, arena, below, NULL, &files, reterr)))
		return -1;
	sort(files.items, files.count, sizeof *files.items, compare_paths);
	for (size_t i = 0; i < files.count; i++)
		if (!i || !str_equal(files.items[i].path, files.items[i - 1].path))
			*vec_push(arena, &distinct) = files.items[i];
	set.head = tree_overlaid(set.head, &distinct);
	set.policy = set.head;
	set.only_named = true;
	*ret = set;
	return 0;
}
