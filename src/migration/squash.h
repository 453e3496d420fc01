/* SPDX-License-Identifier: MIT */
/* The squashes of a set: the baselines that carry a marker, side by side with what the archive
 * keeps of the migrations that they stand for. */
#ifndef MIGHOOK_MIGRATION_SQUASH_H
#define MIGHOOK_MIGRATION_SQUASH_H

#include "migration/set.h"
#include "migration/squash_marker.h"

struct squash {
	struct migration_file *file; /* the baseline */
	struct squash_marker marker;
	struct str folder; /* of its archive; ptr NULL: the marker does not tell the day */
	size_t kept; /* files in that folder */
	size_t kept_migrations; /* those that are no rollbacks */
	struct str kept_hash; /* squash_hash of them */
	struct {
		struct name *items;
		size_t count, capacity;
	} replaced, earlier; /* the migrations it keeps; those that squashes among them keep */
	bool is_asked; /* the change touches the baseline or its archive, or all is judged */
};

/* True if the marker says what the archive keeps. */
bool squash_is_proven(const struct squash *squash);

/* Finds the set's squashes as far as somebody asks for them, marks the baselines of those that are
 * proven (or were, when they were merged), and the files that were merged and deleted and are kept
 * in an archive. */
_must_check_ int squashes_read(
	struct migration_set *set, const struct change_set *changes, struct error *reterr);

/* Finds all of them, whoever asks: for those who ask a database and no rules. */
_must_check_ int squashes_read_all(
	struct migration_set *set, const struct change_set *changes, struct error *reterr);

/* True if the change adds, edits or takes away something in an archive of these sets. */
_must_check_ int squash_archives_change(const struct set_specs *specs,
	const struct change_set *changes, bool *ret, struct error *reterr);

/* What a file of the set is called in an archive: by its path in the set, or from the top. */
struct str squash_kept_name(const struct set_spec *spec, struct str path);

#endif
