/* SPDX-License-Identifier: MIT */
/* Whether migrations can be taken back: up, down, and the database is what it was before; and up
 * again. */
#ifndef MIGHOOK_CHECK_DATABASE_ROUNDTRIP_H
#define MIGHOOK_CHECK_DATABASE_ROUNDTRIP_H

#include "check_database_drift.h"

/* Tries the newest `count` migrations of the set, the oldest of them first. A migration without a
 * down part, or whose down part raises an exception itself, is none that fails: it is skipped. */
_must_check_ int check_roundtrip(
	struct database_drift *drift, struct set_drift *set, size_t count, struct error *reterr);

#endif
