/* SPDX-License-Identifier: MIT */
/* What the team demands: defaults < runner < shipped policies < file < command line. */
#ifndef MIGHOOK_POLICY_POLICY_H
#define MIGHOOK_POLICY_POLICY_H

#include "policy/policy_file.h"

/* Where a repository keeps it, from its top. */
#define POLICY_FILE STR(".mighook.yaml")

/* An existing finding that is excused. */
struct grandfather {
	struct str rule, path, fingerprint; /* path, fingerprint: ptr NULL means any */
};

struct grandfathers {
	struct grandfather *items;
	size_t count, capacity;
};

struct policy {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct str source; /* the file's name; ptr NULL: there is no file */
	struct settings settings;
	struct grandfathers grandfathers;
	struct str kept_excuses; /* as policy_store wrote them; ptr NULL: they are in `grandfathers` */
	const struct policy **of_sets; /* NULL: no set has rules of its own; see policy_of_set */
};

/* The policy that holds where there is no file. */
struct policy policy_default(struct arena *arena, const struct vocabulary *vocabulary);

/* The policy of a file and the shipped policies it extends. */
_must_check_ int policy_load(struct policy *ret, struct arena *arena,
	const struct vocabulary *vocabulary, struct str bytes, struct str source, struct error *reterr);

/* A setting by its key; NULL if neither the file nor a shipped policy sets it. */
const struct setting *policy_setting(const struct policy *policy, const char *format, ...)
	_printf_(2, 3);

/* Number of sets the file or a shipped policy lists. */
size_t policy_set_count(const struct policy *policy);

/* What holds in a set: the same policy, with the rules of that set laid over those of the top. It
 * is `policy` itself where the set has none of its own. */
const struct policy *policy_of_set(const struct policy *policy, size_t set);

/* True if the set comes from a shipped policy: it applies only where its path exists. */
bool policy_set_is_shipped(const struct policy *policy, size_t set);

/* Major version of the servers: the key `postgres`. */
unsigned policy_postgres(const struct policy *policy);

/* The severity of a rule. */
enum severity policy_severity(const struct policy *policy, const struct rule_key *rule);

/* True if the policy turns the rule on and sets none of the options it needs to find anything. */
bool policy_rule_is_idle(const struct policy *policy, const struct rule_key *rule);

/* The value of a rule's option, or its fallback; ptr NULL if it has neither. */
struct str policy_option(
	const struct policy *policy, const struct rule_key *rule, const char *option);

/* The same for a VALUE_LIST. */
struct str_list policy_option_list(
	const struct policy *policy, const struct rule_key *rule, const char *option);

/* What holds where a VALUE_LIST is not set. */
struct str_list option_fallback_list(struct arena *arena, const struct option_key *option);

/* The names of the shipped policies and what each is for. */
struct shipped_policy {
	struct str name, summary;
};

struct shipped_policies {
	struct shipped_policy *items;
	size_t count, capacity;
};

struct shipped_policies policy_shipped(struct arena *arena);

#endif
