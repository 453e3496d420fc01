/* SPDX-License-Identifier: MIT */
#include "install/installer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/process.h"
#include "base/template.h"

#define PROGRAM STR("mighook")
#define PREVIOUS ".mighook-previous"
#define ELF \
	STR("\x7f" \
		"ELF")
#define CHAIN_MARKER STR("# mighook: chained hook")

static bool exists(struct str path)
{
	struct stat status;

	return !lstat(path.ptr, &status);
}

/* True if the path is a symbolic link to `target`. */
static bool links_to(struct str path, struct str target)
{
	char actual[4096];
	ssize_t len = readlink(path.ptr, actual, sizeof actual);

	return len >= 0 && str_equal((struct str){actual, (size_t)len}, target);
}

/* True if the link, followed as far as it leads, leads to what is called mighook. */
static bool leads_to_program(struct str path)
{
	char target[4096];
	ssize_t len = readlink(path.ptr, target, sizeof target);
	char *resolved = realpath(path.ptr, NULL);
	bool leads = (resolved && str_equal(str_basename(str_from(resolved)), PROGRAM)) ||
		(len > 0 && str_equal(str_basename((struct str){target, (size_t)len}), PROGRAM));

	free(resolved);
	return leads;
}

/* It has the scripts it writes in it. */
bool installer_is_program(struct str bytes)
{
	return str_starts(bytes, ELF) && str_find(bytes, CHAIN_MARKER, 0) < bytes.len;
}

int installer_look(struct str directory, struct str name, enum installed *ret, struct error *reterr)
{
	struct arena scratch = {0};
	struct str path = str_join_path(&scratch, directory, name), content;
	struct stat status;
	int result = 0;

	*ret = INSTALLED_FOREIGN;
	if (lstat(path.ptr, &status)) {
		*ret = INSTALLED_NOTHING;
		if (errno != ENOENT && errno != ENOTDIR)
			result = file_failed("look at", path, reterr);
	} else if (S_ISLNK(status.st_mode)) {
		if (links_to(path, PROGRAM))
			*ret = INSTALLED_LINK;
		else if (leads_to_program(path))
			*ret = INSTALLED_PROGRAM;
	} else if (!S_ISREG(status.st_mode)) {
		result = error_set(reterr, "%s is no file", escape_text(&scratch, path, false).ptr);
	} else if (file_read(&content, &scratch, path, reterr)) {
		result = -1;
	} else if (installer_is_program(content)) {
		*ret = INSTALLED_PROGRAM;
	} else if (str_find(content, CHAIN_MARKER, 0) < content.len) {
		*ret = INSTALLED_CHAIN;
	}
	arena_release(&scratch);
	return result;
}

/* A link made under a temporary name and renamed: never half there. */
static int put_link(struct arena *arena, struct str path, struct str target, struct error *reterr)
{
	struct str temporary = str_format(arena, "%s.%ld", path.ptr, (long)getpid());

	if (symlink(target.ptr, temporary.ptr))
		return file_failed("link", temporary, reterr);
	if (rename(temporary.ptr, path.ptr)) {
		file_failed("write", path, reterr);
		unlink(temporary.ptr);
		return -1;
	}
	return 0;
}

/* Nothing of somebody else's is overwritten because it happens to be called mighook. */
static int check_replaceable(struct arena *arena, struct str path, struct error *reterr)
{
	struct stat status;
	struct str content;

	if (lstat(path.ptr, &status) || S_ISLNK(status.st_mode))
		return 0;
	if (S_ISREG(status.st_mode)) {
		if (file_read(&content, arena, path, reterr))
			return -1;
		if (str_starts(content, ELF))
			return 0;
	}
	return error_set(
		reterr, "%s is there already and is no mighook", escape_text(arena, path, false).ptr);
}

static int put_program(struct arena *arena, struct str directory, bool link, struct error *reterr)
{
	struct str path = str_join_path(arena, directory, PROGRAM), program;
	struct str source = process_own_file(arena);
	char *there = realpath(path.ptr, NULL);
	bool is_there = there && source.ptr && !strcmp(source.ptr, there);

	free(there);
	if (!source.ptr)
		return error_set(reterr, "cannot find the program itself: is /proc mounted?");
	/* Started from the hooks directory: the copy there is the program. */
	if (is_there && str_equal(str_dirname(source), directory))
		return 0;
	if (check_replaceable(arena, path, reterr))
		return -1;
	if (link)
		return put_link(arena, path, source, reterr);
	return file_read(&program, arena, source, reterr) || file_write(path, program, 0755, reterr)
		? -1
		: 0;
}

int installer_put_program(struct str directory, bool link, struct error *reterr)
{
	struct arena scratch = {0};
	int result = file_make_folder(directory, reterr);

	if (!result)
		result = put_program(&scratch, directory, link, reterr);
	arena_release(&scratch);
	return result;
}

static struct str chain_script(const struct hook *hook)
{
	return template_find(
		hook->reads_stdin ? STR("hooks/chained-stdin.sh") : STR("hooks/chained.sh"));
}

/* Keeps somebody's hook under another name and puts the script in its place in one step. */
static int chain(
	struct arena *arena, struct str path, const struct hook *hook, struct error *reterr)
{
	struct str previous = str_format(arena, "%s" PREVIOUS, path.ptr);

	if (exists(previous)) {
		error_set(reterr, "%s and %s are both hooks of somebody else's: which is to run first?",
			escape_text(arena, path, false).ptr, escape_text(arena, previous, false).ptr);
		return error_hint(reterr, "put what both do into %s and remove the other",
			escape_text(arena, path, false).ptr);
	}
	if (linkat(AT_FDCWD, path.ptr, AT_FDCWD, previous.ptr, 0))
		return file_failed("keep the hook as", previous, reterr);
	if (file_write(path, chain_script(hook), 0755, reterr)) {
		unlink(previous.ptr);
		return -1;
	}
	return 0;
}

int installer_add(struct str directory, const struct hook *hook, struct error *reterr)
{
	struct arena scratch = {0};
	struct str path = str_join_path(&scratch, directory, str_from(hook->name));
	struct str previous = str_format(&scratch, "%s" PREVIOUS, path.ptr);
	enum installed found;
	int result = installer_look(directory, str_from(hook->name), &found, reterr);

	if (!result && found == INSTALLED_FOREIGN)
		result = chain(&scratch, path, hook, reterr);
	else if (!result && found == INSTALLED_CHAIN && exists(previous))
		result = file_write(path, chain_script(hook), 0755, reterr);
	else if (!result && found != INSTALLED_LINK)
		result = put_link(&scratch, path, PROGRAM, reterr);
	arena_release(&scratch);
	return result;
}

int installer_remove(struct str directory, struct str name, bool *ret_found, struct error *reterr)
{
	struct arena scratch = {0};
	struct str path = str_join_path(&scratch, directory, name);
	struct str previous = str_format(&scratch, "%s" PREVIOUS, path.ptr);
	enum installed found;
	int result = installer_look(directory, name, &found, reterr);

	*ret_found = !result && found != INSTALLED_NOTHING && found != INSTALLED_FOREIGN;
	if (!result && found == INSTALLED_CHAIN && exists(previous)) {
		if (rename(previous.ptr, path.ptr))
			result = file_failed("bring back", path, reterr);
	} else if (!result && *ret_found && unlink(path.ptr)) {
		result = file_failed("remove", path, reterr);
	}
	arena_release(&scratch);
	return result;
}

int installer_remove_program(struct str directory, struct error *reterr)
{
	struct arena scratch = {0};
	struct str path = str_join_path(&scratch, directory, PROGRAM);
	int result = check_replaceable(&scratch, path, reterr);

	if (!result && unlink(path.ptr) && errno != ENOENT)
		result = file_failed("remove", path, reterr);
	arena_release(&scratch);
	return result;
}
