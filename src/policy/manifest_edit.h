/* SPDX-License-Identifier: MIT */
/* Writing manifests: new ones, and more entries in one that is there, whose comments and order
 * stay as they are. */
#ifndef MIGHOOK_POLICY_MANIFEST_EDIT_H
#define MIGHOOK_POLICY_MANIFEST_EDIT_H

#include "policy/manifest.h"

/* A migration that is to be listed. */
struct manifest_entry {
	struct str version;
	struct str comment; /* printable; ptr NULL: none */
	struct str after; /* version in the list that it follows; ptr NULL: it comes first */
};

/* A squash that is to be declared. */
struct manifest_point {
	struct str version; /* perhaps with its name: 0319_baseline_v1 */
	struct str replaces; /* as read in a manifest: 0001..0319 */
};

struct manifest_additions {
	struct {
		struct manifest_entry *items; /* in the order of their versions */
		size_t count, capacity;
	} entries;
	struct {
		struct manifest_point *items;
		size_t count, capacity;
	} points;
};

/* A new manifest. `path` stands in its first line. */
struct str manifest_new(
	struct arena *arena, struct str path, const struct manifest_additions *content);

/* The manifest with more in it. Where its text is written in a way that cannot be added to, it is
 * an error that tells the lines. */
_must_check_ int manifest_add(struct str *ret, struct arena *arena, struct str bytes,
	struct str name, const struct manifest_additions *additions, struct error *reterr);

#endif
