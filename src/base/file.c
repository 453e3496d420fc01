/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/escape.h"

int file_failed(const char *action, struct str path, struct error *reterr)
{
	int reason = errno;
	struct arena scratch = {0};

	error_set(reterr, "cannot %s %s: %s", action, escape_text(&scratch, path, false).ptr,
		strerror(reason));
	arena_release(&scratch);
	return -1;
}

static void close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

/* Bytes from `descriptor` up to its end. */
static int read_all(struct str *ret, struct arena *arena, int descriptor, size_t expected)
{
	struct text text = {.arena = arena};

	/* One byte more than expected tells the end without growing. */
	text.capacity = expected + 2;
	text.ptr = arena_alloc(arena, text.capacity);
	for (;;) {
		char more[4096];
		bool fits = text.capacity - text.len > 1;
		ssize_t got = read(descriptor, fits ? text.ptr + text.len : more,
			fits ? text.capacity - text.len - 1 : sizeof more);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		if (fits)
			text.len += (size_t)got;
		else
			text_add(&text, (struct str){more, (size_t)got});
	}
	*ret = text_str(&text);
	return 0;
}

int file_read(struct str *ret, struct arena *arena, struct str path, struct error *reterr)
{
	_cleanup_(close_descriptor) int descriptor = -1;
	struct str name = str_copy(arena, path);
	struct stat status;

	descriptor = open(name.ptr, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0 || fstat(descriptor, &status))
		return file_failed("read", name, reterr);
	if (S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return file_failed("read", name, reterr);
	}
	if (read_all(ret, arena, descriptor, status.st_size > 0 ? (size_t)status.st_size : 0))
		return file_failed("read", name, reterr);
	return 0;
}

int file_read_stdin(struct str *ret, struct arena *arena, struct error *reterr)
{
	return read_all(ret, arena, STDIN_FILENO, 0)
		? file_failed("read", STR("standard input"), reterr)
		: 0;
}

int file_write_all(int descriptor, struct str bytes)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t put = write(descriptor, bytes.ptr + done, bytes.len - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		done += (size_t)put;
	}
	return 0;
}

int file_write_beside(struct str path, struct str bytes, mode_t mode, struct arena *arena,
	struct str *ret, struct error *reterr)
{
	_cleanup_(close_descriptor) int descriptor = -1;
	struct text temporary = {.arena = arena};

	text_addf(&temporary, "%.*s.XXXXXX", STR_ARG(path));
	descriptor = mkstemp(temporary.ptr);
	if (descriptor < 0)
		return file_failed("write", path, reterr);
	if (file_write_all(descriptor, bytes) || fchmod(descriptor, mode) || fsync(descriptor)) {
		int result = file_failed("write", path, reterr);

		unlink(temporary.ptr);
		return result;
	}
	*ret = text_str(&temporary);
	return 0;
}

/* Gives a file that is complete under `from` its name. */
static int put_in_place(const char *from, const char *to, bool replaces)
{
	if (replaces)
		return rename(from, to);
	if (!renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE))
		return 0;
	/* not every file system can do that, nor this */
	return errno == EINVAL && !link(from, to) ? unlink(from) : -1;
}

static int write_file(
	struct str path, struct str bytes, mode_t mode, bool replaces, struct error *reterr)
{
	struct arena scratch = {0};
	struct str name = str_copy(&scratch, path), temporary;
	int result = file_write_beside(name, bytes, mode, &scratch, &temporary, reterr);

	if (!result && put_in_place(temporary.ptr, name.ptr, replaces)) {
		result = file_failed("write", name, reterr);
		unlink(temporary.ptr);
	}
	arena_release(&scratch);
	return result;
}

int file_write(struct str path, struct str bytes, mode_t mode, struct error *reterr)
{
	return write_file(path, bytes, mode, /* replaces= */ true, reterr);
}

int file_create(struct str path, struct str bytes, mode_t mode, struct error *reterr)
{
	return write_file(path, bytes, mode, /* replaces= */ false, reterr);
}

static bool is_folder(const char *path)
{
	struct stat status;

	return !stat(path, &status) && S_ISDIR(status.st_mode);
}

int file_make_folder(struct str path, struct error *reterr)
{
	struct arena scratch = {0};
	int result = 0;

	for (size_t at = 1; at <= path.len && !result; at++) {
		struct str part = str_copy(&scratch, str_slice(path, 0, at));

		if (at < path.len && path.ptr[at] != '/')
			continue;
		/* EEXIST is said of a file too. One on the way there is found by the next step. */
		if (mkdir(part.ptr, 0777) && (errno != EEXIST || (at == path.len && !is_folder(part.ptr))))
			result = file_failed("make folder", part, reterr);
	}
	arena_release(&scratch);
	return result;
}
