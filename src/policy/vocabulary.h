/* SPDX-License-Identifier: MIT */
/* The words of a policy file: its keys, and the names of rules, runners and history tables that
 * later stages own and hand in, so that the policy knows them without knowing those stages. */
#ifndef MIGHOOK_POLICY_VOCABULARY_H
#define MIGHOOK_POLICY_VOCABULARY_H

#include "policy/severity.h"

enum value_kind {
	VALUE_TEXT,
	VALUE_LIST, /* of texts; a single text is a list of one */
	VALUE_REGEX,
	VALUE_NUMBER, /* not negative */
	VALUE_BOOL, /* true, false */
	VALUE_DURATION, /* a number with s, m, h or d */
	VALUE_CHOICE, /* one of the words of `choices`, separated by '|' */
	VALUE_PATH, /* below the repository's top */
	VALUE_PATH_OR_NONE,
	VALUE_RULE,
	VALUE_RUNNER,
	VALUE_SHA256,
	VALUE_HISTORY, /* a kind of history table */
	VALUE_HISTORY_COLUMNS, /* a mapping of what such a table's columns say to their names */
	VALUE_RULES, /* a mapping of rules to severities, or to mappings of their options */
};

/* A key of the policy file. In `pattern` "[]" stands for an item of a sequence and "*" for a name
 * of the user's choice. */
struct policy_key {
	const char *pattern;
	enum value_kind kind;
	const char *choices; /* VALUE_CHOICE */
	const char *fallback; /* what holds where it is not set; NULL: nothing, or the runner decides */
	const char *meaning; /* one line */
	bool required; /* its mapping must have it */
	const char *details; /* NULL, or what there is to say besides: sentences */
};

/* Every key there is, in the order they are shown. */
extern const struct policy_key policy_keys[];
extern const size_t policy_key_count;

/* An option of a rule: a key below `rules.<id>`. */
struct option_key {
	const char *name; /* NULL ends an array */
	enum value_kind kind;
	const char *choices;
	const char *fallback; /* of a VALUE_LIST: its items, separated by '|' */
	const char *meaning;
};

/* What the policy knows of a rule. */
struct rule_key {
	const char *id;
	enum severity severity; /* of the catalogue */
	const struct option_key *options; /* NULL: none */
	bool grandfather_only; /* no comment in the judged file can allow it */
	const char *needs; /* NULL, or options of which one must be set, separated by '|' */
	bool of_change; /* asked once of the whole change, not of a set */
};

struct vocabulary {
	const struct rule_key *const *rules;
	size_t rule_count;
	struct str_list runners;
	struct str_list histories, history_columns; /* kinds of history tables, and of their columns */
};

/* NULL if there is no such rule. */
const struct rule_key *vocabulary_rule(const struct vocabulary *vocabulary, struct str id);

/* The id nearest to a mistyped one; ptr NULL if none is near. */
struct str vocabulary_nearest_rule(
	const struct vocabulary *vocabulary, struct arena *arena, struct str id);

#endif
