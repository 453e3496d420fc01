/* SPDX-License-Identifier: MIT */
/* What a gate asks of schemas, on a scratch server: that migrations can be executed, and that a
 * database has what they lead to (requirements S0-21, S0-22, S3-21). */
#ifndef MIGHOOK_CHECK_DATABASE_GATE_H
#define MIGHOOK_CHECK_DATABASE_GATE_H

#include "check_database_scratch.h"
#include "database/gate.h"

/* Adds what fails of these checks, if one of them is asked. */
_must_check_ int check_database_gate(struct database_check *database,
	const struct scratch_request *request, struct gate *gate, struct error *reterr);

/* Its part about what takes migrations of a set back: those that are pending and what comes after
 * them, else the newest one. */
_must_check_ int check_database_gate_rollback(struct database_check *database,
	const struct scratch_request *request, const struct migration_set *set, struct gate *gate,
	struct error *reterr);

#endif
