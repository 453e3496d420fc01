/* SPDX-License-Identifier: MIT */
/*
 * Comments that allow a finding where it is meant:
 *     -- mighook: allow RULE[,RULE] REASON [until=YYYY-MM-DD]
 *     -- approved-by: NAME [TICKET]      for the rules that ask for approval
 *     -- squawk-ignore [RULE[, RULE]]    for the rules that squawk has too; squawk-ignore-file
 * Before the first SQL of a file it covers the file, else the statement it precedes or shares a
 * line with. squawk's covers a statement wherever it stands, as it does there.
 */
#ifndef MIGHOOK_LINT_SUPPRESSION_H
#define MIGHOOK_LINT_SUPPRESSION_H

#include "lint/diagnostic.h"

enum suppression_kind { SUPPRESSION_ALLOW, SUPPRESSION_APPROVAL, SUPPRESSION_SQUAWK };

struct suppression {
	enum suppression_kind kind;
	const struct migration_file *file;
	struct span comment; /* its text */
	struct str_list rules; /* SUPPRESSION_SQUAWK: squawk's ids; none means all */
	struct str reason; /* may be empty; SUPPRESSION_APPROVAL: who and what ticket */
	struct str until; /* ptr NULL: for ever */
	struct span covers; /* {0, content.len}: the file */
	size_t reaches; /* the furthest end of what it and those before it cover */
	bool covers_file;
	bool is_understood; /* else it starts with "mighook:" and says something else */
	bool *used; /* one for each of `rules`; SUPPRESSION_ALLOW only */
};

/* Those of one file: first what covers all of it, then by what they cover. */
struct suppressions_of_file {
	const struct migration_file *file;
	size_t from, to;
};

struct suppressions {
	struct suppression *items;
	size_t count, capacity;
	struct {
		struct suppressions_of_file *items; /* sorted by address; of files that have some */
		size_t count, capacity;
	} files;
};

/* Adds the suppressions of a file whose content was read. */
void suppressions_read(
	struct suppressions *suppressions, struct arena *arena, const struct migration_file *file);

/* Where those of a file stand in the list. */
struct suppressions_of_file suppressions_of(
	const struct suppressions *suppressions, const struct migration_file *file);

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
