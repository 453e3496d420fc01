/* SPDX-License-Identifier: MIT */
/* Which row is which file, by keys: a pair is what has each other and nothing else. */
#ifndef MIGHOOK_DATABASE_PAIR_MATCH_H
#define MIGHOOK_DATABASE_PAIR_MATCH_H

#include "base/str.h"

enum pair_kind {
	PAIR_NONE,
	PAIR_CERTAIN, /* the same name and the same content */
	PAIR_RENAMED, /* the same content */
	PAIR_EDITED, /* the same name, and another content */
	PAIR_NAMED, /* the same name; one of the two says nothing of its content */
	PAIR_AMBIGUOUS, /* several could be meant: none is taken */
};

struct candidate {
	void *item; /* the caller's */
	bool is_row; /* else a file */
	bool
		is_bound; /* has a partner by its version: only one with the same name and content counts */
	size_t family; /* only what is of one can be a pair */
	struct str name; /* keys; ptr NULL: none */
	struct str_list contents; /* a file may have several, a row has one or none */
	/* The answer. */
	enum pair_kind kind;
	struct candidate *partner; /* NULL: none, or it is ambiguous */
	struct {
		struct group **items; /* what shares one of its keys, of those left without a partner */
		size_t count, capacity;
	} groups;
};

struct candidates {
	struct candidate *items;
	size_t count, capacity;
};

/* Pairs them: first what has the same name and content, of the others then what has one of the two.
 * Takes time in proportion to n log n. */
void pair_match(struct candidates *candidates, struct arena *arena);

enum { PAIR_RIVALS = 3 };

/* Some of those that an ambiguous one could be; returns how many there are, PAIR_RIVALS + 1 for
 * more. */
size_t pair_rivals(const struct candidate *candidate, const struct candidate *ret[PAIR_RIVALS + 1]);

#endif
