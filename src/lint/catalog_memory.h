/* SPDX-License-Identifier: MIT */
/* Catalogs that the first migrations of a set lead to, kept in a run over many commits: what
 * lint/catalog_cache.h keeps in files. */
#ifndef MIGHOOK_LINT_CATALOG_MEMORY_H
#define MIGHOOK_LINT_CATALOG_MEMORY_H

#include "lint/set_sql.h"
#include "schema/catalog.h"

/* What of a file a catalog depends on. */
struct catalog_file {
	struct str path;
	enum role role;
	uint32_t type; /* of its mode: a link to the same bytes is no SQL */
	struct object_id id,
		wrapping; /* of its blob; of the file that says how it is wrapped, or none */
};

struct kept_catalog {
	struct arena arena;
	const struct set_spec *spec; /* NULL: nothing is kept here */
	const struct catalog_file *files;
	size_t count;
	struct str bytes;
};

struct catalog_memory {
	struct kept_catalog kept[8];
	size_t next; /* to be filled: the one filled longest ago */
};

/* The catalog that the most of the first `count` files lead to that was kept, and how many these
 * are; NULL if there is none. It lives in `arena`. */
struct catalog *catalog_memory_load(struct catalog_memory *memory, struct arena *arena,
	const struct migration_set *set, const struct up_text *texts, size_t count, size_t *ret_count);

/* Keeps the catalog that the files lead to. */
void catalog_memory_store(struct catalog_memory *memory, struct arena *arena,
	const struct migration_set *set, const struct up_text *texts, size_t count,
	const struct catalog *catalog);

void catalog_memory_forget(struct catalog_memory *memory);

#endif
