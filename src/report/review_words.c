/* SPDX-License-Identifier: MIT */
#include "report/review_words.h"

struct str reviewers_shown(struct arena *arena, const struct reviewers *reviewers)
{
	struct text text = {.arena = arena};

	for (unsigned role = 0; role < REVIEWER_COUNT; role++) {
		unsigned count = reviewers->count[role];

		if (!count)
			continue;
		if (text.len)
			text_add(&text, STR(" + "));
		if (count > 1 || role == REVIEWER_ENGINEER)
			text_addf(&text, "%u ", count);
		text_addf(&text, "%s%s", reviewer_name(role), count > 1 ? "s" : "");
	}
	return text.len ? text_str(&text) : STR("nobody");
}

struct str required_shown(struct arena *arena, const struct review_change *change)
{
	struct str shown = reviewers_shown(arena, &change->required);

	return change->waived ? str_format(arena, "%.*s (%s)", STR_ARG(shown), change->waived) : shown;
}

struct str list_shown(struct arena *arena, const struct str_list *list)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < list->count; i++)
		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(list->items[i]));
	return text_str(&text);
}

struct str approvals_shown(struct arena *arena, const struct approvals *approvals)
{
	struct text text = {.arena = arena};

	for (size_t i = 0; i < approvals->count; i++) {
		const struct approval *approval = &approvals->items[i];

		text_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(approval->name));
		if (approval->role != REVIEWER_ENGINEER)
			text_addf(&text, " (%s)", reviewer_name(approval->role));
	}
	return text_str(&text);
}
