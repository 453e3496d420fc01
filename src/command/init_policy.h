/* SPDX-License-Identifier: MIT */
/* The policy file that a repository starts with. */
#ifndef MIGHOOK_COMMAND_INIT_POLICY_H
#define MIGHOOK_COMMAND_INIT_POLICY_H

#include "check_adopt.h"

struct policy_draft {
	struct str_list extends; /* shipped policies */
	const struct policy *shipped; /* what they say; NULL: not known yet */
	const struct adopted_set *sets;
	size_t set_count; /* 0: they are not known yet */
	size_t most_migrations; /* the option `max` of migration-count; 0: its default */
	bool must_come_first; /* what is not merged yet needs an entry that is, see check_policy.h */
	struct grandfathers excused; /* sorted by rule and path, each once */
};

/* Adds what excuses the findings: for each the entry that is as narrow as it can be. Those that
 * no entry can be written for are added to `left`, one of each rule and path. True if the draft has
 * changed. */
bool policy_draft_excuse(struct policy_draft *draft, struct arena *arena,
	const struct check_result *result, struct diagnostics *left);

/* The file. */
struct str policy_draft_text(struct arena *arena, const struct policy_draft *draft);

#endif
