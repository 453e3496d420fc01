/* SPDX-License-Identifier: MIT */
/*
 * Two catalogs side by side: what migrations build, and what a dump of the schema declares. Only
 * what can be told without a server is a difference.
 */
#ifndef MIGHOOK_SCHEMA_COMPARE_H
#define MIGHOOK_SCHEMA_COMPARE_H

#include "schema/catalog.h"

enum difference_kind {
	DIFFERENCE_MISSING, /* the right one has it not */
	DIFFERENCE_SURPLUS, /* only the right one has it */
	DIFFERENCE_CHANGED,
};

struct difference {
	enum difference_kind kind;
	const struct catalog_entry *left, *right; /* NULL: not there */
	enum attribute_key key; /* DIFFERENCE_CHANGED: what differs */
	struct str left_text, right_text; /* as it stands on both sides; ptr NULL: not there */
};

struct differences {
	struct difference *items;
	size_t count, capacity;
};

/* `left` is replayed from migrations, `right` from a dump. What is unverified on either side, and
 * what the dump was not asked for, is no difference. Of an object that is not there its parts are
 * not told apart. */
struct differences catalog_compare(
	struct arena *arena, const struct catalog *left, const struct catalog *right);

/* Kinds that a dump of the schema holds, and the catalog of a server. */
bool catalog_compares(enum object_kind kind);

/* The same object of another catalog, or of that of a server; NULL if it has none. */
struct catalog_entry *catalog_counterpart(
	const struct catalog *other, const struct catalog_entry *entry);

#endif
