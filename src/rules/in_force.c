/* SPDX-License-Identifier: MIT */
#include "rules/in_force.h"

bool is_in_force(const struct subject *subject, const char *id)
{
	const struct rule_key key = {.id = id, .severity = SEVERITY_OFF};

	return policy_severity(subject->policy, &key) != SEVERITY_OFF ||
		str_list_contains(subject->active, str_from(id));
}
