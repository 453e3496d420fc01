/* SPDX-License-Identifier: MIT */
/* Who has approved, counted against who must. */
#include "lint/review.h"

static const char *const reviewer_names[REVIEWER_COUNT] = {
	[REVIEWER_ENGINEER] = "engineer",
	[REVIEWER_LEAD] = "lead",
	[REVIEWER_PM] = "PM",
	[REVIEWER_SECURITY] = "security",
	[REVIEWER_COMPLIANCE] = "compliance",
};

const char *reviewer_name(enum reviewer reviewer)
{
	return reviewer_names[reviewer];
}

bool approval_read(struct str text, struct approval *ret)
{
	struct approval approval = {.name = str_next_word(&text), .role = REVIEWER_ENGINEER};
	struct str word;

	if (!approval.name.len)
		return false;
	while ((word = str_next_word(&text)).len)
		for (unsigned role = 0; role < REVIEWER_COUNT; role++)
			if (str_equal_ignoring_case(word, str_from(reviewer_names[role]))) {
				approval.role = role;
				text.len = 0;
				break;
			}
	*ret = approval;
	return true;
}

struct reviewers reviewers_missing(
	const struct reviewers *required, const struct approvals *approvals)
{
	struct reviewers missing = *required;
	unsigned spare = 0;

	for (size_t i = 0; i < approvals->count; i++) {
		unsigned *wanted = &missing.count[approvals->items[i].role];

		if (*wanted)
			(*wanted)--;
		else
			spare++;
	}
	missing.count[REVIEWER_ENGINEER] -= spare < missing.count[REVIEWER_ENGINEER]
		? spare
		: missing.count[REVIEWER_ENGINEER];
	return missing;
}
