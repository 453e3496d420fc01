/* SPDX-License-Identifier: MIT */
/* Whether a text is a value of its kind. */
#ifndef MIGHOOK_POLICY_VALUE_H
#define MIGHOOK_POLICY_VALUE_H

#include <stdint.h>

#include "policy/vocabulary.h"

/* What is wrong with `text` as a value of `kind`, as the end of a sentence; ptr NULL: nothing. */
struct str value_mistake(struct arena *arena, const struct vocabulary *vocabulary,
	enum value_kind kind, const char *choices, struct str text);

/* The value of a valid VALUE_NUMBER, and of a valid VALUE_DURATION in seconds. */
uint64_t value_number(struct str text);
int64_t value_duration(struct str text);

#endif
