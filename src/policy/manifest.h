/* SPDX-License-Identifier: MIT */
/* The file that declares which migrations a release needs and which were squashed
 * (requirements S0-19, seed 1 lines 193-210). */
#ifndef MIGHOOK_POLICY_MANIFEST_H
#define MIGHOOK_POLICY_MANIFEST_H

#include "base/error.h"
#include "base/str.h"

/* Versions first..last that a squashed migration replaces. */
struct version_range {
	struct str first, last;
};

struct version_ranges {
	struct version_range *items;
	size_t count, capacity;
};

/* A migration that stands for others. */
struct squash_point {
	struct str version; /* ptr NULL: not named */
	struct version_ranges replaces;
};

struct manifest {
	struct str baseline; /* ptr NULL: none */
	struct str_list required;
	struct {
		struct squash_point *items;
		size_t count, capacity;
	} points;
	struct version_ranges replaced; /* by any of them */
};

/* Reads "0001..0319", or one version, with a name behind each or not; false if it is neither. */
bool version_range_parse(struct str text, struct version_range *ret);

/* Reads a manifest. Ranges are written "0001..0319", or as "..." between two entries. Versions may
 * carry a name behind them ("0001_baseline_v1"). */
_must_check_ int manifest_read(struct manifest *ret, struct arena *arena, struct str bytes,
	struct str name, struct error *reterr);

#endif
