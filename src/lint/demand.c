/* SPDX-License-Identifier: MIT */
#include "lint/demand.h"

#include "base/vec.h"
#include "lint/run.h"

/* True if the rule is off in the catalogue and neither the policy nor --rule speaks of it. */
static bool is_left_off(
	const struct lint *lint, const struct policy *policy, const struct rule *rule)
{
	return rule->key.severity == SEVERITY_OFF && !lint->only->count &&
		!policy_setting(policy, "rules.%s.severity", rule->key.id);
}

enum severity lint_severity(
	const struct lint *lint, const struct policy *policy, const struct rule *rule)
{
	struct str id = str_from(rule->key.id);
	enum severity severity = policy_severity(policy, &rule->key);

	if (str_list_contains(lint->skip, id) ||
		(lint->only->count && !str_list_contains(lint->only, id)))
		return SEVERITY_OFF;
	if (!(rule->flags & RULE_ABOUT_MESSAGE) != !lint->changes->message.ptr)
		return SEVERITY_OFF;
	if (lint->only->count && severity == SEVERITY_OFF)
		return rule->key.severity != SEVERITY_OFF ? rule->key.severity : SEVERITY_WARNING;
	if ((rule->flags & RULE_ALWAYS_ERRORS) && is_left_off(lint, policy, rule))
		return SEVERITY_ERROR;
	return severity;
}

static void add(struct lint *lint, const struct policy *policy)
{
	struct demands *demands = vec_push(lint->arena, &lint->demands);

	demands->policy = policy;
	demands->of_rules = arena_array(lint->arena, struct demand, lint->rule_count);
	for (size_t i = 0; i < lint->rule_count; i++) {
		const struct rule *rule = lint->rules[i];
		struct demand *demand = &demands->of_rules[i];

		demand->severity = lint_severity(lint, policy, rule);
		if (demand->severity == SEVERITY_OFF)
			continue;
		demand->only_errors = is_left_off(lint, policy, rule);
		demand->takes_approval = (rule->flags & RULE_TAKES_APPROVAL) &&
			!str_equal(policy_option(policy, &rule->key, "approval"), STR("false"));
		str_list_add(lint->arena, &demands->active, str_from(rule->key.id));
	}
}

void lint_demand(struct lint *lint, const struct set_specs *specs)
{
	lint->demands.count = 0;
	add(lint, lint->policy);
	for (size_t i = 0; i < specs->count; i++)
		if (specs->items[i].policy != lint->policy)
			add(lint, specs->items[i].policy);
}

const struct demands *lint_demands(const struct lint *lint, const struct set_spec *spec)
{
	for (size_t i = 1; spec && i < lint->demands.count; i++)
		if (lint->demands.items[i].policy == spec->policy)
			return &lint->demands.items[i];
	return &lint->demands.items[0];
}

bool demands_have(const struct demands *demands, const struct lint *lint, enum rule_flags flag)
{
	for (size_t i = 0; i < lint->rule_count; i++)
		if ((lint->rules[i]->flags & flag) && demands->of_rules[i].severity != SEVERITY_OFF)
			return true;
	return false;
}
