/* SPDX-License-Identifier: MIT */
/* What a mistyped word was probably meant to be. */
#ifndef MIGHOOK_BASE_NEAREST_H
#define MIGHOOK_BASE_NEAREST_H

#include "base/str.h"

/* The candidate with the fewest edits (letters swapped, missing, added, changed) from `word`;
 * ptr NULL if none is near enough to be meant. */
struct str nearest_word(struct arena *arena, struct str word, const struct str_list *candidates);

#endif
