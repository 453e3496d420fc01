/* SPDX-License-Identifier: MIT */
/* The dump of the schema that a set's migrations lead to. */
#ifndef MIGHOOK_MIGRATION_SNAPSHOT_H
#define MIGHOOK_MIGRATION_SNAPSHOT_H

#include "migration/set.h"

/* The path of the snapshot of a set in one tree: the configured one, or the first place that has
 * one; ptr NULL if there is none. */
_must_check_ int snapshot_in_tree(
	const struct set_spec *spec, const struct tree *tree, struct str *ret, struct error *reterr);

/* Finds the set's snapshot (the configured one, or the first place that has one before or after
 * the change) and what the change does to it. `head` and `parent` list the two trees. */
_must_check_ int snapshot_find(struct migration_set *set, const struct change_set *source,
	const struct changes *changes, const struct entries *head, const struct entries *parent,
	struct error *reterr);

#endif
