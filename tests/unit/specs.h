/* SPDX-License-Identifier: MIT */
/* Migration sets as a policy describes them, for tests without a repository. */
#ifndef MIGHOOK_UNIT_SPECS_H
#define MIGHOOK_UNIT_SPECS_H

#include "unit/words.h"

#include "migration/spec.h"

/* The sets of a policy, each of which names its runner, so that no tree is asked. */
static inline struct set_specs specs_of(struct arena *arena, const char *text)
{
	struct vocabulary *vocabulary = arena_new(arena, struct vocabulary);
	struct policy *policy = arena_new(arena, struct policy);
	struct set_specs specs = {0};
	struct error error;

	*vocabulary = words_of(arena);
	if (policy_load(policy, arena, vocabulary, str_from(text), STR("p.yaml"), &error) ||
		set_specs_of(&specs, arena, policy, NULL, NULL, &error))
		fail_msg("%s", error.message);
	return specs;
}

/* The set in the folder `db` with these keys besides its path: "runner: goose, down: none". */
static inline const struct set_spec *spec_of(struct arena *arena, const char *keys)
{
	return specs_of(arena, str_format(arena, "sets: [{path: db, %s}]", keys).ptr).items;
}

#endif
