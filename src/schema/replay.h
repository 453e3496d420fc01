/* SPDX-License-Identifier: MIT */
/*
 * Statements change a catalog as they would change a database, if all of them succeed. What cannot
 * be known without a server marks what it touches as unverified.
 */
#ifndef MIGHOOK_SCHEMA_REPLAY_H
#define MIGHOOK_SCHEMA_REPLAY_H

#include "schema/catalog.h"

/* Runs what the text says, statement by statement; each then knows its step. */
void catalog_replay(struct catalog *catalog, struct sql *sql);

#endif
