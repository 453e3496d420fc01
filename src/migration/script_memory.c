/* SPDX-License-Identifier: MIT */
#include "migration/script_memory.h"

#include "migration/set_memory.h"

/* What a file says depends on how it is read: on its set, and its place in it. */
struct kept_script {
	struct object_id id;
	const struct set_spec *spec;
	enum role role;
	struct script script;
	struct kept_script *next;
};

static struct kept_script **bucket_of(struct script_memory *memory, const struct object_id *id)
{
	size_t bits = (size_t)id->bytes[0] << 8 | id->bytes[1];

	return &memory->buckets[bits % ARRAY_LENGTH(memory->buckets)];
}

static const struct kept_script *find(struct script_memory *memory, const struct object_id *id,
	const struct set_spec *spec, enum role role)
{
	for (const struct kept_script *kept = *bucket_of(memory, id); kept; kept = kept->next)
		if (object_id_equal(&kept->id, id) && kept->spec == spec && kept->role == role)
			return kept;
	return NULL;
}

static const struct kept_script *keep(struct script_memory *memory, const struct object_id *id,
	const struct set_spec *spec, enum role role, struct str content)
{
	struct kept_script *kept = arena_new(&memory->arena, struct kept_script);
	struct kept_script **bucket = bucket_of(memory, id);

	kept->id = *id;
	kept->spec = spec;
	kept->role = role;
	kept->script = *script_read(&memory->arena, spec, role, str_copy(&memory->arena, content));
	kept->next = *bucket;
	*bucket = kept;
	memory->size += content.len;
	return kept;
}

int script_of_entry(struct script **ret, struct arena *arena, const struct change_set *changes,
	const struct set_spec *spec, enum role role, const struct entry *entry, struct error *reterr)
{
	struct script_memory *memory = changes->set_memory && !entry->content.ptr
		? &changes->set_memory->scripts
		: NULL;
	const struct kept_script *kept = memory ? find(memory, &entry->id, spec, role) : NULL;
	struct str content;

	if (!kept && tree_content(changes->head, entry, &content, reterr))
		return -1;
	if (!memory) {
		*ret = script_read(arena, spec, role, content);
		return 0;
	}
	if (!kept)
		kept = keep(memory, &entry->id, spec, role, content);
	*ret = arena_new(arena, struct script);
	**ret = kept->script;
	return 0;
}
