/* SPDX-License-Identifier: MIT */
/* The content of a migration file, as far as its comments tell what is in it. */
#ifndef MIGHOOK_MIGRATION_SCRIPT_H
#define MIGHOOK_MIGRATION_SCRIPT_H

#include "migration/header.h"
#include "migration/name.h"
#include "migration/section.h"

struct script {
	struct str content;
	struct str fingerprint; /* ptr NULL: nobody has asked for it (lint/grandfather.h) */
	struct scan scan;
	struct header header;
	struct sections sections;
	bool up_is_empty, down_is_empty; /* no SQL in that section; without sections, in the file */
	struct str see; /* file that a comment `See:` names, a view of the content; ptr NULL: none */
	bool see_is_missing; /* and the judged tree has no such file */
};

struct script *script_read(
	struct arena *arena, const struct set_spec *spec, enum role role, struct str content);

#endif
