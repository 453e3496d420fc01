/* SPDX-License-Identifier: MIT */
#include "database/scratch_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "database/scratch_remains.h"
#include "database/scratch_tree.h"

/* A folder gets its name when it is locked: one of this name without a lock has lost its owner. */
#define NAME "mighook-scratch."
#define UNNAMED "mighook-unlocked."

enum { HALF_MADE = 10 }; /* seconds, in which one surely gets its lock */

static const uint64_t room = 256 << 20; /* bytes: a server, some databases, their log */

/* Whether the user may enter a folder; what the kernel says, for there may be lists of rights. */
static bool can_reach(const struct scratch_user *user, struct str path)
{
	int status = 0;
	pid_t child;

	if (!user->is_other)
		return true;
	child = fork();
	if (!child)
		_exit(scratch_user_become(user) && !access(path.ptr, X_OK) ? 0 : 1);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return child > 0 && !status;
}

/* Memory is fast, but a container may have little of it. */
static bool is_roomy_memory(const char *path)
{
	struct statfs status;

	return !access(path, W_OK | X_OK) && !statfs(path, &status) && status.f_type == TMPFS_MAGIC &&
		(uint64_t)status.f_bavail * (uint64_t)status.f_bsize >= room;
}

/* Makes a folder in `above`. -1 leaves the reason in errno. */
static int make_in(struct scratch_folder *ret, struct arena *arena, struct str above)
{
	struct str path = str_join_path(arena, above, STR(UNNAMED "XXXXXX"));
	struct str name = str_join_path(arena, above, STR(NAME "XXXXXX"));
	char *bytes = arena_alloc(arena, path.len + 1), *final = arena_alloc(arena, name.len + 1);
	int lock, reason;

	memcpy(bytes, path.ptr, path.len);
	memcpy(final, name.ptr, name.len);
	if (!mkdtemp(bytes))
		return -1;
	memcpy(final + name.len - 6, bytes + path.len - 6, 6);
	lock = open(bytes, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	/* without locks (NFS) nobody takes it away, but nobody tidies up either */
	if (lock >= 0 && (!flock(lock, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK) &&
		!rename(bytes, final)) {
		*ret = (struct scratch_folder){{final, name.len}, lock};
		return 0;
	}
	reason = errno;
	if (lock >= 0)
		close(lock);
	rmdir(bytes);
	errno = reason;
	return -1;
}

int scratch_folder_make(struct scratch_folder *ret, struct arena *arena,
	const struct scratch_user *user, struct error *reterr)
{
	struct str given = str_from(getenv("TMPDIR"));
	struct str place = STR("/tmp");
	/* one that root has for himself is not meant for this */
	bool is_given = given.len && (access(given.ptr, W_OK | X_OK) || can_reach(user, given));

	if (is_given)
		place = given;
	else if (is_roomy_memory("/dev/shm"))
		place = STR("/dev/shm");
	if (!make_in(ret, arena, place))
		return 0;
	error_set(reterr, "cannot make a folder for a PostgreSQL server in %s%.*s: %s",
		is_given ? "TMPDIR, " : "", STR_ARG(place), strerror(errno));
	return error_hint(reterr, "TMPDIR=FOLDER names another one, with 256 MB free");
}

int scratch_folder_make_short(struct scratch_folder *ret, struct arena *arena, struct error *reterr)
{
	if (!make_in(ret, arena, STR("/tmp")))
		return 0;
	return file_failed("make a folder for a socket in", STR("/tmp"), reterr);
}

/* Whether a folder is there: what is open may have been removed by another. */
static bool is_there(int folder)
{
	struct stat status;

	return !fstat(folder, &status) && status.st_nlink > 0;
}

void scratch_folder_remove(struct scratch_folder *folder)
{
	if (folder->lock < 0)
		return;
	if (is_there(folder->lock)) {
		scratch_remains_end(folder->lock);
		scratch_tree_remove(AT_FDCWD, folder->path.ptr);
	}
	close(folder->lock);
	folder->lock = -1;
}

/* Whether it is one of ours; one that has no lock yet may be about to get it. */
static bool is_old(const struct scratch_user *user, int folder, const char *name)
{
	struct stat status;

	if (fstat(folder, &status) || (status.st_uid != geteuid() && status.st_uid != user->uid))
		return false;
	return str_starts(str_from(name), STR(NAME)) || time(NULL) - status.st_ctime > HALF_MADE;
}

static void sweep(const struct scratch_user *user, const char *place)
{
	DIR *entries = opendir(place);
	const struct dirent *entry;

	while (entries && (entry = readdir(entries))) {
		int folder;

		if (!str_starts(str_from(entry->d_name), STR(NAME)) &&
			!str_starts(str_from(entry->d_name), STR(UNNAMED)))
			continue;
		folder = openat(
			dirfd(entries), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder < 0)
			continue;
		if (is_old(user, folder, entry->d_name) && !flock(folder, LOCK_EX | LOCK_NB) &&
			is_there(folder)) {
			scratch_remains_end(folder);
			scratch_tree_remove(dirfd(entries), entry->d_name);
		}
		close(folder);
	}
	if (entries)
		closedir(entries);
}

void scratch_folder_sweep(const struct scratch_user *user)
{
	const char *given = getenv("TMPDIR");

	if (given && *given)
		sweep(user, given);
	sweep(user, "/dev/shm");
	sweep(user, "/tmp");
}
