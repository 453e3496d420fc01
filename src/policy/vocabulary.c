/* SPDX-License-Identifier: MIT */
#include "policy/vocabulary.h"

#include "base/nearest.h"

const struct rule_key *vocabulary_rule(const struct vocabulary *vocabulary, struct str id)
{
	for (size_t i = 0; i < vocabulary->rule_count; i++)
		if (str_equal(id, str_from(vocabulary->rules[i]->id)))
			return vocabulary->rules[i];
	return NULL;
}

struct str vocabulary_nearest_rule(
	const struct vocabulary *vocabulary, struct arena *arena, struct str id)
{
	struct str_list ids = {0};

	for (size_t i = 0; i < vocabulary->rule_count; i++)
		str_list_add(arena, &ids, str_from(vocabulary->rules[i]->id));
	return nearest_word(arena, id, &ids);
}
