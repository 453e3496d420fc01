/* SPDX-License-Identifier: MIT */
#include "database/scratch_remains.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

enum { PATIENCE = 5 * 1000 }; /* milliseconds until a killed process has gone */

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* True for a program of PostgreSQL's that runs in one of the folders. */
static bool runs_in(pid_t process, const struct stat *folder, const struct stat *data)
{
	char path[64], program[4096];
	struct stat status;
	ssize_t length;
	struct str name;

	snprintf(path, sizeof path, "/proc/%d/cwd", process);
	if (stat(path, &status) || (!is_same(&status, folder) && !is_same(&status, data)))
		return false;
	snprintf(path, sizeof path, "/proc/%d/exe", process);
	length = readlink(path, program, sizeof program);
	name = str_basename((struct str){program, length > 0 ? (size_t)length : 0});
	return str_starts(name, STR("postgres")) || str_starts(name, STR("initdb"));
}

/* Kills those that run in the folders; how many there were. */
static size_t kill_processes(const struct stat *folder, const struct stat *data)
{
	DIR *processes = opendir("/proc");
	const struct dirent *entry;
	size_t count = 0;

	while (processes && (entry = readdir(processes))) {
		pid_t process = (pid_t)strtol(entry->d_name, NULL, 10);

		if (process > 0 && runs_in(process, folder, data)) {
			kill(process, SIGKILL);
			count++;
		}
	}
	if (processes)
		closedir(processes);
	return count;
}

static void end_processes(const struct stat *folder, const struct stat *data)
{
	const struct timespec pause = {.tv_nsec = 2 * 1000000};
	int64_t deadline = clock_milliseconds() + PATIENCE;

	while (kill_processes(folder, data) && clock_milliseconds() < deadline)
		nanosleep(&pause, NULL);
}

/* The seventh line of the server's file says which it was: "KEY ID". A process that was killed is
 * gone a moment before it lets go of it. */
static void remove_memory(struct str state, uid_t owner)
{
	const struct timespec pause = {.tv_nsec = 2 * 1000000};
	int64_t deadline = clock_milliseconds() + PATIENCE;
	struct str line = {NULL, 0};
	struct shmid_ds memory;
	char text[64], *end;
	unsigned long key;
	int id;

	for (int number = 1; number <= 7; number++)
		if (!str_next(&state, '\n', &line))
			return;
	snprintf(text, sizeof text, "%.*s", STR_ARG(line));
	key = strtoul(text, &end, 10);
	id = (int)strtol(end, NULL, 10);
	while (!shmctl(id, IPC_STAT, &memory) && memory.shm_perm.uid == owner &&
		(unsigned long)(unsigned)memory.shm_perm.__key == key) {
		if (!memory.shm_nattch)
			shmctl(id, IPC_RMID, NULL);
		if (!memory.shm_nattch || clock_milliseconds() >= deadline)
			return;
		nanosleep(&pause, NULL);
	}
}

void scratch_remains_end(int folder)
{
	int state = openat(folder, "data/postmaster.pid", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	struct stat status, data;
	char bytes[1024];
	ssize_t got;

	/* it takes the file away itself when it ends */
	if (state < 0)
		return;
	got = read(state, bytes, sizeof bytes);
	close(state);
	if (fstat(folder, &status) || fstatat(folder, "data", &data, AT_SYMLINK_NOFOLLOW))
		return;
	end_processes(&status, &data);
	remove_memory((struct str){bytes, got > 0 ? (size_t)got : 0}, status.st_uid);
}
