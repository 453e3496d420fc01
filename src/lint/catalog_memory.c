/* SPDX-License-Identifier: MIT */
#include "lint/catalog_memory.h"

#include "migration/wrapping.h"
#include "schema/store.h"

/* Most sets have no file that says how another is wrapped: nobody need look for each. */
static bool has_wrapping_files(const struct migration_set *set)
{
	struct str name = str_from(set->spec->runner->opt_out_file);

	for (size_t i = 0; name.ptr && i < set->files.count; i++)
		if (set->files.items[i]->head && str_ends(set->files.items[i]->path, name))
			return true;
	return false;
}

/* What a catalog depends on, of each file as it is now. */
static struct catalog_file *list_files(
	struct arena *arena, const struct migration_set *set, const struct up_text *texts, size_t count)
{
	struct catalog_file *files = arena_array(arena, struct catalog_file, count);
	bool has_wrapping = has_wrapping_files(set);

	for (size_t i = 0; i < count; i++) {
		const struct migration_file *file = texts[i].file;
		const struct migration_file *other = has_wrapping ? wrapping_file(arena, set, file) : NULL;

		files[i] = (struct catalog_file){
			.path = file->path,
			.role = file->name.role,
			.type = file->head->mode & MODE_TYPE,
			.id = file->head->id,
			.wrapping = other && other->head ? other->head->id : (struct object_id){{0}},
		};
	}
	return files;
}

static bool is_same(const struct catalog_file *a, const struct catalog_file *b)
{
	return object_id_equal(&a->id, &b->id) && a->role == b->role && a->type == b->type &&
		object_id_equal(&a->wrapping, &b->wrapping) && str_equal(a->path, b->path);
}

static bool is_beginning(const struct kept_catalog *kept, const struct catalog_file *files)
{
	/* histories differ at their ends */
	for (size_t i = kept->count; i > 0; i--)
		if (!is_same(&kept->files[i - 1], &files[i - 1]))
			return false;
	return true;
}

struct catalog *catalog_memory_load(struct catalog_memory *memory, struct arena *arena,
	const struct migration_set *set, const struct up_text *texts, size_t count, size_t *ret_count)
{
	const struct catalog_file *files = list_files(arena, set, texts, count);
	const struct kept_catalog *best = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(memory->kept); i++) {
		const struct kept_catalog *kept = &memory->kept[i];

		if (kept->spec == set->spec && kept->count <= count &&
			(!best || best->count < kept->count) && is_beginning(kept, files))
			best = kept;
	}
	if (!best)
		return NULL;
	*ret_count = best->count;
	/* it goes on reading its bytes while others are kept */
	return catalog_load(arena, str_copy(arena, best->bytes), STORED_IN_MEMORY);
}

void catalog_memory_store(struct catalog_memory *memory, struct arena *arena,
	const struct migration_set *set, const struct up_text *texts, size_t count,
	const struct catalog *catalog)
{
	struct str bytes = catalog_store(arena, catalog);
	struct kept_catalog *kept = &memory->kept[memory->next];
	struct catalog_file *files;

	memory->next = (memory->next + 1) % ARRAY_LENGTH(memory->kept);
	arena_release(&kept->arena);
	files = list_files(&kept->arena, set, texts, count);
	for (size_t i = 0; i < count; i++)
		files[i].path = str_copy(&kept->arena, files[i].path);
	kept->spec = set->spec;
	kept->files = files;
	kept->count = count;
	kept->bytes = str_copy(&kept->arena, bytes);
}

void catalog_memory_forget(struct catalog_memory *memory)
{
	for (size_t i = 0; i < ARRAY_LENGTH(memory->kept); i++)
		arena_release(&memory->kept[i].arena);
	*memory = (struct catalog_memory){.next = 0};
}
