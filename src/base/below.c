/* SPDX-License-Identifier: MIT */
#include "base/below.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"

static void close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

/* What openat said of a part of the path: a link is told as one. */
static int refuse(int folder, const char *name, struct str path, struct error *reterr)
{
	int reason = errno;
	struct arena scratch = {0};
	struct stat status;

	if (!fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) && S_ISLNK(status.st_mode)) {
		error_set(reterr, "%s is a symbolic link, and git adds nothing beyond one",
			escape_text(&scratch, path, false).ptr);
	} else {
		errno = reason;
		file_failed("open", path, reterr);
	}
	arena_release(&scratch);
	return -1;
}

/* Opens the folder that holds the path, step by step. `*ret` is -1 if one is not there and none is
 * to be made. */
static int open_folder(
	struct str root, struct str path, bool makes_folders, int *ret, struct error *reterr)
{
	struct arena scratch = {0};
	struct str rest = str_dirname(path), name;
	int folder = open(str_copy(&scratch, root).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = folder < 0 ? file_failed("open", root, reterr) : 0;

	while (!result && folder >= 0 && rest.len && str_next(&rest, '/', &name)) {
		struct str copy = str_copy(&scratch, name);
		struct str so_far = str_slice(path, 0, (size_t)(name.ptr - path.ptr) + name.len);
		int next;

		if (makes_folders && mkdirat(folder, copy.ptr, 0777) && errno != EEXIST) {
			result = file_failed("make folder", so_far, reterr);
			break;
		}
		next = openat(folder, copy.ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (next < 0 && (errno != ENOENT || makes_folders))
			result = refuse(folder, copy.ptr, so_far, reterr);
		close(folder);
		folder = next;
	}
	if (result && folder >= 0) {
		close(folder);
		folder = -1;
	}
	*ret = folder;
	arena_release(&scratch);
	return result;
}

/* The last part of the path, for the system. */
static const char *last_name(struct arena *arena, struct str path)
{
	return str_copy(arena, str_basename(path)).ptr;
}

static int write_all(int file, struct str bytes)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t put = write(file, bytes.ptr + done, bytes.len - done);

		if (put < 0 && errno != EINTR)
			return -1;
		done += put > 0 ? (size_t)put : 0;
	}
	return fsync(file);
}

int below_create(
	struct str root, struct str path, struct str bytes, bool *ret_is_there, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	_cleanup_(close_descriptor) int folder = -1;
	_cleanup_(close_descriptor) int file = -1;
	const char *name = last_name(&scratch, path);

	*ret_is_there = false;
	if (open_folder(root, path, /* makes_folders= */ true, &folder, reterr))
		return -1;
	file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (file < 0 && errno == EEXIST) {
		*ret_is_there = true;
		return 0;
	}
	if (file < 0)
		return file_failed("write", path, reterr);
	if (!write_all(file, bytes))
		return 0;
	file_failed("write", path, reterr);
	unlinkat(folder, name, 0);
	return -1;
}

int below_remove(struct str root, struct str path, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	_cleanup_(close_descriptor) int folder = -1;

	if (open_folder(root, path, /* makes_folders= */ false, &folder, reterr))
		return -1;
	if (folder >= 0 && unlinkat(folder, last_name(&scratch, path), 0))
		return file_failed("remove", path, reterr);
	return 0;
}

int below_read(
	struct str *ret, struct arena *arena, struct str root, struct str path, struct error *reterr)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	_cleanup_(close_descriptor) int folder = -1;
	const char *name = last_name(&scratch, path);
	struct stat status;

	if (open_folder(root, path, /* makes_folders= */ false, &folder, reterr))
		return -1;
	*ret = (struct str){NULL, 0};
	if (folder < 0 || fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW))
		return folder < 0 || errno == ENOENT ? 0 : file_failed("read", path, reterr);
	if (S_ISLNK(status.st_mode))
		return refuse(folder, name, path, reterr);
	return file_read(ret, arena, str_join_path(&scratch, root, path), reterr);
}

struct str below_path(struct arena *arena, struct str path)
{
	struct str rest = path, part, result = STR("");

	if (str_starts(path, STR("/")))
		return (struct str){NULL, 0};
	while (str_next(&rest, '/', &part)) {
		if (!part.len || str_equal(part, STR(".")))
			continue;
		if (!str_equal(part, STR("..")))
			result = str_join_path(arena, result, part);
		else if (result.len)
			result = str_dirname(result);
		else
			return (struct str){NULL, 0};
	}
	return result;
}
