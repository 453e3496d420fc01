/* SPDX-License-Identifier: MIT */
#include "git/rewrite.h"

#include <errno.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "git/attributes.h"
#include "git/git_cli.h"
#include "git/line_diff.h"

int rewrites_start(struct rewrites *ret, const struct repository *repository, struct error *reterr)
{
	bool is_other;
	struct str index = repository_index_path(repository, &is_other);

	if (repository_is_bare(repository))
		return error_set(reterr, "a bare repository has no worktree to write into");
	if (is_other) {
		error_set(reterr,
			"GIT_INDEX_FILE names an index of its own, of a partial commit: it is "
			"not mended");
		return error_hint(reterr, "stage what is to be mended, without a commit under way");
	}
	*ret = (struct rewrites){0};
	if (stat(index.ptr, &ret->index) && errno != ENOENT)
		return file_failed("read", index, reterr);
	return 0;
}

/* True if a folder on the way to the path is a symbolic link. */
static bool is_behind_link(struct arena *arena, struct str path)
{
	struct stat status;

	for (size_t at = 0; at < path.len; at++)
		if (path.ptr[at] == '/' && !lstat(str_copy(arena, str_slice(path, 0, at)).ptr, &status) &&
			S_ISLNK(status.st_mode))
			return true;
	return false;
}

static bool exists(struct str path)
{
	struct stat status;

	return !lstat(path.ptr, &status);
}

/* True if a filter, or an encoding of its own, stands between index and worktree. */
static bool is_filtered(const struct path_attributes *attributes)
{
	struct str filter = attributes->values[ATTRIBUTE_FILTER];
	struct str encoding = attributes->values[ATTRIBUTE_WORKTREE_ENCODING];

	/* without a value neither names any */
	return (filter.ptr && !str_equal(filter, STR("set"))) ||
		(encoding.ptr && !str_equal(encoding, STR("set")));
}

/* Behind a filter only a file without unstaged changes is rewritten: git tells whether it has any.
 */
static int prepare_filtered(
	struct rewrite *rewrite, struct repository *repository, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	const char *command[] = {"hash-object", "--", rewrite->from.ptr, NULL};
	struct object_id id;
	struct str output;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	rewrite->is_filtered = true;
	if (status || !object_id_parse(str_trim(output), &id) ||
		!object_id_equal(&id, &rewrite->before.id))
		rewrite->refusal = STR("it has unstaged changes, and a filter in .gitattributes");
	return 0;
}

enum line_ends { ENDS_MIXED, ENDS_LF, ENDS_CRLF };

static enum line_ends line_ends_of(struct str text)
{
	size_t lines = 0, returns = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n')
			continue;
		lines++;
		returns += i && text.ptr[i - 1] == '\r';
	}
	return !returns ? ENDS_LF : returns == lines ? ENDS_CRLF : ENDS_MIXED;
}

/* The text with the line ends of the worktree's file, as far as that has one kind. */
static struct str with_ends(struct arena *arena, struct str text, enum line_ends ends)
{
	return ends == ENDS_CRLF ? str_with_crlf(arena, text)
		: ends == ENDS_LF    ? str_with_lf(arena, text)
							 : text;
}

static int prepare_content(
	struct rewrite *rewrite, struct repository *repository, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);
	struct str there;
	enum line_ends ends;
	struct path_attributes attributes;
	bool merged;

	if (path_attributes_of(&attributes, arena, rewrite->from, reterr))
		return -1;
	if (is_filtered(&attributes))
		return prepare_filtered(rewrite, repository, reterr);
	if (file_read(&there, arena, rewrite->from, reterr))
		return -1;
	ends = line_ends_of(there);
	if (str_equal(there, rewrite->content_before)) {
		/* CRLF may become LF in the index alone */
		rewrite->worktree_content = ends == ENDS_CRLF ? str_with_crlf(arena, rewrite->content)
													  : rewrite->content;
		return 0;
	}
	if (line_merge(&rewrite->worktree_content, &merged, arena,
			with_ends(arena, rewrite->content_before, ends), there,
			with_ends(arena, rewrite->content, ends), reterr))
		return -1;
	if (!merged)
		rewrite->refusal = STR(
			"unstaged changes touch the lines that are to be mended; git add them first");
	return 0;
}

static int prepare(struct rewrite *rewrite, struct repository *repository, struct error *reterr)
{
	struct arena *arena = repository_arena(repository);

	if (is_behind_link(arena, rewrite->from.ptr ? rewrite->from : rewrite->to) ||
		is_behind_link(arena, rewrite->to))
		rewrite->refusal = STR("it lies behind a symbolic link");
	else if (!rewrite->from.ptr)
		rewrite->worktree_content = rewrite->content;
	else if (lstat(rewrite->from.ptr, &rewrite->status))
		rewrite->refusal = STR("it is not in the worktree");
	else if (!S_ISREG(rewrite->status.st_mode))
		rewrite->refusal = STR("it is no regular file in the worktree");
	else if (rewrite->content.ptr)
		return prepare_content(rewrite, repository, reterr);
	return 0;
}

static const struct folder_move *folder_of(const struct rewrites *rewrites, struct str path)
{
	for (size_t i = 0; i < rewrites->folders.count; i++)
		if (str_within(path, rewrites->folders.items[i].from))
			return &rewrites->folders.items[i];
	return NULL;
}

/* A name that is taken is not taken away from whatever has it. */
static void refuse_taken(struct rewrites *rewrites, struct arena *arena, struct rewrite *rewrite)
{
	const struct folder_move *folder = rewrite->from.ptr ? folder_of(rewrites, rewrite->from)
														 : NULL;
	struct str to = folder ? folder->to : rewrite->to;

	if (!rewrite->refusal.ptr && !str_equal(rewrite->from, rewrite->to) && exists(to))
		rewrite->refusal = str_format(
			arena, "%s is there already, and is not staged", escape_text(arena, to, false).ptr);
}

/* What belongs to a file that moves, and is in the worktree alone, would be left behind. */
static void refuse_companion(struct arena *arena, struct rewrite *rewrite)
{
	if (!rewrite->refusal.ptr && rewrite->companion.ptr && exists(rewrite->companion))
		rewrite->refusal = str_format(arena,
			"%s is not staged, and would have to move with it; git add it first",
			escape_text(arena, rewrite->companion, false).ptr);
}

/* The index may hold more in a folder than what is staged: additions that are only intended. */
static int prepare_folder(struct rewrites *rewrites, struct arena *arena,
	const struct folder_move *folder, struct error *reterr)
{
	const char *command[] = {"--literal-pathspecs", "ls-files", "-z", "--", folder->from.ptr, NULL};
	struct str output, path;
	size_t staged = 0;
	int status;

	if (git_cli_run(arena, command, &output, &status, reterr))
		return -1;
	if (status)
		return error_set(reterr, "git ls-files failed");
	for (size_t i = 0; i < rewrites->count; i++)
		staged += str_within(rewrites->items[i].from, folder->from);
	while (output.len && str_next(&output, '\0', &path))
		staged--;
	for (size_t i = 0; i < rewrites->count && staged; i++)
		if (str_within(rewrites->items[i].from, folder->from))
			rewrites->items[i].refusal = STR("its folder holds an intended addition (git add -N)");
	return 0;
}

int rewrites_prepare(struct rewrites *rewrites, struct repository *repository, struct error *reterr)
{
	for (size_t i = 0; i < rewrites->count; i++) {
		if (prepare(&rewrites->items[i], repository, reterr))
			return -1;
		refuse_taken(rewrites, repository_arena(repository), &rewrites->items[i]);
		refuse_companion(repository_arena(repository), &rewrites->items[i]);
	}
	for (size_t i = 0; i < rewrites->folders.count; i++)
		if (prepare_folder(
				rewrites, repository_arena(repository), &rewrites->folders.items[i], reterr))
			return -1;
	return 0;
}
