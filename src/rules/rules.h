/* SPDX-License-Identifier: MIT */
/* The catalogue of rules as a table. */
#ifndef MIGHOOK_RULES_RULES_H
#define MIGHOOK_RULES_RULES_H

#include "lint/rule.h"

/* Sorted by id. */
extern const struct rule *const rules[];
extern const size_t rule_count;

/* NULL if there is none of that id. */
const struct rule *rule_find(struct str id);

/* The words of policy files: rules, runners and history tables. */
struct vocabulary rules_vocabulary(struct arena *arena);

#endif
