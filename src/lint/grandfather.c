/* SPDX-License-Identifier: MIT */
#include "lint/grandfather.h"

#include "base/sha256.h"

/* Entries by rule and path. */
struct table {
	const struct grandfathers *entries;
	size_t *first; /* of a bucket: an entry's place from 1 on; 0: it is empty */
	size_t *next; /* of the same bucket, for each entry */
	size_t bucket_count; /* a power of 2; 0: not filled yet */
};

struct excuses {
	struct arena *arena;
	struct table own, trusted;
};

struct str grandfather_fingerprint(struct arena *arena, struct str content)
{
	return sha256_hex(arena, str_with_lf(arena, content));
}

struct excuses *excuses_of(
	struct arena *arena, const struct policy *policy, const struct grandfathers *trusted)
{
	struct excuses *excuses = arena_new(arena, struct excuses);

	excuses->arena = arena;
	excuses->own.entries = &policy->grandfathers;
	excuses->trusted.entries = trusted;
	return excuses;
}

static size_t bucket_of(const struct table *table, struct str rule, struct str path)
{
	return (str_hash(rule) ^ str_hash(path)) & (table->bucket_count - 1);
}

static void fill(struct table *table, struct arena *arena)
{
	const struct grandfathers *entries = table->entries;

	table->bucket_count = 64;
	while (table->bucket_count < entries->count)
		table->bucket_count *= 2;
	table->first = arena_array(arena, size_t, table->bucket_count);
	table->next = arena_array(arena, size_t, entries->count);
	for (size_t i = entries->count; i-- > 0;) {
		size_t *first =
			&table->first[bucket_of(table, entries->items[i].rule, entries->items[i].path)];

		table->next[i] = *first;
		*first = i + 1;
	}
}

static bool is_same(struct str a, struct str b)
{
	return !a.ptr == !b.ptr && str_equal(a, b);
}

/* The next entry of that rule and path behind the place `*at`, 0 at first; NULL: there is no more.
 */
static const struct grandfather *next_entry(
	struct table *table, struct arena *arena, struct str rule, struct str path, size_t *at)
{
	if (!table->bucket_count)
		fill(table, arena);
	*at = *at ? table->next[*at - 1] : table->first[bucket_of(table, rule, path)];
	for (; *at; *at = table->next[*at - 1]) {
		const struct grandfather *entry = &table->entries->items[*at - 1];

		if (str_equal(entry->rule, rule) && is_same(entry->path, path))
			return entry;
	}
	return NULL;
}

/* A file is hashed once, however many findings there are in it. */
static bool has_fingerprint(
	struct arena *arena, const struct diagnostic *diagnostic, struct str wanted)
{
	struct script *script = diagnostic->file ? diagnostic->file->script : NULL;

	if (!diagnostic->content.ptr)
		return false;
	if (!script)
		return str_equal(wanted, grandfather_fingerprint(arena, diagnostic->content));
	if (!script->fingerprint.ptr)
		script->fingerprint = grandfather_fingerprint(arena, script->content);
	return str_equal(wanted, script->fingerprint);
}

static bool is_trusted(struct excuses *excuses, const struct grandfather *entry)
{
	const struct grandfather *trusted;
	size_t at = 0;

	while ((trusted = next_entry(&excuses->trusted, excuses->arena, entry->rule, entry->path, &at)))
		if (is_same(trusted->fingerprint, entry->fingerprint))
			return true;
	return false;
}

/* As above, by the entries of one path; ptr NULL: by those of any. */
static bool is_covered(
	struct excuses *excuses, const struct diagnostic *diagnostic, struct str path)
{
	struct str rule = str_from(diagnostic->rule->key.id);
	const struct grandfather *entry;
	size_t at = 0;

	while ((entry = next_entry(&excuses->own, excuses->arena, rule, path, &at)))
		if ((!entry->fingerprint.ptr ||
				has_fingerprint(excuses->arena, diagnostic, entry->fingerprint)) &&
			(!diagnostic->rule->key.grandfather_only || is_trusted(excuses, entry)))
			return true;
	return false;
}

bool excuses_cover(struct excuses *excuses, const struct diagnostic *diagnostic)
{
	if (!excuses->own.entries->count)
		return false;
	return (diagnostic->path.ptr && is_covered(excuses, diagnostic, diagnostic->path)) ||
		is_covered(excuses, diagnostic, (struct str){NULL, 0});
}
