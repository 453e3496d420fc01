/* SPDX-License-Identifier: MIT */
/*
 * Hooks in a hooks directory. The program lies there once as `mighook`, so that nothing outside can
 * make it vanish, and a hook is a relative symbolic link to it. Where a hook existed already it is
 * kept as NAME.mighook-previous and a short script runs first it, then mighook.
 */
#ifndef MIGHOOK_INSTALL_INSTALLER_H
#define MIGHOOK_INSTALL_INSTALLER_H

#include "hooks/hook.h"

enum installed {
	INSTALLED_NOTHING, /* there is no hook of that name */
	INSTALLED_LINK, /* our link */
	INSTALLED_CHAIN, /* our script, which runs the previous hook first */
	INSTALLED_PROGRAM, /* the program itself, or a link to it elsewhere: put there otherwise */
	INSTALLED_FOREIGN, /* somebody else's hook */
};

/* What stands in a hooks directory under a hook's name. */
_must_check_ int installer_look(
	struct str directory, struct str name, enum installed *ret, struct error *reterr);

/* True if the bytes are a program of mighook's, of whichever version. */
bool installer_is_program(struct str bytes);

/* Puts the program into the directory: a copy, or with `link` a link to where it is. */
_must_check_ int installer_put_program(struct str directory, bool link, struct error *reterr);

/* Installs one hook; one that is installed already is brought up to date. */
_must_check_ int installer_add(struct str directory, const struct hook *hook, struct error *reterr);

/* Removes one hook of ours, whichever version installed it, and brings back what was there.
 * `ret_found` says whether there was one. */
_must_check_ int installer_remove(
	struct str directory, struct str name, bool *ret_found, struct error *reterr);

/* Removes the program. */
_must_check_ int installer_remove_program(struct str directory, struct error *reterr);

#endif
