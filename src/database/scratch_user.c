/* SPDX-License-Identifier: MIT */
#include "database/scratch_user.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

int scratch_user_find(struct scratch_user *ret, struct error *reterr)
{
	static const char *const names[] = {"postgres", "nobody"};

	if (geteuid() != 0) {
		*ret = (struct scratch_user){.uid = geteuid(), .gid = getegid()};
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		char bytes[4096];
		struct passwd entry, *found = NULL;

		if (getpwnam_r(names[i], &entry, bytes, sizeof bytes, &found) || !found || !entry.pw_uid)
			continue;
		*ret = (struct scratch_user){entry.pw_uid, entry.pw_gid, .is_other = true};
		return 0;
	}
	error_set(reterr, "PostgreSQL does not run as root, and there is no user to run it as");
	return error_hint(reterr, "run this as another user, or: adduser --system --group postgres");
}

bool scratch_user_become(const struct scratch_user *user)
{
	return !user->is_other || (!setgroups(0, NULL) && !setgid(user->gid) && !setuid(user->uid));
}
