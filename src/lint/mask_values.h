/* SPDX-License-Identifier: MIT */
/* Finding any of many texts at a place of another, in one look for each place. */
#ifndef MIGHOOK_LINT_MASK_VALUES_H
#define MIGHOOK_LINT_MASK_VALUES_H

#include "base/str.h"

struct mask_value {
	struct str text;
	size_t parent; /* 1 + index of the longest other one that this starts with; 0: none */
};

struct mask_values {
	struct mask_value *items;
	size_t count, capacity;
};

/* Adds a text, and what escape_text makes of it if that differs. */
void mask_values_add(struct mask_values *values, struct arena *arena, struct str text);

/* To be called after the last one was added. */
void mask_values_sort(struct mask_values *values);

/* Length of the longest one that stands at `at`; 0 if none does. Short ones only as whole words. */
size_t mask_values_at(const struct mask_values *values, struct str text, size_t at);

#endif
