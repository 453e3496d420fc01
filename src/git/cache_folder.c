/* SPDX-License-Identifier: MIT */
#include "git/cache_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sort.h"
#include "base/vec.h"

/* More bytes than that no history comes to; and so many files are kept. */
enum { MOST_BYTES = 64 * 1024 * 1024, FILES_KEPT = 16 };

static const char folder_name[] = "mighook";

static void close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

static void close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

/* A link in its place leads elsewhere: that is not followed. */
static int open_folder(int common)
{
	return openat(common, folder_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static int open_common(struct str common)
{
	return open(common.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* The folder, made if there is none, as accessible as the git folder is: git has chosen that one's
 * permissions after core.sharedRepository. */
static int make_folder(int common, const struct stat *status)
{
	int folder = open_folder(common);

	if (folder >= 0 || errno != ENOENT || mkdirat(common, folder_name, 0777))
		return folder;
	folder = open_folder(common);
	if (folder >= 0)
		(void)fchmod(folder, status->st_mode & 07777);
	return folder;
}

static bool read_all(int descriptor, char *bytes, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t got = read(descriptor, bytes + done, len - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

bool cache_folder_read(struct str common, struct arena *arena, struct str key, struct str *ret)
{
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = top < 0 ? -1 : open_folder(top);
	_cleanup_(close_descriptor) int file = -1;
	struct stat status;
	char *bytes;
	size_t len;

	if (folder < 0)
		return false;
	/* whatever stands there is not waited for */
	file = openat(folder, str_copy(arena, key).ptr, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0 || fstat(file, &status) || !S_ISREG(status.st_mode) || status.st_size > MOST_BYTES)
		return false;
	len = (size_t)status.st_size;
	bytes = arena_alloc_uncleared(arena, len + 1);
	if (!read_all(file, bytes, len))
		return false;
	bytes[len] = '\0';
	*ret = (struct str){bytes, len};
	return true;
}

struct kept_file {
	struct str name;
	struct timespec written;
};

struct kept_files {
	struct kept_file *items;
	size_t count, capacity;
};

static struct kept_files list(int folder, struct arena *arena)
{
	int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	_cleanup_(close_folder) DIR *listing = own < 0 ? NULL : fdopendir(own);
	struct kept_files files = {0};
	const struct dirent *item;

	if (own >= 0 && !listing)
		close(own);
	while (listing && (item = readdir(listing)))
		if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
			vec_push(arena, &files)->name = str_copy(arena, str_from(item->d_name));
	return files;
}

static int compare_newest(const void *left, const void *right)
{
	const struct kept_file *a = left, *b = right;

	if (a->written.tv_sec != b->written.tv_sec)
		return a->written.tv_sec > b->written.tv_sec ? -1 : 1;
	if (a->written.tv_nsec != b->written.tv_nsec)
		return a->written.tv_nsec > b->written.tv_nsec ? -1 : 1;
	return str_compare(a->name, b->name);
}

/* Of all that lies there, also what a killed process has left behind. */
static void prune(int folder)
{
	_cleanup_(arena_release) struct arena arena = {0};
	struct kept_files files = list(folder, &arena);

	if (files.count <= FILES_KEPT)
		return;
	for (size_t i = 0; i < files.count; i++) {
		struct stat status;

		if (!fstatat(folder, files.items[i].name.ptr, &status, AT_SYMLINK_NOFOLLOW))
			files.items[i].written = status.st_mtim;
	}
	sort(files.items, files.count, sizeof *files.items, compare_newest);
	for (size_t i = FILES_KEPT; i < files.count; i++)
		(void)unlinkat(folder, files.items[i].name.ptr, 0);
}

/* Readers see all of the file or none of it; what was lost in a crash the checksum finds. */
static void write_file(
	int folder, struct arena *arena, struct str key, struct str bytes, mode_t mode)
{
	uint64_t random = 0;
	struct str name = str_copy(arena, key), temporary;
	int file;
	bool is_whole;

	if (getrandom(&random, sizeof random, 0) != sizeof random)
		return;
	temporary = str_format(arena, ".%016llx", (unsigned long long)random);
	file = openat(
		folder, temporary.ptr, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (file < 0)
		return;
	is_whole = !file_write_all(file, bytes) && !fchmod(file, mode & 0666);
	if (close(file) || !is_whole || renameat(folder, temporary.ptr, folder, name.ptr))
		(void)unlinkat(folder, temporary.ptr, 0);
}

void cache_folder_write(struct str common, struct str key, struct str bytes)
{
	_cleanup_(arena_release) struct arena arena = {0};
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = -1;
	struct stat status;

	/* root leaves nothing in the repository of somebody who then could not replace it */
	if (top < 0 || fstat(top, &status) || (!geteuid() && status.st_uid))
		return;
	folder = make_folder(top, &status);
	if (folder < 0)
		return;
	write_file(folder, &arena, key, bytes, status.st_mode);
	prune(folder);
}

void cache_folder_remove(struct str common, struct str key)
{
	_cleanup_(arena_release) struct arena arena = {0};
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = top < 0 ? -1 : open_folder(top);

	if (folder >= 0)
		(void)unlinkat(folder, str_copy(&arena, key).ptr, 0);
}

void cache_folder_rename(struct str common, struct str from, struct str to)
{
	_cleanup_(arena_release) struct arena arena = {0};
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = top < 0 ? -1 : open_folder(top);

	if (folder >= 0)
		(void)renameat(folder, str_copy(&arena, from).ptr, folder, str_copy(&arena, to).ptr);
}

bool cache_folder_delete(struct str common)
{
	_cleanup_(arena_release) struct arena arena = {0};
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = top < 0 ? -1 : open_folder(top);
	struct kept_files files = {0};

	if (folder >= 0)
		files = list(folder, &arena);
	for (size_t i = 0; i < files.count; i++)
		(void)unlinkat(folder, files.items[i].name.ptr, 0);
	return folder >= 0 && !unlinkat(top, folder_name, AT_REMOVEDIR);
}

struct str_list cache_folder_keys(struct str common, struct arena *arena)
{
	_cleanup_(close_descriptor) int top = open_common(common);
	_cleanup_(close_descriptor) int folder = top < 0 ? -1 : open_folder(top);
	struct str_list keys = {0};
	struct kept_files files = {0};

	if (folder >= 0)
		files = list(folder, arena);
	for (size_t i = 0; i < files.count; i++)
		if (files.items[i].name.ptr[0] != '.')
			str_list_add(arena, &keys, files.items[i].name);
	return keys;
}
