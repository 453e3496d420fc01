/* SPDX-License-Identifier: MIT */
#include "lint/sql_memory.h"

#include <stdalign.h>

#include "base/parallel.h"

enum { BUCKETS = 1024 };

struct kept_sql {
	const struct sql *sql;
	struct kept_sql *next;
};

struct sql_memory {
	struct arena arenas[MOST_WORKERS]; /* the first also holds the buckets' lists */
	struct kept_sql *buckets[BUCKETS]; /* by the place of the content in memory */
	struct catalog_memory catalogs;
};

struct sql_memory *sql_memory_open(struct arena *arena)
{
	return arena_new(arena, struct sql_memory);
}

void sql_memory_close(struct sql_memory **memory)
{
	if (*memory)
		sql_memory_forget(*memory);
	*memory = NULL;
}

void sql_memory_forget(struct sql_memory *memory)
{
	catalog_memory_forget(&memory->catalogs);
	for (size_t i = 0; i < MOST_WORKERS; i++)
		arena_release(&memory->arenas[i]);
	*memory = (struct sql_memory){.arenas = {{NULL}}};
}

/* Contents are kept in one place as long as their SQL is. */
static size_t bucket_of(struct str content)
{
	return ((uintptr_t)content.ptr / alignof(max_align_t)) % BUCKETS;
}

const struct sql *sql_memory_find(const struct sql_memory *memory, struct str content, size_t from,
	size_t to, bool is_down, enum wrapping wrapping)
{
	for (const struct kept_sql *kept = memory->buckets[bucket_of(content)]; kept; kept = kept->next)
		if (kept->sql->text.ptr == content.ptr && kept->sql->from == from && kept->sql->to == to &&
			kept->sql->is_down == is_down && kept->sql->wrapping == wrapping)
			return kept->sql;
	return NULL;
}

struct arena *sql_memory_arena(struct sql_memory *memory, size_t worker)
{
	return &memory->arenas[worker];
}

void sql_memory_keep(struct sql_memory *memory, const struct sql *sql)
{
	struct kept_sql *kept = arena_new(&memory->arenas[0], struct kept_sql);
	struct kept_sql **bucket = &memory->buckets[bucket_of(sql->text)];

	*kept = (struct kept_sql){sql, *bucket};
	*bucket = kept;
}

struct sql *sql_of_file(
	struct arena *arena, const struct sql *kept, const struct migration_file *file)
{
	struct sql *sql = arena_new(arena, struct sql);
	size_t count = kept->statements.count;

	*sql = *kept;
	sql->file = file;
	sql->statements.items = arena_array(arena, struct statement, count + 1);
	sql->statements.capacity = count + 1;
	if (count)
		memcpy(
			sql->statements.items, kept->statements.items, count * sizeof *sql->statements.items);
	return sql;
}

struct catalog_memory *sql_memory_catalogs(struct sql_memory *memory)
{
	return &memory->catalogs;
}
