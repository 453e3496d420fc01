/* SPDX-License-Identifier: MIT */
/* What is said of a review alike in every format for people. */
#ifndef MIGHOOK_REPORT_REVIEW_WORDS_H
#define MIGHOOK_REPORT_REVIEW_WORDS_H

#include "lint/review.h"

/* "2 engineers + lead"; "nobody". */
struct str reviewers_shown(struct arena *arena, const struct reviewers *reviewers);

/* Who must approve a change: also that nobody must, and why. */
struct str required_shown(struct arena *arena, const struct review_change *change);

/* "a, b". */
struct str list_shown(struct arena *arena, const struct str_list *list);

/* "jane (lead), bob": names from the repository, unescaped. */
struct str approvals_shown(struct arena *arena, const struct approvals *approvals);

#endif
