/* SPDX-License-Identifier: MIT */
#include "lint/mentions.h"

#include <stdint.h>

/* The keys of one fact. */
enum { MOST_KEYS = 5 };

struct keys {
	uint32_t items[MOST_KEYS], count; /* each once */
};

static uint32_t key_of(const struct mentions *mentions, enum mention_kind kind, struct str name,
	struct str table, const struct sql *sql)
{
	uint64_t value = str_hash(name);

	value = value * 31 + str_hash(table);
	value = value * 31 + (uintptr_t)sql;
	value = (value + (uint64_t)kind) * 0x9e3779b97f4a7c15U;
	return (uint32_t)((value ^ value >> 32) & (mentions->hash_count - 1));
}

static void add_key(const struct mentions *mentions, struct keys *keys, enum mention_kind kind,
	struct str name, struct str table, const struct sql *sql)
{
	uint32_t key = key_of(mentions, kind, name, table, sql);

	for (size_t i = 0; i < keys->count; i++)
		if (keys->items[i] == key)
			return;
	keys->items[keys->count++] = key;
}

static const struct str no_table = {NULL, 0};

static void add_with_table(const struct mentions *mentions, struct keys *keys,
	enum mention_kind kind, struct str name, struct str table, const struct sql *sql)
{
	add_key(mentions, keys, kind, name, no_table, sql);
	if (table.len)
		add_key(mentions, keys, kind, name, table, sql);
}

static struct keys keys_of(
	const struct mentions *mentions, const struct sql *sql, const struct fact *fact)
{
	struct keys keys = {.count = 0};
	struct str name = fact->act == ACT_RENAME ? fact->new_name : fact->object.name;

	if (fact->act == ACT_CREATE && (fact->flags & FACT_TEMPORARY))
		add_key(mentions, &keys, MENTION_TEMPORARY, name, no_table, sql);
	switch (fact->act) {
	case ACT_CREATE:
	case ACT_RENAME:
		add_with_table(mentions, &keys, MENTION_MADE, name, fact->table.name, NULL);
		add_with_table(mentions, &keys, MENTION_MADE, name, fact->table.name, sql);
		break;
	case ACT_DROP:
	case ACT_ENABLE_ROW_SECURITY:
		add_key(mentions, &keys, MENTION_CHANGED, name, no_table, NULL);
		if (fact->table.name.len)
			add_key(mentions, &keys, MENTION_CHANGED, fact->table.name, no_table, NULL);
		if (fact->act == ACT_DROP)
			add_with_table(mentions, &keys, MENTION_REMOVED, name, fact->table.name, sql);
		break;
	case ACT_DELETE:
	case ACT_TRUNCATE:
		add_key(mentions, &keys, MENTION_REMOVED, name, no_table, sql);
		break;
	default:
		break;
	}
	return keys;
}

struct mentions mentions_of(struct arena *arena, struct sql *const *texts, size_t count)
{
	_cleanup_(arena_release) struct arena scratch = {0};
	struct mentions mentions = {.hash_count = 1};
	size_t facts = 0, at = 0;
	struct keys *all;

	for (size_t i = 0; i < count; i++)
		facts += texts[i]->facts.count;
	while (mentions.hash_count < facts)
		mentions.hash_count *= 2;
	mentions.starts = arena_array(arena, size_t, mentions.hash_count + 2);
	/* counted, then put where the counts say: `starts` is one ahead until the end */
	all = arena_array(&scratch, struct keys, facts);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < texts[i]->facts.count; j++) {
			struct keys *keys = &all[at++];

			*keys = keys_of(&mentions, texts[i], &texts[i]->facts.items[j]);
			for (size_t k = 0; k < keys->count; k++)
				mentions.starts[keys->items[k] + 2]++;
		}
	for (size_t i = 2; i < mentions.hash_count + 2; i++)
		mentions.starts[i] += mentions.starts[i - 1];
	mentions.items = arena_array(arena, struct mentioned, mentions.starts[mentions.hash_count + 1]);
	at = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < texts[i]->facts.count; j++, at++)
			for (size_t k = 0; k < all[at].count; k++)
				mentions.items[mentions.starts[all[at].items[k] + 1]++] = (struct mentioned){
					texts[i], &texts[i]->facts.items[j]};
	return mentions;
}

struct mentioned_facts mentions_find(const struct mentions *mentions, enum mention_kind kind,
	struct str name, struct str table, const struct sql *sql)
{
	size_t key;

	if (!mentions->hash_count || (table.ptr ? !table.len : !name.len))
		return (struct mentioned_facts){.count = 0};
	key = key_of(mentions, kind, name, table, sql);
	return (struct mentioned_facts){
		.items = mentions->items + mentions->starts[key],
		.count = mentions->starts[key + 1] - mentions->starts[key],
	};
}
