/* SPDX-License-Identifier: MIT */
/* What a path says of the migration it belongs to. */
#ifndef MIGHOOK_MIGRATION_NAME_H
#define MIGHOOK_MIGRATION_NAME_H

#include "migration/spec.h"

enum role {
	ROLE_UP, /* brings the schema forward */
	ROLE_DOWN, /* takes an up file back */
	ROLE_BOTH, /* has a section for each */
	ROLE_REPEATABLE, /* runs again whenever it changes (Flyway's R__) */
	ROLE_CODE, /* a migration that is no SQL (goose's .go): has a version, is not read */
	ROLE_SIDE, /* belongs to the folder but does not run: lock file, callback, README */
	ROLE_MISPLACED, /* in the folder, and no runner would run it */
};

struct name {
	enum role role;
	bool is_well_formed; /* matches the set's pattern, or an excused older one */
	struct str file; /* the part the pattern is matched with: file name, or folder name */
	bool is_baseline; /* stands for all versions up to its own (Flyway's B) */
	struct str stem; /* what the up and down file of one migration share; a view of the path */
	struct str version; /* as written, a view of `file`; ptr NULL: none */
	struct str identity; /* of the version: equal for one and the same; ptr NULL: none */
	bool is_dated; /* the version is a date, where such are asked for */
	struct str type, description; /* ptr NULL: the pattern has no such group */
};

/* Reads the path of a file inside the set's folder (or its folder of rollbacks). */
struct name name_of(const struct set_spec *spec, struct arena *arena, struct str path);

/* True if a migration's content is to be read and kept: it is SQL that somebody runs. */
bool role_is_sql(enum role role);

/* True if it stands for a migration: an up file in whatever form. */
bool role_is_up(enum role role);

/* Where the down file of a migration is expected; ptr NULL if it is no file of its own. Of
 * DOWN_SIBLING that is outside the set where the runner would execute it. */
struct str name_down_path(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up);

/* The file beside the migration, or in its folder, whoever would execute it; ptr NULL unless the
 * set is DOWN_SIBLING. */
struct str name_sibling_path(
	const struct set_spec *spec, struct arena *arena, struct str up_path, const struct name *up);

#endif
