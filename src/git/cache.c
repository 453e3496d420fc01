/* SPDX-License-Identifier: MIT */
#include "git/cache.h"

#include "git/cache_folder.h"

/* What is kept in memory under one key. */
struct slot {
	struct arena arena;
	struct str key, bytes; /* key: ptr NULL: free */
};

struct cache {
	struct str common; /* ptr NULL: no folder */
	bool is_in_memory;
	struct slot slots[CACHE_KEPT];
	size_t next; /* slot to be filled: the one filled longest ago */
};

struct cache *cache_open(struct arena *arena, struct str common)
{
	struct cache *cache = arena_new(arena, struct cache);

	if (common.ptr)
		cache->common = str_copy(arena, common);
	return cache;
}

void cache_close(struct cache **cache)
{
	for (size_t i = 0; *cache && i < CACHE_KEPT; i++)
		arena_release(&(*cache)->slots[i].arena);
	*cache = NULL;
}

void cache_use_memory(struct cache *cache)
{
	cache->is_in_memory = true;
}

static struct slot *find(struct cache *cache, struct str key)
{
	for (size_t i = 0; i < CACHE_KEPT; i++)
		if (cache->slots[i].key.ptr && str_equal(cache->slots[i].key, key))
			return &cache->slots[i];
	return NULL;
}

struct str_list cache_keys(struct cache *cache, struct arena *arena)
{
	struct str_list keys = {0};

	if (!cache->is_in_memory)
		return cache->common.ptr ? cache_folder_keys(cache->common, arena) : keys;
	for (size_t i = 0; i < CACHE_KEPT; i++)
		if (cache->slots[i].key.ptr)
			str_list_add(arena, &keys, cache->slots[i].key);
	return keys;
}

bool cache_read(struct cache *cache, struct arena *arena, struct str key, struct str *ret)
{
	const struct slot *slot;

	if (!cache->is_in_memory)
		return cache->common.ptr && cache_folder_read(cache->common, arena, key, ret);
	slot = find(cache, key);
	if (slot)
		*ret = str_copy(arena, slot->bytes);
	return slot != NULL;
}

static void write_slot(struct cache *cache, struct str key, struct str bytes)
{
	struct slot *slot = &cache->slots[cache->next];

	cache->next = (cache->next + 1) % CACHE_KEPT;
	arena_release(&slot->arena);
	slot->key = str_copy(&slot->arena, key);
	slot->bytes = str_copy(&slot->arena, bytes);
}

void cache_write(struct cache *cache, struct str key, struct str bytes)
{
	if (cache->is_in_memory)
		write_slot(cache, key, bytes);
	else if (cache->common.ptr)
		cache_folder_write(cache->common, key, bytes);
}

bool cache_delete(struct str common)
{
	return cache_folder_delete(common);
}

void cache_remove(struct cache *cache, struct str key)
{
	struct slot *slot = find(cache, key);

	if (slot)
		slot->key = (struct str){NULL, 0};
	else if (!cache->is_in_memory && cache->common.ptr)
		cache_folder_remove(cache->common, key);
}

void cache_rename(struct cache *cache, struct str from, struct str to)
{
	struct slot *slot = find(cache, from);

	if (slot)
		slot->key = str_copy(&slot->arena, to);
	else if (!cache->is_in_memory && cache->common.ptr)
		cache_folder_rename(cache->common, from, to);
}
