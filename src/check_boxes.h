/* SPDX-License-Identifier: MIT */
/* The checklist of a review: which boxes the rules in force and the files can tick. */
#ifndef MIGHOOK_CHECK_BOXES_H
#define MIGHOOK_CHECK_BOXES_H

#include "lint/review.h"

/* Fills the checklist of a review; `diagnostics` is what `lint` has found. */
void check_boxes(
	struct review *review, const struct lint *lint, const struct diagnostics *diagnostics);

#endif
