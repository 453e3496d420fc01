/* SPDX-License-Identifier: MIT */
/* Which of the sets a command is about, where it is about one. */
#ifndef MIGHOOK_CHECK_SET_H
#define MIGHOOK_CHECK_SET_H

#include "check.h"

/* The set of the folder `wanted`, as typed; ptr NULL: the only one, or that of the current folder.
 * The check must be prepared. */
_must_check_ int check_choose_set(
	struct check *check, struct str wanted, const struct set_spec **ret, struct error *reterr);

#endif
