/* SPDX-License-Identifier: MIT */
/*
 * What a database has applied of the migrations that a change is about: a hook hands the question
 * to mighook-db and takes its answer. Both are fields, each with a NUL behind it.
 */
#ifndef MIGHOOK_MIGRATION_APPLIED_H
#define MIGHOOK_MIGRATION_APPLIED_H

#include "migration/history_spec.h"
#include "migration/set.h"

/* A table of a set, and what the migrations in question are called in it. */
struct applied_question {
	struct history_spec history;
	struct str_list versions; /* in the answer: those that are applied */
};

struct applied_questions {
	struct applied_question *items;
	size_t count, capacity;
	struct str variable; /* that holds the database's address; ptr NULL: libpq's own ways */
	int64_t milliseconds; /* for the answer */
};

/* Adds what a change asks about a set: the files that it edits, deletes or brings. */
void applied_questions_add(
	struct applied_questions *questions, struct arena *arena, const struct migration_set *set);

/* Marks the set's files that one of the answers names. */
void applied_mark(struct migration_set *set, struct arena *arena,
	const struct applied_questions *answers, size_t first, size_t count);

/* The fields, and back: false if they are none of ours. */
struct str applied_questions_text(struct arena *arena, const struct applied_questions *questions);
bool applied_questions_read(struct applied_questions *ret, struct arena *arena, struct str text);

#endif
