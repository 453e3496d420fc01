/* SPDX-License-Identifier: MIT */
/* Whom a server of our own runs as: PostgreSQL refuses to be run by root. */
#ifndef MIGHOOK_DATABASE_SCRATCH_USER_H
#define MIGHOOK_DATABASE_SCRATCH_USER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

struct scratch_user {
	uid_t uid;
	gid_t gid;
	bool is_other; /* than the one we are: we are root */
};

/* Ourselves; for root it is `postgres`, or `nobody` where there is none. */
_must_check_ int scratch_user_find(struct scratch_user *ret, struct error *reterr);

/* Makes the calling process that user's, for good. False leaves the reason in errno. */
_must_check_ bool scratch_user_become(const struct scratch_user *user);

#endif
