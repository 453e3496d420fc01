/* SPDX-License-Identifier: MIT */
/*
 * Catalogs in a repository's cache. The key says all that one depends on: the build, what of the
 * set decides how its files run, and each file's path and content; and before that how many files
 * these are, so that the longest history that was kept can be found. Last comes a shorter way to
 * say the same: the tree of the set's folder in HEAD, which git has hashed already.
 */
#ifndef MIGHOOK_LINT_CATALOG_CACHE_H
#define MIGHOOK_LINT_CATALOG_CACHE_H

#include "base/sha256.h"
#include "lint/set_sql.h"
#include "schema/catalog.h"

/* The first files of a set, in the order in which they run, hashed as far as was asked. */
struct catalog_history {
	struct arena *arena;
	struct cache *cache;
	const struct migration_set *set;
	const struct up_text *texts;
	size_t count;
	struct sha256 *sha256; /* of the set and `hashed` files */
	size_t hashed;
	size_t id_size; /* bytes of an object's id */
	struct str by_tree; /* hex digits; empty: HEAD's tree does not say what all these files are */
};

struct catalog_history catalog_history_of(struct arena *arena, const struct change_set *changes,
	const struct migration_set *set, const struct up_text *texts, size_t count);

/* The catalog that the most of the files lead to that was kept, and how many these are; NULL if
 * there is none. */
struct catalog *catalog_history_load(struct catalog_history *history, size_t *ret_count);

/* Keeps the catalog that all of the files lead to. */
void catalog_history_store(struct catalog_history *history, const struct catalog *catalog);

#endif
