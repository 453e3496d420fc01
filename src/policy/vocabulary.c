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

bool vocabulary_is_later(const struct vocabulary *vocabulary, struct str id)
{
	for (size_t i = 0; i < vocabulary->later_rule_count; i++)
		if (str_equal(id, str_from(vocabulary->later_rules[i])))
			return true;
	return false;
}

static struct str_list checked_ids(const struct vocabulary *vocabulary, struct arena *arena)
{
	struct str_list ids = {0};

	for (size_t i = 0; i < vocabulary->rule_count; i++)
		str_list_add(arena, &ids, str_from(vocabulary->rules[i]->id));
	return ids;
}

struct str vocabulary_nearest_rule(
	const struct vocabulary *vocabulary, struct arena *arena, struct str id)
{
	struct str_list ids = checked_ids(vocabulary, arena);

	return nearest_word(arena, id, &ids);
}

struct str vocabulary_nearest_known(
	const struct vocabulary *vocabulary, struct arena *arena, struct str id)
{
	struct str_list ids = checked_ids(vocabulary, arena);

	for (size_t i = 0; i < vocabulary->later_rule_count; i++)
		str_list_add(arena, &ids, str_from(vocabulary->later_rules[i]));
	return nearest_word(arena, id, &ids);
}
