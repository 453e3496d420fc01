/* SPDX-License-Identifier: MIT */
/* The lines that the baseline of a squash carries for ever: what it replaced, and a proof of it
 * (requirements S0-11, S0-14; seed 1 lines 133-146). */
#ifndef MIGHOOK_MIGRATION_SQUASH_MARKER_H
#define MIGHOOK_MIGRATION_SQUASH_MARKER_H

#include "migration/scan.h"
#include "migration/version.h"
#include "policy/manifest.h"

enum marker_key {
	MARKER_BASELINE, /* the day of the squash, YYYY-MM-DD */
	MARKER_COUNT, /* of migrations; rollbacks are not counted */
	MARKER_HASH, /* sha256: and the digits of squash_hash */
	MARKER_REPLACES, /* versions: 0001..0319, 20250101 */
	MARKER_APPROVED_BY,
	MARKER_REASON,
	MARKER_KEYS
};

/* The names in front of the colons: "SQUASH_BASELINE". */
extern const char *const marker_names[MARKER_KEYS];

struct marker_line {
	struct str value; /* ptr NULL: there is no such line */
	size_t from, to; /* the bytes of name and value in the text */
	const char *mistake; /* NULL: none */
};

struct squash_marker {
	struct marker_line lines[MARKER_KEYS];
	size_t count;
	struct version_ranges replaces; /* count 0: not said; then all that the archive keeps */
};

/* Reads the lines out of a text's comments; false if it has none of the first three. */
bool squash_marker_read(struct squash_marker *ret, struct arena *arena, const struct scan *scan);

/* True if it has no mistake. */
bool squash_marker_is_sound(const struct squash_marker *marker);

/* True if the version lies in one of the ranges. */
bool version_ranges_hold(
	const struct version_ranges *ranges, enum version_order order, struct str version);

/* The comments that squash_marker_read reads; the values must be one line each. */
struct str squash_marker_text(struct arena *arena, const struct squash_marker *marker);

/* Where the files of the squash are kept: migrations_YYYYMMDD in the set's folder for archives. */
struct str squash_folder(struct arena *arena, struct str archive, struct str date);

/* A file that was squashed: its name below that folder, and the SHA-256 of its bytes with LF line
 * ends. */
struct squashed_file {
	struct str name, sha256;
};

/* SHA-256 over a line "NAME<tab>DIGITS<line feed>" for each file, sorted by name. */
struct str squash_hash(struct arena *arena, struct squashed_file *files, size_t count);

#endif
