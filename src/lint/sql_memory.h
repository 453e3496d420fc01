/* SPDX-License-Identifier: MIT */
/*
 * SQL that was read in a run over many commits: each text is parsed once. What is kept are facts of
 * the scripts in migration/set_memory.h, and is forgotten together with them.
 */
#ifndef MIGHOOK_LINT_SQL_MEMORY_H
#define MIGHOOK_LINT_SQL_MEMORY_H

#include "lint/catalog_memory.h"

struct sql_memory;

/* An empty memory, in the arena but for what it keeps. To be closed by the caller. */
struct sql_memory *sql_memory_open(struct arena *arena);

/* NULL is allowed. */
void sql_memory_close(struct sql_memory **memory);

/* To be called between two commits. */
void sql_memory_forget(struct sql_memory *memory);

/* The SQL of a part of a script, as it was read; NULL if it was not. */
const struct sql *sql_memory_find(const struct sql_memory *memory, struct str content, size_t from,
	size_t to, bool is_down, enum wrapping wrapping);

/* Where a worker reads what will be kept. */
struct arena *sql_memory_arena(struct sql_memory *memory, size_t worker);

/* Keeps what was read there. */
void sql_memory_keep(struct sql_memory *memory, const struct sql *sql);

/* A copy for a file with that content: what a replay changes is its own. */
struct sql *sql_of_file(
	struct arena *arena, const struct sql *kept, const struct migration_file *file);

/* What the last migrations led to. */
struct catalog_memory *sql_memory_catalogs(struct sql_memory *memory);

#endif
