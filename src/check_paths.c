/* SPDX-License-Identifier: MIT */
#include "check_paths.h"

#include <errno.h>
#include <fts.h>
#include <sys/stat.h>

#include "base/escape.h"

struct search {
	struct named_files files;
	struct arena *arena;
	struct str worktree; /* ptr NULL: no repository */
	const struct set_specs *specs;
	struct error *reterr;
};

/* The absolute path with links in its folders resolved, but not the file itself. */
static int absolute_path(struct search *search, struct str path, struct str *ret)
{
	struct str folder = str_dirname(path);
	char *resolved = realpath(folder.len ? str_copy(search->arena, folder).ptr
			: path.ptr[0] == '/'         ? "/"
										 : ".",
		NULL);

	if (!resolved)
		return error_set(search->reterr, "cannot find %s: %s",
			escape_text(search->arena, path, false).ptr, strerror(errno));
	*ret = str_join_path(search->arena, str_from(resolved), str_basename(path));
	free(resolved);
	return 0;
}

/* Adds a file to the set it lies in; else, if wanted, to those outside. */
static int add_file(struct search *search, struct str path, bool wanted_outside)
{
	struct str absolute, inside;

	if (absolute_path(search, path, &absolute))
		return -1;
	if (search->worktree.ptr && str_within(absolute, search->worktree)) {
		inside = str_slice(absolute, search->worktree.len + 1, absolute.len);
		if (set_specs_holding(search->specs, inside)) {
			str_list_add(search->arena, &search->files.inside, inside);
			return 0;
		}
	}
	if (wanted_outside) {
		str_list_add(search->arena, &search->files.outside, absolute);
		str_list_add(search->arena, &search->files.outside_shown, path);
	}
	return 0;
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static int visit(struct search *search, FTS *walk, FTSENT *found)
{
	struct str path = str_copy(search->arena, str_from(found->fts_path));

	switch (found->fts_info) {
	case FTS_D:
		if (found->fts_level > 0 && !strcmp(found->fts_name, ".git"))
			fts_set(walk, found, FTS_SKIP);
		return 0;
	case FTS_F:
	case FTS_SL:
	case FTS_SLNONE:
		return add_file(search, path, found->fts_info == FTS_F && str_ends(path, STR(".sql")));
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		return error_set(search->reterr, "cannot read %s: %s",
			escape_text(search->arena, path, false).ptr, strerror(found->fts_errno));
	default:
		return 0;
	}
}

static void close_walk(FTS **walk)
{
	if (*walk)
		fts_close(*walk);
}

static int add_folder(struct search *search, struct str folder)
{
	size_t before = search->files.inside.count + search->files.outside.count;
	char *roots[] = {(char *)arena_alloc(search->arena, folder.len + 1), NULL};
	_cleanup_(close_walk) FTS *walk = NULL;
	FTSENT *found;

	memcpy(roots[0], folder.ptr, folder.len);
	while (folder.len > 1 && roots[0][folder.len - 1] == '/')
		roots[0][--folder.len] = '\0';
	walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, compare_names);
	while (walk && (found = fts_read(walk)))
		if (visit(search, walk, found))
			return -1;
	if (!walk || errno)
		return error_set(search->reterr, "cannot read %s: %s",
			escape_text(search->arena, folder, false).ptr, strerror(errno));
	if (search->files.inside.count + search->files.outside.count == before)
		return error_set(search->reterr, "%s: there is no .sql file below this folder",
			escape_text(search->arena, folder, false).ptr);
	return 0;
}

int named_files_of(struct named_files *ret, struct arena *arena,
	const struct repository *repository, const struct set_specs *specs,
	const struct str_list *paths, struct error *reterr)
{
	struct search search = {.arena = arena, .specs = specs, .reterr = reterr};

	if (repository)
		search.worktree = repository_worktree(repository);
	for (size_t i = 0; i < paths->count; i++) {
		struct str path = str_copy(arena, paths->items[i]);
		struct stat status;

		/* A link that leads nowhere is still a file one may name. */
		if (stat(path.ptr, &status) && lstat(path.ptr, &status))
			return error_set(
				reterr, "cannot find %s: %s", escape_text(arena, path, false).ptr, strerror(errno));
		if (S_ISDIR(status.st_mode) ? add_folder(&search, path)
									: add_file(&search, path, /* wanted_outside= */ true))
			return -1;
	}
	*ret = search.files;
	return 0;
}
