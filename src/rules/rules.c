/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include "migration/history_adapter.h"
#include "migration/runner.h"

#define RULE(name) extern const struct rule rule_##name;
#include "rules/rules.def"
#undef RULE

const struct rule *const rules[] = {
#define RULE(name) &rule_##name,
#include "rules/rules.def"
#undef RULE
};

const size_t rule_count = ARRAY_LENGTH(rules);

const struct rule *rule_find(struct str id)
{
	for (size_t i = 0; i < rule_count; i++)
		if (str_equal(id, str_from(rules[i]->key.id)))
			return rules[i];
	return NULL;
}

struct vocabulary rules_vocabulary(struct arena *arena)
{
	const struct rule_key **keys = arena_array(arena, const struct rule_key *, rule_count);
	struct vocabulary vocabulary = {
		.rules = keys,
		.rule_count = rule_count,
	};

	for (size_t i = 0; i < rule_count; i++)
		keys[i] = &rules[i]->key;
	for (size_t i = 0; i < runner_count; i++)
		str_list_add(arena, &vocabulary.runners, str_from(runners[i].name));
	for (size_t i = 0; i < history_adapter_count; i++)
		str_list_add(arena, &vocabulary.histories, str_from(history_adapters[i].name));
	for (size_t i = 0; i < HISTORY_COLUMN_COUNT; i++)
		str_list_add(arena, &vocabulary.history_columns, str_from(history_column_names[i]));
	return vocabulary;
}
