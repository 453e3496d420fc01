/* SPDX-License-Identifier: MIT */
/* Putting hooks in, for every command that does. */
#ifndef MIGHOOK_INSTALL_INSTALLATION_H
#define MIGHOOK_INSTALL_INSTALLATION_H

#include "install/managers.h"
#include "install/target.h"

struct json;

struct installation {
	const struct target *target;
	struct chosen_hooks hooks; /* empty: those the target has by default */
	bool links_program;
	/* What came of it. */
	struct str where; /* the file or folder they are in */
	struct str remaining; /* what is left to be done, for the user; ptr NULL: nothing */
};

/* The target for a repository as it is: that of the manager that runs its hooks, else of the first
 * manager found whose configuration can be written, else the hooks directory. */
const struct target *installation_target(
	const struct hooks_directory *directory, const struct found_managers *managers);

/* Puts the hooks in. */
_must_check_ int installation_make(struct installation *installation, struct arena *arena,
	const struct hooks_directory *directory, struct error *reterr);

/* "pre-commit, pre-push" */
struct str installation_names(const struct installation *installation, struct arena *arena);

/* Adds an object for each hook to a JSON array. */
void installation_add_json(const struct installation *installation, struct json *array);

#endif
