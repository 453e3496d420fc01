/* SPDX-License-Identifier: MIT */
#include "database/pair_match.h"

#include "base/sort.h"
#include "base/vec.h"

/* Candidates of one side. */
struct side {
	size_t count;
	struct candidate *last;
};

/* Those that share a key. */
struct group {
	struct side files, rows;
	struct candidate **members;
	size_t count;
};

/* A candidate under one of its keys. */
struct keyed_candidate {
	size_t family;
	struct str key;
	struct candidate *candidate;
};

struct keyed {
	struct arena *arena;
	struct keyed_candidate *items;
	size_t count, capacity;
};

static void add_key(struct keyed *keyed, struct candidate *candidate, struct str key)
{
	*vec_push(keyed->arena, keyed) = (struct keyed_candidate){candidate->family, key, candidate};
}

static int by_key(const void *left, const void *right)
{
	const struct keyed_candidate *a = left, *b = right;
	int order = (a->family > b->family) - (a->family < b->family);

	if (!order)
		order = str_compare(a->key, b->key);
	return order ? order : (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static bool share_key(const struct keyed_candidate *a, const struct keyed_candidate *b)
{
	return a->family == b->family && str_equal(a->key, b->key);
}

/* Tells each candidate who else has one of its keys. */
static void make_groups(struct keyed *keyed)
{
	struct candidate **members = arena_array(keyed->arena, struct candidate *, keyed->count + 1);
	struct group *group = NULL;

	sort(keyed->items, keyed->count, sizeof *keyed->items, by_key);
	for (size_t i = 0; i < keyed->count; i++) {
		struct candidate *candidate = keyed->items[i].candidate;
		struct side *side;

		if (!group || !share_key(&keyed->items[i - 1], &keyed->items[i])) {
			group = arena_new(keyed->arena, struct group);
			group->members = &members[i];
		}
		side = candidate->is_row ? &group->rows : &group->files;
		side->count++;
		side->last = candidate;
		group->members[group->count++] = candidate;
		*vec_push(keyed->arena, &candidate->groups) = group;
	}
}

/* How many of the other side share a key with it: 0, 1, or 2 for several. */
static unsigned count_others(const struct candidate *candidate, struct candidate **ret)
{
	*ret = NULL;
	for (size_t i = 0; i < candidate->groups.count; i++) {
		const struct group *group = candidate->groups.items[i];
		const struct side *others = candidate->is_row ? &group->files : &group->rows;

		if (others->count > 1 || (others->count && *ret && *ret != others->last))
			return 2;
		if (others->count)
			*ret = others->last;
	}
	return *ret ? 1 : 0;
}

/* What two have in common that have each other alone. */
static enum pair_kind kind_of(const struct candidate *file, const struct candidate *row)
{
	bool has_name = file->name.ptr && row->name.ptr && str_equal(file->name, row->name);
	bool has_content = row->contents.count &&
		str_list_contains(&file->contents, row->contents.items[0]);

	if (has_content)
		return has_name ? PAIR_CERTAIN : PAIR_RENAMED;
	return file->contents.count && row->contents.count ? PAIR_EDITED : PAIR_NAMED;
}

static void pair_groups(struct candidates *candidates)
{
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *file = &candidates->items[i], *row, *back;

		if (file->is_row || file->partner || count_others(file, &row) != 1 ||
			count_others(row, &back) != 1)
			continue;
		file->kind = row->kind = kind_of(file, row);
		file->partner = row;
		row->partner = file;
	}
}

static void pair_by_both(struct candidates *candidates, struct arena *arena)
{
	struct keyed keyed = {.arena = arena};

	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];

		for (size_t j = 0; candidate->name.ptr && j < candidate->contents.count; j++)
			add_key(&keyed, candidate,
				str_format(arena, "%.*s %.*s", STR_ARG(candidate->name),
					STR_ARG(candidate->contents.items[j])));
	}
	make_groups(&keyed);
	pair_groups(candidates);
}

static void pair_by_either(struct candidates *candidates, struct arena *arena)
{
	struct keyed keyed = {.arena = arena};

	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];

		candidate->groups.count = 0;
		if (candidate->partner || candidate->is_bound)
			continue;
		if (candidate->name.ptr)
			add_key(&keyed, candidate, str_format(arena, "name %.*s", STR_ARG(candidate->name)));
		for (size_t j = 0; j < candidate->contents.count; j++)
			add_key(&keyed, candidate, candidate->contents.items[j]);
	}
	make_groups(&keyed);
	pair_groups(candidates);
}

void pair_match(struct candidates *candidates, struct arena *arena)
{
	struct candidate *other;

	pair_by_both(candidates, arena);
	pair_by_either(candidates, arena);
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];

		if (!candidate->partner && count_others(candidate, &other))
			candidate->kind = PAIR_AMBIGUOUS;
	}
}

static bool is_among(
	const struct candidate *candidate, const struct candidate *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == candidate)
			return true;
	return false;
}

size_t pair_rivals(const struct candidate *candidate, const struct candidate *ret[PAIR_RIVALS + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < candidate->groups.count; i++) {
		const struct group *group = candidate->groups.items[i];

		for (size_t j = 0; j < group->count && count <= PAIR_RIVALS; j++)
			if (group->members[j]->is_row != candidate->is_row &&
				!is_among(group->members[j], ret, count))
				ret[count++] = group->members[j];
	}
	return count;
}
