/* SPDX-License-Identifier: MIT */
/*
 * A line in husky's hook files, which a team commits. On a machine without the program it says so
 * and lets the commit pass: a colleague on another system is not blocked, and CI still judges.
 */
#ifndef MIGHOOK_INSTALL_HUSKY_H
#define MIGHOOK_INSTALL_HUSKY_H

#include "hooks/hook.h"

/* Writes the line into FOLDER/NAME; one that is there already is brought up to date. */
_must_check_ int husky_add(struct str folder, const struct hook *hook, struct error *reterr);

/* Takes the line out again, and the file if it was made for the line. */
_must_check_ int husky_remove(
	struct str folder, struct str name, bool *ret_found, struct error *reterr);

#endif
