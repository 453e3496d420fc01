/* SPDX-License-Identifier: MIT */
/* The dump of the schema that a set's migrations lead to. */
#ifndef MIGHOOK_MIGRATION_SNAPSHOT_H
#define MIGHOOK_MIGRATION_SNAPSHOT_H

#include "migration/set.h"

/* The path of the snapshot of a set in one tree: the configured one, or the first place that has
 * one; ptr NULL if there is none. */
_must_check_ int snapshot_in_tree(
	const struct set_spec *spec, const struct tree *tree, struct str *ret, struct error *reterr);

/* True if the file is the snapshot or a part of it: the schema of a schema.prisma may go on in
 * other .prisma files below its folder (Prisma's documentation, "Multi-file Prisma schema"). */
bool snapshot_holds(struct str snapshot, struct str path);

/* The folder of such parts; ptr NULL if the snapshot has none. At the repository's top nothing else
 * is looked for. */
struct str snapshot_folder(struct str snapshot);

/* The first of the sets that share a snapshot: it reports what is found about that. */
const struct migration_set *snapshot_owner(const struct migration_sets *sets, struct str snapshot);

/* Finds the set's snapshot (the configured one, or the first place that has one before or after
 * the change) and what the change does to it. `head` and `parent` list the two trees. */
_must_check_ int snapshot_find(struct migration_set *set, const struct change_set *source,
	const struct changes *changes, const struct entries *head, const struct entries *parent,
	struct error *reterr);

#endif
