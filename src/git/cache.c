/* SPDX-License-Identifier: MIT */
#include "git/cache.h"

#include "git/cache_folder.h"

struct cache {
	struct str common; /* ptr NULL: nothing is kept */
};

struct cache *cache_open(struct arena *arena, struct str common)
{
	struct cache *cache = arena_new(arena, struct cache);

	if (common.ptr)
		cache->common = str_copy(arena, common);
	return cache;
}

void cache_disable(struct cache *cache)
{
	cache->common = (struct str){NULL, 0};
}

struct str_list cache_keys(struct cache *cache, struct arena *arena)
{
	return cache->common.ptr ? cache_folder_keys(cache->common, arena)
							 : (struct str_list){NULL, 0, 0};
}

bool cache_read(struct cache *cache, struct arena *arena, struct str key, struct str *ret)
{
	return cache->common.ptr && cache_folder_read(cache->common, arena, key, ret);
}

void cache_write(struct cache *cache, struct str key, struct str bytes)
{
	if (cache->common.ptr)
		cache_folder_write(cache->common, key, bytes);
}

bool cache_delete(struct str common)
{
	return cache_folder_delete(common);
}

void cache_remove(struct cache *cache, struct str key)
{
	if (cache->common.ptr)
		cache_folder_remove(cache->common, key);
}

void cache_rename(struct cache *cache, struct str from, struct str to)
{
	if (cache->common.ptr)
		cache_folder_rename(cache->common, from, to);
}
