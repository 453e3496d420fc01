/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"

/* A warning about the order of versions leaves it to the team whether they count: nobody's file is
 * renamed for it. */
static bool is_advice(const struct diagnostic *diagnostic)
{
	static const char *const rules[] = {"version-out-of-order", "version-in-future"};

	for (size_t i = 0; i < ARRAY_LENGTH(rules); i++)
		if (!strcmp(diagnostic->rule->key.id, rules[i]))
			return diagnostic->severity < SEVERITY_ERROR;
	return false;
}

/* The names that the rule itself has found. */
void mend_name(const struct repair_site *site, struct mending *ret)
{
	if (!is_advice(site->diagnostic))
		ret->moves = site->diagnostic->moves;
}

/* A policy that wants rollbacks beside their migrations would miss it elsewhere. */
void mend_rollback_place(const struct repair_site *site, struct mending *ret)
{
	if (site->set->spec->down != DOWN_SIBLING)
		ret->moves = site->diagnostic->moves;
}
