/* SPDX-License-Identifier: MIT */
/* The parts of mighook-policy(5). */
#include "documents/parts.h"

#include "command/topics.h"
#include "documents/mdoc.h"
#include "migration/runner.h"
#include "policy/policy.h"

/* "sets[]" of "sets[].path"; empty at the top. */
static struct str parent_of(struct str pattern)
{
	size_t end = pattern.len;

	while (end && pattern.ptr[end - 1] != '.')
		end--;
	return str_slice(pattern, 0, end ? end - 1 : 0);
}

static struct str parent_of_key(size_t key)
{
	return parent_of(str_from(policy_keys[key].pattern));
}

/* All keys of one mapping, from the first of them on. */
static void write_mapping(struct mdoc *mdoc, size_t first)
{
	struct str parent = parent_of_key(first);

	if (parent.len)
		mdoc_macro(mdoc, "Ss Keys of %.*s\\&", STR_ARG(parent));
	mdoc_macro(mdoc, "Bl -tag -width Ds");
	for (size_t i = first; i < policy_key_count; i++) {
		struct str pattern = str_from(policy_keys[i].pattern);

		if (!str_equal(parent, parent_of_key(i)))
			continue;
		mdoc_macro(mdoc, "It Cm %.*s",
			STR_ARG(str_slice(pattern, parent.len + (parent.len > 0), pattern.len)));
		mdoc_text(mdoc, policy_key_meaning(mdoc->arena, &policy_keys[i]));
	}
	mdoc_macro(mdoc, "El");
}

static void write_keys(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};

	for (size_t i = 0; i < policy_key_count; i++) {
		size_t first = 0;

		while (!str_equal(parent_of_key(first), parent_of_key(i)))
			first++;
		if (first == i)
			write_mapping(&mdoc, i);
	}
}

static void write_shipped(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};
	struct shipped_policies shipped = policy_shipped(arena);

	mdoc_macro(&mdoc, "Bl -tag -width Ds");
	for (size_t i = 0; i < shipped.count; i++) {
		mdoc_macro(&mdoc, "It Cm %.*s", STR_ARG(shipped.items[i].name));
		mdoc_sentence(&mdoc, shipped.items[i].summary);
	}
	mdoc_macro(&mdoc, "El");
}

static void write_runners(FILE *out, struct arena *arena)
{
	struct mdoc mdoc = {.out = out, .arena = arena};

	mdoc_macro(&mdoc, "Bl -tag -width golang-migrate -compact");
	for (size_t i = 0; i < runner_count; i++) {
		mdoc_macro(&mdoc, "It Cm %s", runners[i].name);
		mdoc_macro(&mdoc, "Pa %s", mdoc_argument(arena, str_from(runners[i].expected_name)).ptr);
	}
	mdoc_macro(&mdoc, "El");
}

const struct part policy_parts[] = {
	{"policy-keys", write_keys},
	{"shipped-policies", write_shipped},
	{"runners", write_runners},
	{NULL},
};
