/* SPDX-License-Identifier: MIT */
/*
 * Comments that allow a finding where it is meant:
 *     -- mighook: allow RULE[,RULE] REASON [until=YYYY-MM-DD]
 * Before the first SQL of a file it covers the file, else the statement it precedes or shares a
 * line with.
 */
#ifndef MIGHOOK_LINT_SUPPRESSION_H
#define MIGHOOK_LINT_SUPPRESSION_H

#include "lint/diagnostic.h"

struct suppression {
	const struct migration_file *file;
	struct span comment; /* its text */
	struct str_list rules;
	struct str reason; /* may be empty */
	struct str until; /* ptr NULL: for ever */
	struct span covers; /* {0, content.len}: the file */
	bool covers_file;
	bool is_understood; /* else it starts with "mighook:" and says something else */
	bool *used; /* one for each of `rules` */
};

struct suppressions {
	struct suppression *items;
	size_t count, capacity;
};

/* Adds the suppressions of a file whose content was read. */
void suppressions_read(
	struct suppressions *suppressions, struct arena *arena, const struct migration_file *file);

/* True if a comment allows the finding; marks that comment as used. Expired ones allow nothing. */
bool suppressions_allow(
	struct suppressions *suppressions, const struct diagnostic *diagnostic, int64_t now);

/* True if the file allows the rule as a whole; for findings that could stand in any of several
 * files. Marks the comment as used. */
bool suppressions_allow_file(const struct suppressions *suppressions,
	const struct migration_file *file, const struct rule *rule, int64_t now);

/* True if its date has passed, or is none. */
bool suppression_is_expired(const struct suppression *suppression, int64_t now);

#endif
