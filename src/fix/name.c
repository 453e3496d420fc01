/* SPDX-License-Identifier: MIT */
#include "fix/repair.h"

/* The names that the rule itself has found. A warning about the order leaves it to the team whether
 * that counts: nobody's file is renamed for it. */
void mend_name(const struct repair_site *site, struct mending *ret)
{
	bool is_about_order = !strcmp(site->diagnostic->rule->key.id, "version-out-of-order");

	if (!is_about_order || site->diagnostic->severity == SEVERITY_ERROR)
		ret->moves = site->diagnostic->moves;
}

/* A policy that wants rollbacks beside their migrations would miss it elsewhere. */
void mend_rollback_place(const struct repair_site *site, struct mending *ret)
{
	if (site->set->spec->down != DOWN_SIBLING)
		ret->moves = site->diagnostic->moves;
}
