/* SPDX-License-Identifier: MIT */
#include "lint/mentions.h"

enum { NAMES = 3 };

/* The hashes of a fact's names, each once; returns how many. */
static size_t hashes(const struct mentions *mentions, const struct fact *fact, size_t ret[NAMES])
{
	const struct str names[NAMES] = {fact->object.name, fact->table.name, fact->new_name};
	size_t count = 0;

	for (size_t i = 0; i < NAMES; i++) {
		size_t own = str_hash(names[i]) & (mentions->hash_count - 1);
		bool is_new = names[i].len > 0;

		for (size_t j = 0; j < count; j++)
			is_new &= ret[j] != own;
		if (is_new)
			ret[count++] = own;
	}
	return count;
}

struct mentions mentions_of(struct arena *arena, struct sql *const *texts, size_t count)
{
	struct mentions mentions = {.hash_count = 1};
	size_t facts = 0, found[NAMES];

	for (size_t i = 0; i < count; i++)
		facts += texts[i]->facts.count;
	while (mentions.hash_count < facts)
		mentions.hash_count *= 2;
	mentions.items = arena_array(arena, struct mentioned, NAMES * facts);
	mentions.starts = arena_array(arena, size_t, mentions.hash_count + 2);
	/* counted, then put where the counts say: `starts` is one ahead until the end */
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < texts[i]->facts.count; j++)
			for (size_t k = hashes(&mentions, &texts[i]->facts.items[j], found); k > 0; k--)
				mentions.starts[found[k - 1] + 2]++;
	for (size_t i = 2; i < mentions.hash_count + 2; i++)
		mentions.starts[i] += mentions.starts[i - 1];
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < texts[i]->facts.count; j++)
			for (size_t k = hashes(&mentions, &texts[i]->facts.items[j], found); k > 0; k--)
				mentions.items[mentions.starts[found[k - 1] + 1]++] = (struct mentioned){
					texts[i], &texts[i]->facts.items[j]};
	return mentions;
}

struct mentioned_facts mentions_find(const struct mentions *mentions, struct str name)
{
	size_t own;

	if (!mentions->hash_count || !name.len)
		return (struct mentioned_facts){.count = 0};
	own = str_hash(name) & (mentions->hash_count - 1);
	return (struct mentioned_facts){
		.items = mentions->items + mentions->starts[own],
		.count = mentions->starts[own + 1] - mentions->starts[own],
	};
}
