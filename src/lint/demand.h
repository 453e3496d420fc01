/* SPDX-License-Identifier: MIT */
/*
 * What is asked of each rule in a run: by the policy, by `--rule` and MIGHOOK_SKIP. A set with
 * rules of its own has demands of its own; rules on the whole change have the policy's.
 */
#ifndef MIGHOOK_LINT_DEMAND_H
#define MIGHOOK_LINT_DEMAND_H

#include "lint/watched.h"

struct lint;

/* Of one rule. */
struct demand {
	enum severity severity;
	bool only_errors; /* nobody has turned the rule on; see RULE_ALWAYS_ERRORS */
	bool takes_approval; /* a finding may be approved in the file */
	struct watched_files watched; /* filled by lint_read, if the rule is in force */
};

/* Of all. */
struct demands {
	const struct policy *policy;
	struct demand *of_rules; /* in the order of the rules */
	struct str_list active; /* ids of the rules in force */
};

struct demands_list {
	struct demands *items; /* the policy's own first, then those of sets that differ */
	size_t count, capacity;
};

/* The severity that a rule has in this run under a policy, the run's or a set's. */
enum severity lint_severity(
	const struct lint *lint, const struct policy *policy, const struct rule *rule);

/* Fills `lint->demands`. */
void lint_demand(struct lint *lint, const struct set_specs *specs);

/* What is asked in a set; NULL: of the whole change. */
const struct demands *lint_demands(const struct lint *lint, const struct set_spec *spec);

/* True if a rule with that flag is in force. */
bool demands_have(const struct demands *demands, const struct lint *lint, enum rule_flags flag);

#endif
