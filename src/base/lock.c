/* SPDX-License-Identifier: MIT */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int lock_folder(struct str folder)
{
	struct arena scratch = {0};
	int lock = open(str_copy(&scratch, folder).ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	arena_release(&scratch);
	while (lock >= 0 && flock(lock, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		close(lock);
		lock = -1;
	}
	return lock;
}

void lock_release(const int *lock)
{
	if (*lock >= 0)
		close(*lock);
}
