/* SPDX-License-Identifier: MIT */
/* Migration sets found by what their files look like. */
#ifndef MIGHOOK_MIGRATION_DETECT_H
#define MIGHOOK_MIGRATION_DETECT_H

#include "git/tree.h"
#include "migration/runner.h"

struct detected_set {
	struct str path;
	const struct runner *runner;
};

struct detected_sets {
	struct detected_set *items; /* sorted by path */
	size_t count, capacity;
};

/* The part of a tree that tells where its sets are. */
struct scope detect_scope(struct arena *arena);

/* The sets in either tree. */
_must_check_ int detect_sets(struct detected_sets *ret, struct arena *arena,
	const struct tree *head, const struct tree *parent, struct error *reterr);

/* The runner of one folder's files; `plain` where nothing tells. */
_must_check_ int detect_runner(const struct runner **ret, struct arena *arena, struct str folder,
	const struct tree *head, const struct tree *parent, struct error *reterr);

#endif
