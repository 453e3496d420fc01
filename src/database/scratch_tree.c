/* SPDX-License-Identifier: MIT */
#include "database/scratch_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IS_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

static void close_file(const int *file)
{
	int reason = errno;

	if (*file >= 0)
		close(*file);
	errno = reason;
}

static void close_folder(DIR **folder)
{
	int reason = errno;

	if (*folder)
		closedir(*folder);
	errno = reason;
}

/* The names in a folder, one after the other, without "." and ".."; NULL at the end. */
static const struct dirent *next_entry(DIR *folder)
{
	const struct dirent *entry;

	do
		entry = readdir(folder);
	while (entry && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
	return entry;
}

/* A stream of an open folder, whose descriptor stays the caller's. */
static DIR *entries_of(int folder)
{
	int copy = openat(folder, ".", IS_FOLDER);
	DIR *entries = copy < 0 ? NULL : fdopendir(copy);

	if (!entries)
		close_file(&copy);
	return entries;
}

/* Where the kernel does not copy between these two file systems. */
static bool copy_through_memory(int from, int to, off_t size)
{
	char bytes[128 * 1024];

	while (size > 0) {
		ssize_t got = read(from, bytes, sizeof bytes);

		if (got <= 0)
			return !got;
		for (ssize_t done = 0; done < got;) {
			ssize_t put = write(to, bytes + done, (size_t)(got - done));

			if (put < 0)
				return false;
			done += put;
		}
		size -= got;
	}
	return true;
}

static bool copy_bytes(int from, int to, off_t size)
{
	for (off_t done = 0; done < size;) {
		ssize_t put = copy_file_range(from, NULL, to, NULL, (size_t)(size - done), 0);

		if (put <= 0)
			return (!put || errno == EXDEV || errno == EINVAL || errno == ENOSYS ||
					   errno == EOPNOTSUPP || errno == EPERM) &&
				copy_through_memory(from, to, size - done);
		done += put;
	}
	return true;
}

static bool give(int file, const struct scratch_user *owner)
{
	return !owner || !owner->is_other || !fchown(file, owner->uid, owner->gid);
}

/* `is_near`: on one file system. */
static bool copy_file(int from, int to, const char *name, const struct stat *status,
	const struct scratch_user *owner, bool is_near)
{
	_cleanup_(close_file) int source = openat(
		from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	_cleanup_(close_file) int target = source < 0
		? -1
		: openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	return target >= 0 &&
		(is_near ? copy_bytes(source, target, status->st_size)
				 : copy_through_memory(source, target, status->st_size)) &&
		give(target, owner);
}

static bool copy_folder(int from, int to, const char *name, const struct scratch_user *owner,
	struct scratch_tree_size *size)
{
	_cleanup_(close_file) int source = openat(from, name, IS_FOLDER);
	_cleanup_(close_file) int target = -1;

	if (source < 0 || mkdirat(to, name, 0700))
		return false;
	target = openat(to, name, IS_FOLDER);
	return target >= 0 && scratch_tree_copy(source, target, owner, size) && give(target, owner);
}

bool scratch_tree_copy(
	int from, int to, const struct scratch_user *owner, struct scratch_tree_size *size)
{
	_cleanup_(close_folder) DIR *entries = entries_of(from);
	const struct dirent *entry;
	struct stat source, target;

	if (!entries || fstat(from, &source) || fstat(to, &target))
		return false;
	while ((entry = next_entry(entries))) {
		struct stat status;

		if (fstatat(from, entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
			return false;
		if (S_ISDIR(status.st_mode) && !copy_folder(from, to, entry->d_name, owner, size))
			return false;
		if (!S_ISREG(status.st_mode))
			continue;
		if (!copy_file(from, to, entry->d_name, &status, owner, source.st_dev == target.st_dev))
			return false;
		size->files++;
		size->bytes += (uint64_t)status.st_size;
	}
	return true;
}

static void remove_entries(int folder, dev_t device)
{
	_cleanup_(close_folder) DIR *entries = entries_of(folder);
	const struct dirent *entry;

	while (entries && (entry = next_entry(entries))) {
		_cleanup_(close_file) int below = -1;
		struct stat status;

		if (entry->d_type != DT_DIR && !unlinkat(folder, entry->d_name, 0))
			continue;
		below = openat(folder, entry->d_name, IS_FOLDER);
		/* what is mounted there is not ours */
		if (below < 0 || fstat(below, &status) || status.st_dev != device)
			continue;
		remove_entries(below, device);
		unlinkat(folder, entry->d_name, AT_REMOVEDIR);
	}
}

void scratch_tree_remove(int above, const char *name)
{
	_cleanup_(close_file) int folder = openat(above, name, IS_FOLDER);
	struct stat status;

	if (folder < 0 || fstat(folder, &status))
		return;
	remove_entries(folder, status.st_dev);
	unlinkat(above, name, AT_REMOVEDIR);
}
