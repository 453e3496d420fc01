/* SPDX-License-Identifier: MIT */
/*
 * A row without a file and a file without a row may be one migration: tools stamp versions of their
 * own, files get new ones. A pair has the same name, the same content, or both, and nothing else in
 * the ledger could be either of the two. What could be several is never guessed.
 */
#ifndef MIGHOOK_DATABASE_PAIRING_H
#define MIGHOOK_DATABASE_PAIRING_H

#include "database/ledger.h"

/* Makes one item of each pair, LEDGER_MISMATCH, and marks what is ambiguous. `connection` is NULL
 * where all that there is was read. */
_must_check_ int ledger_pair(
	struct ledger *ledger, struct connection *connection, struct error *reterr);

#endif
