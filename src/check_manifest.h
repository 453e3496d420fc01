/* SPDX-License-Identifier: MIT */
/* The migrations of the judged tree side by side with the manifests that list them. */
#ifndef MIGHOOK_CHECK_MANIFEST_H
#define MIGHOOK_CHECK_MANIFEST_H

#include "check.h"
#include "policy/manifest_edit.h"

/* A migration that one of the two lacks. */
struct manifest_gap {
	struct str version;
	struct str path; /* of the migration; ptr NULL: it is not there */
};

struct manifest_gaps {
	struct manifest_gap *items;
	size_t count, capacity;
};

struct set_manifest {
	const struct migration_set *set;
	struct str path; /* of the manifest */
	struct str bytes; /* ptr NULL: there is none */
	struct manifest_gaps missing; /* listed and not there */
	struct manifest_gaps unlisted; /* there and not listed */
	struct manifest_additions additions; /* what lists the latter, and declares squashes */
};

struct set_manifests {
	struct set_manifest *items;
	size_t count, capacity;
};

struct manifest_request {
	struct str set; /* path of a set, as typed; ptr NULL: all that have a manifest */
	struct str file; /* path of its manifest, from the top; ptr NULL: what the policy says */
	bool in_worktree; /* the manifest is read there; else in the judged tree */
};

/* Compares the migrations of the index, in a bare repository of HEAD, with the manifests of their
 * sets. That no set has one is an error. */
_must_check_ int check_manifests(struct check *check, const struct manifest_request *request,
	struct set_manifests *ret, struct error *reterr);

/* A squash as a manifest declares it. */
struct manifest_point check_manifest_point(struct arena *arena, const struct set_spec *spec,
	const struct name *baseline, const struct version_ranges *replaces);

/* The version as a manifest has it; ptr NULL: it cannot be listed. */
struct str check_manifest_version(
	struct arena *arena, const struct set_spec *spec, struct str version);

#endif
