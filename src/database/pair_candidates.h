/* SPDX-License-Identifier: MIT */
/* What of a ledger may be paired, with the keys by which it is known. */
#ifndef MIGHOOK_DATABASE_PAIR_CANDIDATES_H
#define MIGHOOK_DATABASE_PAIR_CANDIDATES_H

#include "database/ledger.h"

/* A file and a row of one version that are two migrations by name and by content: files were given
 * other versions, some of which others had. */
struct crossing {
	struct ledger_item *item;
	struct ledger_item *row; /* it as an item of its own */
	size_t file_candidate, row_candidate;
};

struct pairing {
	struct ledger *ledger;
	struct arena arena; /* gone when it is done */
	struct candidates candidates; /* their items are struct ledger_item */
	struct {
		struct crossing *items;
		size_t count, capacity;
	} crossings;
	struct {
		struct ledger_item *items; /* rows that stand alone in the end */
		size_t count, capacity;
	} orphans;
	/* For each table: */
	size_t *families; /* tables that serve one set, and sets that they serve, are one family */
	size_t *row_counts; /* rows without a file */
	bool *has_rows, *has_files; /* of a family: there are some to be paired */
};

/* Finds them, and reads what is needed of their content: of rows in parts that are forgotten. Of a
 * table with very many rows without a file only those count that have the name of a file. */
_must_check_ int pairing_find_candidates(
	struct pairing *pairing, struct connection *connection, struct error *reterr);

/* The place of a table in the ledger. */
size_t pairing_place(const struct pairing *pairing, const struct history *history);

#endif
