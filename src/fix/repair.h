/* SPDX-License-Identifier: MIT */
/*
 * Repairs: what mends the findings of a rule. A repair is pure: it looks at a finding and says what
 * to change; plan.h keeps what was said, git/rewrite.h does it. Adding one is a function and a row
 * of the table in repair.c.
 */
#ifndef MIGHOOK_FIX_REPAIR_H
#define MIGHOOK_FIX_REPAIR_H

#include "fix/edits.h"
#include "lint/rule.h"
#include "lint/run.h"

/* A finding that is to be mended. */
struct repair_site {
	struct arena *arena;
	const struct diagnostic *diagnostic;
	const struct migration_set *set;
	const struct set_sql *set_sql; /* of that set */
	const struct migration_file *file; /* NULL: the finding is about none that is there */
	const struct policy *policy;
	struct str author; /* of the file; ptr NULL: not known */
};

/* What mends it. */
struct mending {
	struct edits edits; /* of the file's content */
	struct moves moves; /* other names of files or folders */
	bool clears_executable;
	struct str new_file, new_content; /* a file to add; ptr NULL: none */
};

/* In this order: bytes that are no text have no names in them, files that do not find each other
 * would get versions of their own, names stand in texts, what has left the set is mended no more.
 */
enum repair_phase {
	REPAIR_BYTES,
	REPAIR_PAIRS,
	REPAIR_NAMES,
	REPAIR_TEXT,
	REPAIR_PLACES,
	REPAIR_PHASES
};

struct repair {
	const char *rule;
	enum repair_phase phase;
	/* Fills what it can, and nothing where nothing is certain. */
	void (*mend)(const struct repair_site *site, struct mending *ret);
	const char *summary; /* what it does, for `mighook explain` */
};

extern const struct repair repairs[];
extern const size_t repair_count;

/* The repair of a rule's findings; NULL if there is none. */
const struct repair *repair_find(const struct rule *rule);

/* Each in its own file. */
void mend_encoding(const struct repair_site *site, struct mending *ret);
void mend_executable_bit(const struct repair_site *site, struct mending *ret);
void mend_name(const struct repair_site *site, struct mending *ret);
void mend_rollback_place(const struct repair_site *site, struct mending *ret);
void mend_missing_header(const struct repair_site *site, struct mending *ret);
void mend_header_name(const struct repair_site *site, struct mending *ret);
void mend_guard(const struct repair_site *site, struct mending *ret);
void mend_transaction(const struct repair_site *site, struct mending *ret);
void mend_history_record(const struct repair_site *site, struct mending *ret);
void mend_lock_file(const struct repair_site *site, struct mending *ret);

#endif
