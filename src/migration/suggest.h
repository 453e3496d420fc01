/* SPDX-License-Identifier: MIT */
/* Names and versions that would be right, for hints that can be run. */
#ifndef MIGHOOK_MIGRATION_SUGGEST_H
#define MIGHOOK_MIGRATION_SUGGEST_H

#include "migration/set.h"

/* What is wrong with a name, compared with the nearest valid one. */
struct name_suggestion {
	struct str path; /* of the file (or folder) under its new name */
	bool digits, separator, letter_case, type, extension, characters; /* the parts that differ */
};

/* The nearest name that the set's pattern accepts and no migration has, for a well-formed one the
 * nearest without digits in its description; false if none was found.
 * `now` dates a name that has no digits to keep. */
bool suggest_name(const struct migration_set *set, struct arena *arena,
	const struct migration_file *file, int64_t now, struct name_suggestion *ret);

/* The first version from `version` on that no migration of the set has and that can follow it. */
struct str suggest_version(
	const struct migration_set *set, struct arena *arena, struct str version);

/* The version that is free after `count` more that are. */
struct str suggest_version_after(
	const struct migration_set *set, struct arena *arena, struct str version, size_t count);

/* A file or folder under another name. */
struct move {
	struct str from, to;
};

struct moves {
	struct move *items;
	size_t count, capacity;
};

/* What gives a migration another version: all its files, or its folder. */
struct moves suggest_moves(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, struct str version);

/* The command that does so. */
struct str suggest_renaming(const struct migration_set *set, struct arena *arena,
	const struct migration *migration, struct str version);

/* The command that does all the moves. */
struct str suggest_command(struct arena *arena, const struct moves *moves);

/* `git mv OLD NEW`, quoted. */
struct str suggest_move(struct arena *arena, struct str from, struct str to);

#endif
