/* SPDX-License-Identifier: MIT */
/* What squashes come to in the history tables of a database: a plan, and what carries it out. */
#ifndef MIGHOOK_CHECK_DATABASE_SQUASH_H
#define MIGHOOK_CHECK_DATABASE_SQUASH_H

#include "check_database.h"
#include "check_squash.h"
#include "database/gate.h"
#include "database/plan.h"

struct database_squash {
	struct database_check database; /* closed by the caller */
	struct plan plan;
	size_t found; /* squashes that the sets have */
	size_t open; /* of these, that the histories do not know yet */
};

/* Plans for the squashes whose baselines the index has: their markers and archives say what was
 * squashed. What is to be executed is locked, must be committed and allowed by the policy. */
_must_check_ int check_database_squash(struct check *check, const struct database_options *options,
	struct database_squash *ret, struct error *reterr);

/* Plans for a squash of files that was planned and filled, and writes nothing. Its set is asked of
 * the database. */
_must_check_ int check_database_squash_planned(struct check *check,
	const struct database_options *options, const struct squash_plan *files,
	struct database_squash *ret, struct error *reterr);

/* The same without a database: as the runner makes its table. No steps: nobody knows how. */
_must_check_ int check_database_squash_unseen(
	struct check *check, const struct squash_plan *files, struct plan *ret, struct error *reterr);

/* Asks a strict gate of the same database, by a connection of its own, which the caller closes. */
_must_check_ int check_database_squash_gate(struct check *check,
	const struct database_options *options, struct database_check *database, struct gate *ret,
	struct error *reterr);

#endif
