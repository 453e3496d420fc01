/* SPDX-License-Identifier: MIT */
/* How a ledger is put together: its files, then the rows that have none. */
#ifndef MIGHOOK_DATABASE_LEDGER_PARTS_H
#define MIGHOOK_DATABASE_LEDGER_PARTS_H

#include "database/ledger.h"

/* Finds the rows of a set's files, which are in the order of execution, and what state that is. */
void ledger_match_files(
	struct ledger *ledger, const struct ledger_set *set, struct ledger_item *items, size_t count);

/* True if the name in a row is that of the migration, in whatever form a tool keeps it. */
bool ledger_names(struct arena *arena, struct str recorded, const struct name *name);

/* Finds the rows of what squashes have replaced. */
void ledger_mark_squashed(struct ledger *ledger);

/* What has replaced the migration of a row without a file; NULL: nothing. */
const struct squash *ledger_squash_of(const struct ledger_item *item);

/* Says where a file is the baseline of a squash, and whether the history knows of that, once
 * contents were compared. */
void ledger_find_squashes(struct ledger *ledger);

/* Adds the rows that no file has matched. */
void ledger_add_orphans(struct ledger *ledger);

/* Says where a row without a file and a file without a row have the same number, written with other
 * zeros: for the runner they are two. */
void ledger_find_twins(struct ledger *ledger);

#endif
