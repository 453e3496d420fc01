/* SPDX-License-Identifier: MIT */
#include "database/scratch_template.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/sha256.h"
#include "database/scratch_tree.h"

enum {
	IS_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
	PLACE = 8, /* digits of a key that say which programs; the rest says what they are now */
	KEPT_UNUSED = 30 * SECONDS_PER_DAY,
	HALF_MADE = 60, /* seconds, in which one surely gets its lock */
};

#define NEW "new."

static void close_file(const int *file)
{
	if (*file >= 0)
		close(*file);
}

struct str scratch_template_key(
	struct arena *arena, const struct scratch_programs *programs, struct str flags)
{
	struct stat initdb = {0}, postgres = {0};
	struct utsname system;

	(void)!stat(programs->initdb.ptr, &initdb);
	(void)!stat(programs->postgres.ptr, &postgres);
	(void)!uname(&system);
	return str_format(arena, "%.*s%.16s", PLACE, sha256_hex(arena, programs->folder).ptr,
		sha256_hex(arena,
			str_format(arena, "%s\n%s\n%s\n%lld %lld %lld %lld", programs->version.ptr,
				system.machine, flags.ptr, (long long)initdb.st_size, (long long)initdb.st_mtime,
				(long long)postgres.st_size, (long long)postgres.st_mtime))
			.ptr);
}

/* Ours, and nobody else can write there. */
static bool is_trusted(int folder)
{
	struct stat status;

	return !fstat(folder, &status) && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
		!(status.st_mode & 022) && status.st_nlink > 0;
}

/* The cache's folder, made if it is not there; -1: there is none to be used. A home that belongs to
 * somebody else (sudo) is not written to: he could not use what we leave there. */
static int open_store(struct arena *arena, struct str *ret_path)
{
	struct str home = str_from(getenv("HOME")), cache = str_from(getenv("XDG_CACHE_HOME"));
	struct str above;
	struct stat status;
	struct error ignored;
	int store;

	if (!str_starts(cache, STR("/"))) {
		if (!str_starts(home, STR("/")) || stat(home.ptr, &status) || status.st_uid != geteuid())
			return -1;
		cache = str_join_path(arena, home, STR(".cache"));
	}
	above = str_join_path(arena, cache, STR("mighook"));
	*ret_path = str_join_path(arena, above, STR("postgres"));
	if (file_make_folder(above, &ignored) || (mkdir(ret_path->ptr, 0700) && errno != EEXIST))
		return -1;
	store = open(ret_path->ptr, IS_FOLDER);
	if (store >= 0 && is_trusted(store))
		return store;
	close_file(&store);
	return -1;
}

/* How much there is in a kept one: a copy of one that others have thinned out (what tidies up
 * caches, a crash of the machine) is none. */
static struct str size_text(struct arena *arena, const struct scratch_tree_size *size)
{
	return str_format(arena, "%llu files, %llu bytes\n", (unsigned long long)size->files,
		(unsigned long long)size->bytes);
}

static bool has_size(struct arena *arena, int kept, const struct scratch_tree_size *size)
{
	_cleanup_(close_file) int file = openat(kept, "size", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char bytes[128];
	ssize_t got = file < 0 ? -1 : read(file, bytes, sizeof bytes);

	return got > 0 && str_equal((struct str){bytes, (size_t)got}, size_text(arena, size));
}

bool scratch_template_take(
	struct arena *arena, struct str key, int folder, const struct scratch_user *user)
{
	struct str path;
	_cleanup_(close_file) int store = open_store(arena, &path);
	_cleanup_(close_file) int kept = store < 0 ? -1 : openat(store, key.ptr, IS_FOLDER);
	_cleanup_(close_file) int source = -1;
	_cleanup_(close_file) int target = -1;
	struct scratch_tree_size size = {0};

	/* who removes it has the lock for himself */
	if (kept < 0 || flock(kept, LOCK_SH | LOCK_NB) || !is_trusted(kept))
		return false;
	futimens(kept, NULL);
	source = openat(kept, "data", IS_FOLDER);
	if (source < 0 || mkdirat(folder, "data", 0700))
		return false;
	target = openat(folder, "data", IS_FOLDER);
	if (target >= 0 && scratch_tree_copy(source, target, user, &size) &&
		has_size(arena, kept, &size) && (!user->is_other || !fchown(target, user->uid, user->gid)))
		return true;
	scratch_tree_remove(folder, "data");
	return false;
}

/* Removes an entry that nobody copies from. */
static void remove_kept(int store, const char *name)
{
	_cleanup_(close_file) int kept = openat(store, name, IS_FOLDER);

	if (kept >= 0 && !flock(kept, LOCK_EX | LOCK_NB))
		scratch_tree_remove(store, name);
}

static bool is_of_no_use(int store, struct str name, struct str key)
{
	struct stat status;
	time_t age;

	if (str_equal(name, key) || fstatat(store, name.ptr, &status, AT_SYMLINK_NOFOLLOW))
		return false;
	age = time(NULL) - status.st_mtime;
	if (str_starts(name, STR(NEW)))
		return age > HALF_MADE;
	return str_starts(name, str_slice(key, 0, PLACE)) || age > KEPT_UNUSED;
}

static void remove_old(struct arena *arena, int store, struct str key)
{
	int copy = openat(store, ".", IS_FOLDER);
	DIR *entries = copy < 0 ? NULL : fdopendir(copy);
	struct str_list old = {0};
	const struct dirent *entry;

	if (!entries) {
		close_file(&copy);
		return;
	}
	while ((entry = readdir(entries)))
		if (entry->d_name[0] != '.' && is_of_no_use(store, str_from(entry->d_name), key))
			str_list_add(arena, &old, str_copy(arena, str_from(entry->d_name)));
	closedir(entries);
	for (size_t i = 0; i < old.count; i++)
		remove_kept(store, old.items[i].ptr);
}

/* Copies "data" of the folder into a new one. */
static bool fill(struct arena *arena, int made, int folder)
{
	_cleanup_(close_file) int source = openat(folder, "data", IS_FOLDER);
	_cleanup_(close_file) int target = -1;
	_cleanup_(close_file) int file = -1;
	struct scratch_tree_size size = {0};

	if (source < 0 || mkdirat(made, "data", 0700))
		return false;
	target = openat(made, "data", IS_FOLDER);
	if (target < 0 || !scratch_tree_copy(source, target, NULL, &size))
		return false;
	file = openat(made, "size", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return file >= 0 && !file_write_all(file, size_text(arena, &size));
}

void scratch_template_keep(struct arena *arena, struct str key, int folder)
{
	struct str path;
	_cleanup_(close_file) int store = open_store(arena, &path);
	_cleanup_(close_file) int made = -1;
	struct str name;
	char *bytes;

	if (store < 0)
		return;
	name = str_join_path(arena, path, STR(NEW "XXXXXX"));
	bytes = arena_alloc(arena, name.len + 1);
	memcpy(bytes, name.ptr, name.len);
	if (!mkdtemp(bytes))
		return;
	made = open(bytes, IS_FOLDER);
	if (made >= 0 && !flock(made, LOCK_EX | LOCK_NB) && fill(arena, made, folder)) {
		remove_kept(store, key.ptr);
		if (!rename(bytes, str_join_path(arena, path, key).ptr)) {
			remove_old(arena, store, key);
			return;
		}
	}
	scratch_tree_remove(AT_FDCWD, bytes);
}
