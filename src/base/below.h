/* SPDX-License-Identifier: MIT */
/* Files below a folder that is not to be left: no part of their path may be a symbolic link. */
#ifndef MIGHOOK_BASE_BELOW_H
#define MIGHOOK_BASE_BELOW_H

#include "base/error.h"
#include "base/str.h"

/* The path with "." and ".." taken out; ptr NULL if it leads out of the folder. */
struct str below_path(struct arena *arena, struct str path);

/* Writes a file that is not there yet, and makes the folders on its way; both get the permissions
 * that the umask leaves. `*ret_is_there`, with 0: it is there already, and nothing is written. A
 * file that cannot be written whole is taken away again. */
_must_check_ int below_create(
	struct str root, struct str path, struct str bytes, bool *ret_is_there, struct error *reterr);

/* Takes a file away. */
_must_check_ int below_remove(struct str root, struct str path, struct error *reterr);

/* The bytes of a file; ptr NULL: there is none. */
_must_check_ int below_read(
	struct str *ret, struct arena *arena, struct str root, struct str path, struct error *reterr);

#endif
