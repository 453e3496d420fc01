/* SPDX-License-Identifier: MIT */
/* What comes before anything is written into a history table. */
#ifndef MIGHOOK_DATABASE_HISTORY_WRITES_H
#define MIGHOOK_DATABASE_HISTORY_WRITES_H

#include "database/history.h"

/* An error if the policy's `history-writes` is false and this is no run in CI (seed 2, lines 11 and
 * 27-33). */
_must_check_ int history_writes_allowed(
	const struct set_spec *spec, struct arena *arena, struct error *reterr);

/* Until the transaction ends no other mighook writes any history table, and nobody else these; one
 * that is not there is left out. What is read from then on stays true. */
_must_check_ int history_writes_lock(const struct history *const *histories, size_t count,
	struct connection *connection, struct arena *arena, struct error *reterr);

/* The statement that does the latter, "LOCK TABLE ..."; ptr NULL: no tables. */
struct str history_lock_sql(
	struct arena *arena, const struct history *const *histories, size_t count);

#endif
