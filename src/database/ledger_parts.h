/* SPDX-License-Identifier: MIT */
/* How a ledger is put together: its files, then the rows that have none. */
#ifndef MIGHOOK_DATABASE_LEDGER_PARTS_H
#define MIGHOOK_DATABASE_LEDGER_PARTS_H

#include "database/ledger.h"

/* Finds the rows of a set's files, which are in the order of execution, and what state that is. */
void ledger_match_files(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *items, size_t count);

/* Adds the rows that no file has matched. */
void ledger_add_orphans(struct ledger *ledger);

/* Says where a row without a file and a file without a row have the same number, written with other
 * zeros: for the runner they are two. */
void ledger_find_twins(struct ledger *ledger);

#endif
